import * as z from 'zod/mini';
import { faultsOfBlocks } from './check-blocks.ts';
import { metadata as metadataShape } from './message.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';

/** A message's content as it was sent. */
export type Content = { text: string; blocks?: unknown; metadata?: unknown };

/**
 * An edit beyond its limit is refused. A post beyond its limit is cut, says the document; in practice it was refused.
 */
export const LONGEST_TEXT = { post: 40_000, edit: 4000 } as const;
/**
 * Not documented: refused from about 13,200 characters in total (slackapi/bolt-js issue 2509, metabase pull request
 * 79908).
 */
const LONGEST_BLOCKS = 13_200;
/** Not documented either. Ours has about 150 bytes. */
const LARGEST_METADATA_BYTES = 8000;

/** Why Slack refuses this content; `undefined` if it accepts it. Mrkdwn is never refused. Source: docs.slack.dev. */
export const refuseContent = (
  content: Content,
  longestText: number,
  newerBlocks: boolean,
): MethodAnswer | undefined => {
  const { text, blocks, metadata } = content;
  if (text.trim() === '' && isNothing(blocks)) return refuse('no_text');
  if (text.length > longestText) return refuse('msg_too_long');
  return refuseBlocks(blocks, newerBlocks) ?? refuseMetadata(metadata);
};

const refuseBlocks = (blocks: unknown, newerBlocks: boolean): MethodAnswer | undefined => {
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return refuse('invalid_blocks_format');
  const errors = faultsOfBlocks(blocks, newerBlocks);
  if (errors.length > 0) {
    const messages = errors.map((error) => `[ERROR] ${error}`);
    return refuse('invalid_blocks', { errors, response_metadata: { messages } });
  }
  return JSON.stringify(blocks).length > LONGEST_BLOCKS ? refuse('msg_blocks_too_long') : undefined;
};

const refuseMetadata = (metadata: unknown): MethodAnswer | undefined => {
  if (metadata === undefined) return undefined;
  if (!z.safeParse(metadataShape, metadata).success) return refuse('invalid_metadata_format');
  const bytes = Buffer.byteLength(JSON.stringify(metadata));
  return bytes > LARGEST_METADATA_BYTES ? refuse('metadata_too_large') : undefined;
};

const isNothing = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0);
