import * as z from 'zod/mini';
import { readBlocks } from './check-blocks.ts';
import { type Message, metadata as metadataShape } from './message.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';

export type Content = { text: string; blocks?: unknown; metadata?: unknown };

/** An edit beyond its limit is refused. A longer post is cut according to the document, but refused in practice. */
export const LONGEST_TEXT = { post: 40_000, edit: 4000 } as const;
/**
 * Not documented: refused from about 13,200 characters in total (slackapi/bolt-js issue 2509, metabase pull request
 * 79908).
 */
const LONGEST_BLOCKS = 13_200;
/** Not documented either. Our metadata has about 150 bytes. */
const LARGEST_METADATA_BYTES = 8000;

type Refused = { refused: MethodAnswer };

/** The parts of this content to store, or Slack's refusal. Mrkdwn is never refused. Source: docs.slack.dev. */
export const readContent = (
  { text, blocks, metadata }: Content,
  longestText: number,
): Pick<Message, 'blocks' | 'metadata'> | Refused => {
  if (text.trim() === '' && isNothing(blocks)) return { refused: refuse('no_text') };
  if (text.length > longestText) return { refused: refuse('msg_too_long') };
  const ofBlocks = blocksIn(blocks);
  const ofMetadata = metadataIn(metadata);
  if ('refused' in ofBlocks) return ofBlocks;
  return 'refused' in ofMetadata ? ofMetadata : { ...ofBlocks, ...ofMetadata };
};

const blocksIn = (given: unknown): Pick<Message, 'blocks'> | Refused => {
  if (given === undefined) return {};
  if (!Array.isArray(given)) return { refused: refuse('invalid_blocks_format') };
  const read = readBlocks(given);
  if ('faults' in read) {
    const messages = read.faults.map((fault) => `[ERROR] ${fault}`);
    return { refused: refuse('invalid_blocks', { errors: read.faults, response_metadata: { messages } }) };
  }
  return JSON.stringify(given).length > LONGEST_BLOCKS ? { refused: refuse('msg_blocks_too_long') } : read;
};

const NAME = /^[\w-]+$/;

/** Slack ignores metadata with an invalid name. Source: docs.slack.dev, using message metadata. */
const metadataIn = (given: unknown): Pick<Message, 'metadata'> | Refused => {
  if (given === undefined) return {};
  const read = z.safeParse(metadataShape, given);
  if (!read.success) return { refused: refuse('invalid_metadata_format') };
  const bytes = Buffer.byteLength(JSON.stringify(given));
  if (bytes > LARGEST_METADATA_BYTES) return { refused: refuse('metadata_too_large') };
  return NAME.test(read.data.event_type) ? { metadata: read.data } : {};
};

const isNothing = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0);
