import type { Block } from '../../../lib/slack/format/blocks.ts';

/** All texts that a reader of the blocks sees, block by block. */
export const textsOf = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => {
    switch (block.type) {
      case 'header':
        return [block.text.text];
      case 'section':
        return block.accessory === undefined
          ? [block.text.text]
          : [`${block.text.text} [${block.accessory.text.text}](${block.accessory.url})`];
      case 'context':
        return block.elements.map((element) => element.text);
      case 'actions':
        return block.elements.map((element) => {
          if (element.type !== 'button') return `[${element.placeholder.text} ▾]`;
          return 'url' in element ? `[${element.text.text}](${element.url})` : `[${element.text.text}]`;
        });
      case 'rich_text':
        return block.elements.map(({ type, elements }) => {
          const said = elements.map((part) => (part.type === 'text' ? part.text : part.fallback)).join('');
          return type === 'rich_text_quote' ? said.replace(/^/gm, '> ') : said;
        });
    }
  });
