import type { Block } from '../message.ts';

/** Blocks as Slack gives them back: each has an id. */
export const withBlockIds = <B extends Block>(blocks: B[]): (B & { block_id: string })[] =>
  blocks.map((block, index) => ({ ...block, block_id: blockIdOf(block, index) }));

export const blockIdOf = (block: Block, index: number): string =>
  typeof block['block_id'] === 'string' ? block['block_id'] : `block-${index}`;
