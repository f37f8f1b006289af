import type { Block } from './blocks.ts';

/** `text` is the push, and is shown if blocks cannot be. */
export type Message = { text: string; blocks: Block[] };
