import type { Message } from 'fake-slack';

/** Names each message by its subject, and by its own name within the subject. */
export const namesOf = (messages: readonly Message[]): string[] =>
  messages.map(({ channel, metadata }) => {
    const { key, name } = metadata?.event_payload ?? {};
    return `${channel} ${String(key)} ${String(name)}`;
  });
