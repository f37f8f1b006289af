import type { Message } from './message.ts';
import type { MessageLog } from './message-log.ts';

export type Change = { kind: 'posted' | 'edited'; message: Message };
export type NewMessage = Omit<Message, 'ts' | 'editedTs'>;

export type Channels = {
  ids: () => string[];
  /** In the order of posting. */
  messages: (channel: string) => Message[];
  find: (channel: string, ts: string) => Message | undefined;
  post: (fresh: NewMessage) => Promise<Message>;
  /** Puts an edited message in the place of the one with its `ts`. */
  edit: (edited: Message) => Promise<Message>;
  /** Returns a function that ends the listening. */
  onChange: (listener: (change: Change) => void) => () => void;
};

/**
 * The messages of some channels. A `ts` is unique and rises: seconds with six digits, later than any before even
 * where the clock stood still or went back.
 */
export const openChannels = async (ids: string[], log: MessageLog, now: () => number): Promise<Channels> => {
  const kept = new Map((await log.load()).map((message) => [keyOf(message.channel, message.ts), message]));
  const listeners = new Set<(change: Change) => void>();
  let lastMicros = Math.max(0, ...[...kept.values()].map((message) => toMicros(message.ts)));

  const nextTs = () => {
    lastMicros = Math.max(now() * 1000, lastMicros + 1);
    return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
  };
  const keep = async (kind: Change['kind'], message: Message) => {
    kept.set(keyOf(message.channel, message.ts), message);
    await log.append(message);
    for (const listener of listeners) listener({ kind, message });
    return message;
  };

  return {
    ids: () => [...ids],
    messages: (channel) => [...kept.values()].filter((message) => message.channel === channel),
    find: (channel, ts) => kept.get(keyOf(channel, ts)),
    post: (fresh) => keep('posted', { ...fresh, ts: nextTs() }),
    edit: (edited) => keep('edited', { ...edited, editedTs: nextTs() }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const keyOf = (channel: string, ts: string): string => `${channel} ${ts}`;

const toMicros = (ts: string): number => {
  const [seconds = '0', micros = '0'] = ts.split('.');
  return Number(seconds) * 1e6 + Number(micros);
};
