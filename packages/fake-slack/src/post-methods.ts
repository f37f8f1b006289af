import * as z from 'zod/mini';
import type { Channels } from './channels.ts';
import { LONGEST_TEXT, readContent } from './check-content.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';
import type { Arguments } from './read-arguments.ts';
import { renderMessage } from './render-message.ts';

const flag = z.optional(z.union([z.boolean(), z.stringbool()]));
const content = {
  channel: z.string(),
  blocks: z.optional(z.unknown()),
  metadata: z.optional(z.unknown()),
};
const postArguments = z.looseObject({
  ...content,
  text: z._default(z.string(), ''),
  thread_ts: z.optional(z.string()),
  reply_broadcast: flag,
});
const updateArguments = z.looseObject({ ...content, text: z.optional(z.string()), ts: z.string() });

/**
 * `chat.postMessage`. A reply to a reply goes to the thread's root. A reply to a deleted message goes to the channel; a
 * reply to a placeholder stays in the thread. Source: docs.slack.dev; slack-go/slack issue 1571;
 * caipe-io/ai-platform-engineering pull request 1034.
 */
export const postMessage = async (channels: Channels, args: Arguments): Promise<MethodAnswer> => {
  const parsed = z.safeParse(postArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel, text, thread_ts: threadTs, reply_broadcast: broadcast } = parsed.data;
  const accepted = readContent(parsed.data, LONGEST_TEXT.post);
  if ('refused' in accepted) return accepted.refused;
  if (threadTs !== undefined && !TS.test(threadTs)) return refuse('invalid_thread_ts');
  const parent = threadTs === undefined ? undefined : channels.find(channel, threadTs);
  const posted = await channels.post({
    channel,
    text,
    ...accepted,
    ...(parent !== undefined && { thread_ts: parent.thread_ts ?? parent.ts }),
    ...(parent !== undefined && broadcast === true && { broadcast: true }),
  });
  return {
    ok: true,
    channel,
    ts: posted.ts,
    message: renderMessage(posted, [], true),
    ...warningsOn(parsed.data.metadata, accepted.metadata),
  };
};

/**
 * `chat.update`. Blocks stay only if the call has neither blocks nor text. Metadata stays unless the call has some; an
 * empty object removes it. Source: docs.slack.dev.
 */
export const updateMessage = async (channels: Channels, args: Arguments): Promise<MethodAnswer> => {
  const parsed = z.safeParse(updateArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel, ts, text, blocks } = parsed.data;
  const before = channels.find(channel, ts);
  if (before === undefined || before.deleted !== undefined) return refuse('message_not_found');
  const keepsBlocks = text === undefined && blocks === undefined;
  const after = {
    ...parsed.data,
    text: text ?? before.text,
    ...(keepsBlocks && { blocks: before.blocks }),
  };
  const emptied = isEmptyObject(after.metadata);
  const sent = emptied ? { ...after, metadata: undefined } : after;
  const longest = text === undefined ? LONGEST_TEXT.post : LONGEST_TEXT.edit;
  const accepted = readContent(sent, longest);
  if ('refused' in accepted) return accepted.refused;
  const { blocks: _blocks, metadata: oldMetadata, ...rest } = before;
  const edited = await channels.edit({
    ...rest,
    ...(!emptied && oldMetadata !== undefined && { metadata: oldMetadata }),
    text: after.text,
    ...accepted,
  });
  return {
    ok: true,
    channel,
    ts,
    text: edited.text,
    message: renderMessage(edited, [], true),
    ...warningsOn(sent.metadata, accepted.metadata),
  };
};

const TS = /^\d+\.\d+$/;

const warningsOn = (sent: unknown, accepted: unknown): Partial<MethodAnswer> =>
  sent !== undefined && accepted === undefined
    ? { warning: 'invalid_metadata_schema', response_metadata: { warnings: ['invalid_metadata_schema'] } }
    : {};

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
