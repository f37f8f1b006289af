import type { Block } from './blocks.ts';
import type { NewerBlock } from './newer-blocks.ts';

/** `text` is the push, and is shown if blocks cannot be. `newer`: the same with Slack's newer blocks (R22). */
export type Message = { text: string; blocks: Block[]; newer?: (Block | NewerBlock)[] };
