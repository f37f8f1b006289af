import type { Block } from '../../../lib/slack/format/blocks.ts';

/** All texts that a reader of the blocks sees, block by block. */
export const textsOf = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => {
    switch (block.type) {
      case 'header':
        return [block.text.text];
      case 'section': {
        const text = block.text?.text ?? '';
        const { accessory } = block;
        return [accessory?.type === 'button' ? `${text} [${accessory.text.text}](${accessory.url})` : text];
      }
      case 'context':
        return block.elements.map((element) => ('text' in element ? element.text : ''));
      case 'actions':
        return block.elements.map((element) => {
          if (element.type !== 'button')
            return 'placeholder' in element ? `[${element.placeholder?.text} ▾]` : '';
          return element.url === undefined
            ? `[${element.text.text}]`
            : `[${element.text.text}](${element.url})`;
        });
      case 'rich_text':
        return block.elements.map(({ type, elements }) => {
          const text = elements
            .map((part) => {
              if (part.type === 'date') return `<!date^${part.timestamp}^${part.format}|${part.fallback}>`;
              return 'text' in part ? part.text : '';
            })
            .join('');
          return type === 'rich_text_quote' ? text.replace(/^/gm, '> ') : text;
        });
    }
  });
