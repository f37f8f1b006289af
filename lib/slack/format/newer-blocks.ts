import type { RichTextBlock, TableBlock } from '@slack/web-api';
import { BLOCK_LIMITS } from './block-limits.ts';
import type { Block } from './blocks.ts';

/**
 * Blocks that Slack added later. Where Slack refuses them, the message goes out with the others alone (R22). Source:
 * docs.slack.dev, reference of the table block and of the data visualization block.
 */
export type NewerBlock = Table | Chart;
export type Table = TableBlock;
/** `@slack/types` lacks it. */
export type Chart = {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[] };
  };
};

/** Names, and figures at the right. Slack shows the first row as the header. */
export const table = (rows: readonly (readonly [name: string, figure: string])[]): Table => ({
  type: 'table',
  column_settings: [{ is_wrapped: true }, { align: 'right' }],
  rows: rows.map((row) => row.map(cell)),
});

/** Not `raw_text`: Slack had internal errors for it, which leave open whether the message is there (SlackNet issue 246). */
const cell = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

export const chart = (title: string, bars: readonly { name: string; count: number }[]): Chart => ({
  type: 'data_visualization',
  title,
  chart: {
    type: 'bar',
    series: [{ name: title, data: bars.map(({ name, count }) => ({ label: name, value: count })) }],
    axis_config: { categories: bars.map(({ name }) => name) },
  },
});

/** The message with newer blocks, if all of it is within Slack's limits. */
export const withinLimits = (blocks: (Block | NewerBlock)[]): (Block | NewerBlock)[] | undefined =>
  JSON.stringify(blocks).length <= BLOCK_LIMITS.blocksTogether && blocks.every(fits) ? blocks : undefined;

const fits = (block: Block | NewerBlock): boolean => {
  if (block.type === 'table') return fitsTable(block);
  return block.type !== 'data_visualization' || fitsChart(block);
};

const fitsTable = ({ rows }: Table): boolean => {
  const texts = rows.flat().map(textOf);
  return (
    rows.length <= BLOCK_LIMITS.tableRows &&
    rows.every((row) => row.length <= BLOCK_LIMITS.tableColumns) &&
    texts.every((text) => text !== '') &&
    texts.join('').length <= BLOCK_LIMITS.tableText
  );
};

const textOf = (one: Table['rows'][0][0]): string =>
  one.type === 'rich_text' ? one.elements.map(wordsOf).join('') : one.text;

const wordsOf = ({ elements }: RichTextBlock['elements'][0]): string =>
  elements.map((part) => (part.type === 'text' ? part.text : '')).join('');

const fitsChart = ({ title, chart: { series, axis_config: axis } }: Chart): boolean => {
  const labels = [...axis.categories, ...series.map(({ name }) => name)];
  return (
    isWithin(title, BLOCK_LIMITS.chartTitle) &&
    isWithin(axis.categories, BLOCK_LIMITS.chartCategories) &&
    labels.every((label) => isWithin(label, BLOCK_LIMITS.chartLabel))
  );
};

const isWithin = ({ length }: { length: number }, most: number): boolean => length >= 1 && length <= most;
