import { defined } from './defined.ts';
import type { Message } from './message.ts';
import { WORKSPACE } from './workspace.ts';

/** Metadata is included only for a caller that requests all of it and may see it. */
export const renderMessage = (
  message: Message,
  thread: Message[],
  includeMetadata: boolean,
): Record<string, unknown> => {
  const replies = thread.filter((reply) => reply.ts !== message.ts);
  const isParent = message.thread_ts === undefined && replies.length > 0;
  return {
    type: 'message',
    ...(message.broadcast === true && { subtype: 'thread_broadcast' }),
    ...(message.deleted === undefined
      ? { user: WORKSPACE.botUserId, bot_id: WORKSPACE.botId, team: WORKSPACE.teamId }
      : { subtype: 'tombstone', user: 'USLACKBOT', hidden: true }),
    ts: message.ts,
    text: message.text,
    ...defined({ blocks: message.blocks }),
    ...(message.reactions !== undefined && {
      reactions: message.reactions.map((reaction) => ({ ...reaction, count: reaction.users.length })),
    }),
    ...(message.editedTs !== undefined && { edited: { user: WORKSPACE.botUserId, ts: message.editedTs } }),
    ...defined({ thread_ts: message.thread_ts }),
    ...(isParent && {
      thread_ts: message.ts,
      reply_count: replies.length,
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(includeMetadata && message.metadata !== undefined && { metadata: message.metadata }),
  };
};
