import type {
  InTimeShare,
  PeriodBefore,
  ReportFacts,
  ScoreShare,
  SourceFigures,
} from '../../domain/notice/notice-facts.ts';
import { type Source, SOURCE_NAMES } from '../../domain/sources.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import { formatDuration, nearestMinute } from '../format/format-due.ts';
import { formatShare, roundShare } from '../format/format-share.ts';
import { joinParts } from '../format/list-lines.ts';
import { SOURCE_MARKS, type Texts } from '../wording/wording.ts';

/** `trend`: the change since the day or week before, such as `3%p 상승`. Absent without figures of that time. */
export type KeyFigure = { name: string; value: string; trend?: string };

type Period = Pick<ReportFacts, 'share' | 'medianMs' | 'before'>;

/** The three figures of a report (S7): the share answered in time, the median time to answer, and the misses. */
export const keyFigures = ({ share, medianMs, before }: Period, texts: Texts): KeyFigure[] => {
  const { report: words, shift } = texts;
  const { change } = words;
  const sayMinutes = (minutes: number, isUp: boolean): string =>
    change.time(formatDuration(minutes * MINUTE_MS, texts), isUp);
  return [
    {
      name: words.inTime,
      value: sayShare(share, texts) ?? words.none,
      ...trendOf(roundShare(share), before && roundShare(before.share), change.share, change.none),
    },
    ...(medianMs === undefined
      ? []
      : [
          {
            name: words.medianTime,
            value: formatDuration(medianMs, texts),
            ...trendOf(toMinutes(medianMs), toMinutes(before?.medianMs), sayMinutes, change.none),
          },
        ]),
    {
      name: words.missed,
      value: shift.count(missedIn(share)),
      ...trendOf(missedIn(share), before && missedIn(before.share), change.missed, change.none),
    },
  ];
};

export type FiguresOfSource = { source: Source; name: string; figures: KeyFigure[] };

/** The figures of the sources beside the hand-overs (S7). None if all are zero. */
export const figuresOfSources = (
  { bySource = {} }: Pick<ReportFacts, 'bySource'>,
  texts: Texts,
): FiguresOfSource[] =>
  SOURCE_NAMES.flatMap((source) => {
    const own = bySource[source];
    const name = `${SOURCE_MARKS[source] ?? ''} ${texts.report.of[source]}`.trim();
    return own ? [{ source, name, figures: sourceFigures(own, texts) }] : [];
  });

const sourceFigures = (
  { opened, inTime, missed, late, open, medianMs }: SourceFigures,
  texts: Texts,
): KeyFigure[] => {
  const { report: words, shift } = texts;
  const { ofSource } = words;
  if (opened + inTime + missed + late + open === 0) return [];
  const figures = [
    { name: ofSource.opened, value: opened },
    { name: words.inTime, value: inTime },
    { name: words.missed, value: missed },
    { name: ofSource.late, value: late },
    { name: ofSource.open, value: open },
  ];
  const median =
    medianMs === undefined ? [] : [{ name: words.medianTime, value: formatDuration(medianMs, texts) }];
  return [...figures.map(({ name, value }) => ({ name, value: shift.count(value) })), ...median];
};

/** `98% (이관 12/13 · 상품 문의 40/41)`: the share of 30 days (S8), with each source's part. `undefined` if nothing was counted. */
export const sayScoreShare = (
  { rolling, rollingBySource = {} }: ScoreShare,
  threshold: number | undefined,
  texts: Texts,
): string | undefined => {
  const share = formatShare(rolling, threshold);
  if (share === undefined) return undefined;
  const parts = SOURCE_NAMES.flatMap((source) => {
    const part = rollingBySource[source];
    return part && part.counted > 0 ? [`${texts.report.of[source]} ${ratioOf(part)}`] : [];
  });
  return `${share}${texts.aside(parts.length > 0 ? joinParts(...parts) : ratioOf(rolling))}`;
};

/** `50% (1/2)`. */
export const sayShare = (share: InTimeShare, texts: Texts): string | undefined => {
  const percent = formatShare(share);
  return percent === undefined ? undefined : `${percent}${texts.aside(ratioOf(share))}`;
};

const ratioOf = ({ inTime, counted }: InTimeShare): string => `${inTime}/${counted}`;

const missedIn = ({ inTime, counted }: PeriodBefore['share']): number => counted - inTime;

const toMinutes = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : nearestMinute(ms);

/** The difference between two figures as they are shown, so that it agrees with the report of the time before. */
const trendOf = (
  now: number | undefined,
  before: number | undefined,
  say: (difference: number, isUp: boolean) => string,
  none: string,
): { trend?: string } => {
  if (now === undefined || before === undefined) return {};
  const difference = Number((now - before).toFixed(4));
  return { trend: difference === 0 ? none : say(Math.abs(difference), difference > 0) };
};
