import { html } from 'hono/html';
import type { Markup } from '../render-mrkdwn.ts';

export type Chart = {
  title: string;
  /** The same in words, for screen readers. */
  description: string;
  /** At most seven bars. `note`: the text below the name. `parts`: from bottom to top. */
  bars: readonly { name: string; note: string; parts: readonly { of: string; count: number }[] }[];
};

type Bar = Chart['bars'][number];

/** Units of the drawing, which scales to its container. */
const COLUMN = 52;
const COLUMNS = 7;
const BAR = 30;
const BASE = 104;
const TALLEST = 84;
const HEIGHT = 144;

export const renderChart = (id: string, { title, description, bars }: Chart): Markup => {
  const most = Math.max(1, ...bars.map(({ parts }) => sumOf(parts)));
  const width = COLUMN * COLUMNS;
  return html`<svg class="chart" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-text">
<title id="${id}-title">${title}</title>
<desc id="${id}-text">${description}</desc>
${bars.map((bar, index) => renderBar(bar, COLUMN * (index + 0.5), TALLEST / most))}
<line x1="0" y1="${BASE}" x2="${width}" y2="${BASE}" />
</svg>`;
};

const renderBar = ({ name, note, parts }: Bar, middle: number, unit: number): Markup => {
  const top = BASE - sumOf(parts) * unit;
  return html`${parts.map((part, index) => renderPart(part, sumOf(parts.slice(0, index)), middle, unit))}
<text class="sum-above" x="${middle}" y="${round(top - 4)}">${sumOf(parts)}</text>
<text x="${middle}" y="${BASE + 17}">${name}</text>
<text class="note" x="${middle}" y="${BASE + 34}">${note}</text>`;
};

const renderPart = (
  { of, count }: Bar['parts'][number],
  below: number,
  middle: number,
  unit: number,
): Markup =>
  count === 0
    ? html``
    : html`<rect data-outcome="${of}" x="${middle - BAR / 2}" y="${round(BASE - (below + count) * unit)}" width="${BAR}" height="${round(count * unit)}" />`;

const sumOf = (parts: readonly { count: number }[]): number =>
  parts.reduce((sum, { count }) => sum + count, 0);

const round = (units: number): number => Math.round(units * 10) / 10;
