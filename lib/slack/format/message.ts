import type { Block } from './blocks.ts';

/** `text` is the push, and what stands where blocks cannot. */
export type Message = { text: string; blocks: Block[] };
