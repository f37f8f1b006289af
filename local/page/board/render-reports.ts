import { html } from 'hono/html';
import { MARKET_ZONES } from '../../../lib/config/market.ts';
import type { Market } from '../../../lib/domain/inquiry/inquiry.ts';
import type { ReportFacts } from '../../../lib/domain/notice/notice-facts.ts';
import type { Outcome } from '../../../lib/domain/ticket/ticket.ts';
import { formatDuration } from '../../../lib/slack/format/format-due.ts';
import { formatShare } from '../../../lib/slack/format/format-share.ts';
import { figuresOfSources, keyFigures, sayScoreShare } from '../../../lib/slack/notices/key-figures.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import type { VendorReports } from '../../board/board.ts';
import { formatShort } from '../client/times.ts';
import type { Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';

/** In a bar, from bottom to top. */
const OUTCOMES: readonly Outcome[] = [
  'answered',
  'confirmed',
  'withdrawn',
  'decided-by-coupang',
  'unknown',
  'auto-closed',
];

const NOTHING = '–';

export const renderReports = (reports: readonly VendorReports[], view: View): Markup => {
  const { texts } = view;
  const reported = reports.filter(({ days }) => days.length > 0);
  if (reported.length === 0) return html`<p class="empty">${texts.noReports}</p>`;
  return html`${reported.map((vendor) => renderVendor(vendor, view))}`;
};

const renderVendor = (reports: VendorReports, view: View): Markup => {
  const { market, vendorId, label, days } = reports;
  const { texts, language, vendors } = view;
  const id = `report-${market}-${vendorId}`;
  const shown = OUTCOMES.filter((outcome) => days.some(({ closed }) => (closed[outcome] ?? 0) > 0));
  const last = days.at(-1);
  const vendor = vendors.find((each) => each.market === market && each.id === vendorId);
  const rolling = last && sayScoreShare(last, vendor?.inTimeThreshold, WORDING[language]);
  const caption = [
    ...(vendors.length > 1 ? [label] : []),
    ...(rolling === undefined ? [] : [`${WORDING[language].report.rolling} ${rolling}`]),
  ].join(' · ');
  return html`<figure class="report">
${caption === '' ? '' : html`<figcaption>${caption}</figcaption>`}
${last ? renderKeyFigures(last, market, view) : ''}
${
  days.every((day) => closedOf(day) === 0)
    ? ''
    : html`${renderChart(id, {
        title: texts.chart(days.length),
        description: days
          .map((day) => texts.chartDay(nameDay(day, market), closedOf(day), formatShare(day.share)))
          .join(' '),
        bars: days.map((day) => ({
          name: nameDay(day, market),
          note: formatShare(day.share) ?? NOTHING,
          parts: OUTCOMES.map((outcome) => ({ of: outcome, count: day.closed[outcome] ?? 0 })),
        })),
      })}
${renderLegend(shown, view)}`
}
${last ? renderOtherSources(last, market, view) : ''}
<details id="${id}-table"><summary>${texts.asTable}</summary>
${renderTable(reports, shown, view)}
</details>
</figure>`;
};

/** The three figures of the newest report, as in Slack. */
const renderKeyFigures = (day: ReportFacts, market: Market, { language }: View): Markup => {
  const words = WORDING[language];
  const figures = keyFigures(day, words);
  const hasTrend = figures.some(({ trend }) => trend !== undefined);
  const when = [nameDay(day, market), ...(hasTrend ? [words.report.against.daily] : [])].join(' · ');
  return html`<dl class="key-figures">${figures.map(
    ({ name, value, trend }) =>
      html`<div><dt>${name}</dt><dd>${value}${trend === undefined ? '' : html` <small>${trend}</small>`}</dd></div>`,
  )}</dl>
<p class="when">${when}</p>`;
};

/** The newest report's figures of the sources beside the hand-overs, as in Slack. */
const renderOtherSources = (day: ReportFacts, market: Market, { language }: View): Markup => {
  const words = WORDING[language];
  return html`${figuresOfSources(day, words).map(
    ({ name, figures }) =>
      html`<p class="of-source"><b>${name}</b> <span>${nameDay(day, market)}</span>${
        figures.length === 0
          ? html` ${words.report.ofSource.none}`
          : figures.map(({ name: of, value }) => html` <span>${of} <strong>${value}</strong></span>`)
      }</p>`,
  )}`;
};

const renderLegend = (shown: readonly Outcome[], { language }: View): Markup =>
  html`<ul class="legend">${shown.map(
    (outcome) =>
      html`<li><span class="swatch" data-outcome="${outcome}" aria-hidden="true"></span>${WORDING[language].outcome[outcome]}</li> `,
  )}<li>% ${WORDING[language].report.inTime}</li></ul>`;

const renderTable = (
  { label, days, market }: VendorReports,
  shown: readonly Outcome[],
  view: View,
): Markup => {
  const { texts, language } = view;
  const words = WORDING[language];
  const rows: [string, (day: ReportFacts) => string | number][] = [
    [texts.figures.opened, ({ opened }) => opened],
    [texts.figures.closed, closedOf],
    ...shown.map((outcome): [string, (day: ReportFacts) => number] => [
      words.outcome[outcome],
      ({ closed }) => closed[outcome] ?? 0,
    ]),
    [words.report.inTime, ({ share }) => formatShare(share) ?? NOTHING],
    [words.report.missed, ({ share }) => share.counted - share.inTime],
    [
      words.report.medianTime,
      ({ medianMs }) => (medianMs === undefined ? NOTHING : formatDuration(medianMs, words)),
    ],
  ];
  return html`<div class="wide" role="region" aria-label="${label} · ${texts.reports}" tabindex="0"><table>
<caption class="hidden">${texts.chart(days.length)}</caption>
<thead><tr><th scope="col">${texts.figures.day}</th>${days.map((day) => html`<th scope="col">${nameDay(day, market)}</th>`)}</tr></thead>
<tbody>${rows.map(([name, figure]) => html`<tr><th scope="row">${name}</th>${days.map((day) => html`<td>${figure(day)}</td>`)}</tr>`)}</tbody>
</table></div>`;
};

const closedOf = ({ closed }: ReportFacts): number =>
  OUTCOMES.reduce((sum, outcome) => sum + (closed[outcome] ?? 0), 0);

/** `11/24`, in the market's zone. */
const nameDay = ({ from }: ReportFacts, market: Market): string =>
  formatShort(from, MARKET_ZONES[market]).slice(0, 5);

type Chart = {
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

const renderChart = (id: string, { title, description, bars }: Chart): Markup => {
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
