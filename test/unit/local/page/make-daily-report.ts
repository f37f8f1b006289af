import type { ReportFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { DAY_MS } from '../../../../lib/domain/time/durations.ts';
import { NONE_CLOSED } from '../../../fixtures/domain/make-notice.ts';

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
