import type { Block } from '../../../lib/slack/format/blocks.ts';

/** All texts that a reader of the blocks sees, block by block. */
export const textsOf = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => {
    switch (block.type) {
      case 'header':
      case 'section':
        return [block.text.text];
      case 'context':
        return block.elements.map((element) => element.text);
      case 'actions':
        return block.elements.map((element) => `[${element.text.text}](${element.url})`);
    }
  });
