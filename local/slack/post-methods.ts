import * as z from 'zod/mini';
import type { Channels } from './channels.ts';
import { blocksAreValid } from './check-blocks.ts';
import { type Message, message, metadata } from './message.ts';
import type { Arguments } from './read-arguments.ts';
import { renderMessage } from './render-message.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';

const LONGEST_TEXT = 40_000;
const flag = z.optional(z.union([z.boolean(), z.stringbool()]));

const content = {
  channel: z._default(z.string(), ''),
  text: z._default(z.string(), ''),
  blocks: z.optional(z.unknown()),
  metadata: z.optional(z.unknown()),
};
const postArguments = z.looseObject({
  ...content,
  thread_ts: z.optional(z.string()),
  reply_broadcast: flag,
});
const updateArguments = z.looseObject({ ...content, text: z.optional(z.string()), ts: z.string() });

/** `chat.postMessage`. Source: docs.slack.dev. */
export const postMessage = async (channels: Channels, args: Arguments): Promise<MethodAnswer> => {
  const parsed = z.safeParse(postArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel, text, thread_ts: threadTs, reply_broadcast: broadcast } = parsed.data;
  if (!channels.ids().includes(channel)) return refuse('channel_not_found');
  const refused = refusedContent(parsed.data);
  if (refused !== undefined) return refuse(refused);
  const parent = threadTs === undefined ? undefined : channels.find(channel, threadTs);
  if (threadTs !== undefined && parent === undefined) return refuse('thread_not_found');
  const posted = await channels.post({
    channel,
    text,
    ...structured(parsed.data),
    ...(parent !== undefined && { thread_ts: parent.thread_ts ?? parent.ts }),
    ...(parent !== undefined && broadcast === true && { broadcast: true }),
  });
  return { ok: true, channel, ts: posted.ts, message: renderMessage(posted, [], false) };
};

/**
 * `chat.update`. Blocks stay only if neither blocks nor text came; metadata stays unless it came, and an empty
 * object removes it. Source: docs.slack.dev.
 */
export const updateMessage = async (channels: Channels, args: Arguments): Promise<MethodAnswer> => {
  const parsed = z.safeParse(updateArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel, ts, text, blocks } = parsed.data;
  if (!channels.ids().includes(channel)) return refuse('channel_not_found');
  const before = channels.find(channel, ts);
  if (before === undefined) return refuse('message_not_found');
  const keepsBlocks = text === undefined && blocks === undefined;
  const after = {
    ...parsed.data,
    text: text ?? before.text,
    ...(keepsBlocks && { blocks: before.blocks }),
  };
  const emptied = isEmptyObject(after.metadata);
  const refused = refusedContent(emptied ? { ...after, metadata: undefined } : after);
  if (refused !== undefined) return refuse(refused);
  const { blocks: _blocks, metadata: oldMetadata, ...rest } = before;
  const edited = await channels.edit({
    ...rest,
    ...(after.metadata === undefined && oldMetadata !== undefined && { metadata: oldMetadata }),
    text: after.text,
    ...structured(emptied ? { ...after, metadata: undefined } : after),
  });
  return { ok: true, channel, ts, text: edited.text, message: renderMessage(edited, [], false) };
};

type Content = { text: string; blocks?: unknown; metadata?: unknown };

const refusedContent = ({ text, blocks, metadata: data }: Content): string | undefined => {
  if (text === '' && (blocks === undefined || isEmptyArray(blocks))) return 'no_text';
  if (text.length > LONGEST_TEXT) return 'msg_too_long';
  if (blocks !== undefined && !blocksAreValid(blocks)) return 'invalid_blocks';
  if (data !== undefined && !z.safeParse(metadata, data).success) return 'invalid_metadata_format';
  return undefined;
};

/** Only called for content that was not refused; what does not parse is left out. */
const structured = ({ blocks, metadata: data }: Content): Pick<Message, 'blocks' | 'metadata'> => {
  const parsed = z.safeParse(z.pick(message, { blocks: true, metadata: true }), {
    ...(blocks !== undefined && { blocks }),
    ...(data !== undefined && { metadata: data }),
  });
  return parsed.success ? parsed.data : {};
};

const isEmptyArray = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
