import type { OutcomeCounts, ReportFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { DAY_MS } from '../../../../lib/domain/time/durations.ts';

export const NONE_CLOSED: OutcomeCounts = {
  answered: 0,
  confirmed: 0,
  'auto-closed': 0,
  withdrawn: 0,
  'decided-by-coupang': 0,
  unknown: 0,
};

/** The report of a day that starts then (epoch ms), on which nothing happened. */
export const makeDailyReport = (
  from: number,
  facts: Partial<Omit<ReportFacts, 'about'>> = {},
): ReportFacts & { about: 'daily' } => ({
  about: 'daily',
  from,
  until: from + DAY_MS,
  opened: 0,
  closed: NONE_CLOSED,
  share: { inTime: 0, counted: 0 },
  worst: [],
  rolling: { inTime: 0, counted: 0 },
  dueBeforeNextShift: { count: 0, lines: [] },
  ...facts,
});
