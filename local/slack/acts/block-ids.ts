import type { Block } from '../check-blocks.ts';

/** Slack returns blocks with ids. */
export const withBlockIds = (blocks: Block[]): (Block & { block_id: string })[] =>
  blocks.map((block, index) => ({ ...block, block_id: blockIdOf(block, index) }));

export const blockIdOf = (block: Block, index: number): string => block.block_id ?? `block-${index}`;
