import type { Message } from './message.ts';

const TOMBSTONE_TEXT = 'This message was deleted.';

/**
 * How a person's deletion changes a message and its thread. A message with replies becomes a placeholder; without
 * replies it goes. When the last reply goes, the placeholder above goes too. Source: hackclub/toriel pull request 238;
 * sgratzl/slack_cleaner2 issue 29.
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

/** Text, blocks and metadata are removed too. */
const bare = ({ channel, ts }: Message, text: string): Message => ({ channel, ts, text });
