import type { Block } from './blocks.ts';

/**
 * Mentions from configured ids: `U…` and `W…` are users, `S…` user groups, `here` everyone active in the channel.
 * Source: docs.slack.dev, "Formatting message text", mentions.
 */
export const formatMentions = (mentions: readonly string[]): string => mentions.map(mention).join(' ');

/** The mentions in blocks, each once. A person's words are escaped there, and rich texts are ignored. */
export const mentionsIn = (blocks: readonly Block[]): string[] => [
  ...new Set(blocks.flatMap(textsOf).flatMap((text) => text.match(MENTION) ?? [])),
];

const MENTION = /<(?:@|!subteam\^)[A-Z0-9]+>|<!here>/g;

const textsOf = (block: Block): string[] => {
  if (block.type === 'section') return block.text ? [block.text.text] : [];
  return block.type === 'context'
    ? block.elements.map((element) => ('text' in element ? element.text : ''))
    : [];
};

const mention = (id: string): string => {
  if (id === 'here') return '<!here>';
  return id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>`;
};
