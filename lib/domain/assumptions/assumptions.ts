import { type Cases, countOver, type Seen } from './evidence.ts';
import { isListedByItsDate, isListedOnEndDate, leavesTransfer } from './list-evidence.ts';
import {
  beginsAsKnown,
  closesAfter24Hours,
  closesOverWeekend,
  fallsWithAnswer,
  namesItsPost,
  outlivesNextPost,
} from './post-evidence.ts';

/** What no document of Coupang's says and the program goes by. The code that does so cites the name. */
type Assumption = {
  name: string;
  /** What we assume. */
  assumed: string;
  /** What the program does where that is wrong. */
  ifWrong: string;
  count: (seen: Seen) => Cases;
};

/** Source: coupang-api.md section 10; sections 2.1, 2.3 and 5 for the others. */
export const ASSUMPTIONS = [
  {
    name: 'flag-outlives-next-post',
    assumed: 'A post goes on asking (requestAnswer) when the agent posts again.',
    ifWrong:
      "The older post's ticket closes as unknown when its flag falls. A newer post that asks has a card and warnings of its own.",
    count: countOver(outlivesNextPost),
  },
  {
    name: 'flag-falls-with-answer',
    assumed: "A vendor's answer takes requestAnswer away at once.",
    ifWrong:
      'The ticket stays open and its warnings go on, though it was answered, until the flag falls or the lists no longer show it.',
    count: countOver(fallsWithAnswer),
  },
  {
    name: 'end-date-inclusive',
    assumed: 'A list shows the inquiries of its last date (inquiryEndAt), too.',
    ifWrong:
      'What buyers asked today is seen tomorrow, with its true deadline. Report this at once: the recent week must then end a day later.',
    count: countOver(isListedOnEndDate),
  },
  {
    name: 'transfer-leaves-after-24-hours',
    assumed: 'TRANSFER shows nothing whose 24 hours are over.',
    ifWrong:
      'Such a ticket is told as overdue. If it is listed for another day it closes as unknown, without one more message to the channel.',
    count: countOver(leavesTransfer),
  },
  {
    name: 'automatic-post-prefix',
    assumed: "Coupang's automatic post begins with words that we know.",
    ifWrong:
      "A vendor's post without a login, within ten minutes after the deadline, is told as a missed deadline and not as an answer. Report how it begins.",
    count: countOver(beginsAsKnown),
  },
  {
    name: 'clock-starts-at-asking-post',
    assumed: "The 24 hours begin with the agent's post that asks.",
    ifWrong:
      'Cards go by that post all the same. A closing that comes earlier is told as a missed deadline at once. One that comes later leaves the ticket overdue until then.',
    count: countOver(closesAfter24Hours),
  },
  {
    name: 'weekends-and-holidays-count',
    assumed: 'Weekends and holidays count towards the 24 hours (looked at: weekends).',
    ifWrong:
      'Warnings come a weekend too early, and the ticket stays open as overdue until Coupang closes it.',
    count: countOver(closesOverWeekend),
  },
  {
    name: 'window-filters-by-inquiry-date',
    assumed: "A list shows the inquiries whose own date (inquiryAt) lies in it, whatever their posts' dates.",
    ifWrong:
      'A ticket may count as gone while another list shows it. The look-up that follows finds that its post still asks, and it stays open.',
    count: countOver(isListedByItsDate),
  },
  {
    name: 'totals-count-rows',
    assumed: 'totalElements is the number of rows that all pages show.',
    ifWrong:
      'Nothing closes by such a list until three readings in a row were short by as many rows. What its pages show is announced all the same.',
    count: ({ totals }) => totals,
  },
  {
    name: 'answer-names-its-post',
    assumed: "A vendor's answer names the agent's post that it answers (parentAnswerId).",
    ifWrong:
      'An answer that names none counts for the newest hand-over before it. A post that still asks does not close by it while it is listed.',
    count: countOver(namesItsPost),
  },
] as const satisfies readonly Assumption[];

export type Evidence = Cases & { name: (typeof ASSUMPTIONS)[number]['name'] };

/** Numbers alone: nobody's words, names or ids. */
export const countEvidence = (seen: Seen): Evidence[] =>
  ASSUMPTIONS.map(({ name, count }) => ({ name, ...count(seen) }));
