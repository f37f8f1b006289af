import type { Message } from '../../local/slack/message.ts';

/** What names each message: what it is about, and which of its messages it is. */
export const namesOf = (messages: readonly Message[]): string[] =>
  messages.map(({ channel, metadata }) => {
    const { key, name } = metadata?.event_payload ?? {};
    return `${channel} ${String(key)} ${String(name)}`;
  });
