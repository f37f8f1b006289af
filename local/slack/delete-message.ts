import type { Message } from './message.ts';

const TOMBSTONE_TEXT = 'This message was deleted.';

/**
 * A deleted message with replies becomes a placeholder. When its last reply is deleted, the placeholder disappears,
 * too. Source: hackclub/toriel pull request 238; sgratzl/slack_cleaner2 issue 29.
 */
export const deleteMessage = (target: Message, channel: Message[]): Message[] => {
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
