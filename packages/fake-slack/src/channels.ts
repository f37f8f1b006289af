import { createTs, toMicros, type Message } from './message.ts';

/** Where messages are kept. */
export type MessageLog = {
  /** Every message in its latest state, in the order of posting. */
  load: () => Promise<Message[]>;
  /** Keeps a message that is new or has changed. A call resolves when it is kept. */
  append: (message: Message) => Promise<void>;
  stop: () => Promise<void>;
};

/** After a deletion, `message` is the deleted message. */
export type Change = { kind: 'posted' | 'edited' | 'reacted' | 'deleted'; message: Message };
export type NewMessage = Omit<Message, 'ts' | 'editedTs' | 'deleted' | 'deletedTs' | 'reactions'>;

export type Channels = {
  ids: () => string[];
  /** In the order of posting. */
  messages: (channel: string) => Message[];
  find: (channel: string, ts: string) => Message | undefined;
  post: (fresh: NewMessage) => Promise<Message>;
  edit: (edited: Message) => Promise<Message>;
  /**
   * Toggles a person's reaction.
   * @returns false if it was removed
   * @throws if there is no such message
   */
  react: (channel: string, ts: string, name: string, user: string) => Promise<boolean>;
  /**
   * Deletes a message as a person does in Slack.
   * @throws if there is no such message
   */
  remove: (channel: string, ts: string) => Promise<void>;
  /** Returns a function that unsubscribes. */
  onChange: (listener: (change: Change) => void) => () => void;
};

/**
 * The messages of some channels. A `ts` is unique and rises even if the clock goes back. When a call resolves, its
 * change is in the log.
 */
export const openChannels = async (
  ids: string[],
  log: Pick<MessageLog, 'load' | 'append'>,
  now: () => number,
): Promise<Channels> => {
  const kept = new Map((await log.load()).map((message) => [keyOf(message.channel, message.ts), message]));
  const listeners = new Set<(change: Change) => void>();
  const nextTs = createTs(now, Math.max(0, ...[...kept.values()].map(latestMicros)));
  const keep = async (message: Message) => {
    // Before the first await, so that no other call starts from the old state.
    kept.set(keyOf(message.channel, message.ts), message);
    await log.append(message);
  };
  const notify = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  const keepAndNotify = async (kind: Change['kind'], message: Message) => {
    // If the write fails, the message is still in the channel.
    try {
      await keep(message);
    } finally {
      notify({ kind, message });
    }
    return message;
  };
  const messages = (channel: string) =>
    [...kept.values()].filter((message) => message.channel === channel && message.deleted !== 'gone');
  const find = (channel: string, ts: string) => {
    const found = kept.get(keyOf(channel, ts));
    return found?.deleted === 'gone' ? undefined : found;
  };

  return {
    ids: () => [...ids],
    messages,
    find,
    post: (fresh) => keepAndNotify('posted', { ...fresh, ts: nextTs() }),
    edit: (edited) => keepAndNotify('edited', { ...edited, editedTs: nextTs() }),
    react: async (channel, ts, name, user) => {
      const target = find(channel, ts);
      if (target === undefined || target.deleted) throw new Error(`There is no message ${ts} in ${channel}.`);
      const { reactions = [], ...message } = target;
      const users = reactions.find((reaction) => reaction.name === name)?.users ?? [];
      const isAdded = !users.includes(user);
      const left = isAdded ? [...users, user] : users.filter((other) => other !== user);
      const others = reactions.filter((other) => other.name !== name);
      const after = [...others, ...(left.length > 0 ? [{ name, users: left }] : [])];
      await keepAndNotify('reacted', { ...message, ...(after.length > 0 && { reactions: after }) });
      return isAdded;
    },
    remove: async (channel, ts) => {
      const target = find(channel, ts);
      if (target === undefined || target.deleted) throw new Error(`There is no message ${ts} in ${channel}.`);
      const left = deleteMessage(target, messages(channel));
      try {
        await Promise.all(left.map((message) => keep({ ...message, deletedTs: nextTs() })));
      } finally {
        notify({ kind: 'deleted', message: target });
      }
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const keyOf = (channel: string, ts: string): string => `${channel} ${ts}`;

const latestMicros = ({ ts, editedTs = ts, deletedTs = editedTs }: Message): number => toMicros(deletedTs);

const TOMBSTONE_TEXT = 'This message was deleted.';

/**
 * A deleted message with replies becomes a placeholder. When its last reply is deleted, the placeholder disappears,
 * too. Source: hackclub/toriel pull request 238; sgratzl/slack_cleaner2 issue 29.
 */
const deleteMessage = (target: Message, channel: Message[]): Message[] => {
  const repliesOf = (ts: string) => channel.filter((message) => message.thread_ts === ts);
  if (repliesOf(target.ts).length > 0) return [{ ...bare(target, TOMBSTONE_TEXT), deleted: 'tombstone' }];
  const root = channel.find(({ ts }) => ts === target.thread_ts);
  const wasLast = root !== undefined && repliesOf(root.ts).length === 1;
  return [target, ...(wasLast && root.deleted === 'tombstone' ? [root] : [])].map((message) => ({
    ...bare(message, ''),
    deleted: 'gone' as const,
  }));
};

const bare = ({ channel, ts }: Message, text: string): Message => ({ channel, ts, text });
