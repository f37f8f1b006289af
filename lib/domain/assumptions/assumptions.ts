import {
  type Cases,
  countOver,
  type Seen,
  isListedByItsDate,
  isListedOnEndDate,
  leavesTransfer,
  saysRequestAnswer,
} from './evidence.ts';
import {
  beginsAsKnown,
  closesAfter24Hours,
  closesOverWeekend,
  fallsWithAnswer,
  namesItsPost,
  outlivesNextPost,
} from './post-evidence.ts';

/** An undocumented behaviour of Coupang. The code that relies on it cites the name. */
type Assumption = {
  name: string;
  assumed: string;
  ifWrong: string;
  count: (seen: Seen) => Cases;
};

/** Source: coupang-api.md section 10; sections 2.1, 2.3 and 5 for the others. */
export const ASSUMPTIONS = [
  {
    name: 'flag-outlives-next-post',
    assumed: 'A post still asks (requestAnswer) after the agent posts again.',
    ifWrong:
      "The older post's ticket closes as unknown when its flag falls. A newer post that asks has a card and warnings of its own.",
    count: countOver(outlivesNextPost),
  },
  {
    name: 'flag-falls-with-answer',
    assumed: "A vendor's answer removes requestAnswer at once.",
    ifWrong:
      'An answered ticket stays open and its warnings go on, until the flag falls or the lists no longer show it.',
    count: countOver(fallsWithAnswer),
  },
  {
    name: 'end-date-inclusive',
    assumed: 'A list shows the inquiries of its last date (inquiryEndAt), too.',
    ifWrong:
      'The inquiries of today are seen tomorrow, with their true deadline. Report this at once: the recent week must then end a day later.',
    count: countOver(isListedOnEndDate),
  },
  {
    name: 'transfer-leaves-after-24-hours',
    assumed: 'TRANSFER shows nothing whose 24 hours are over.',
    ifWrong:
      'Such a ticket becomes overdue and stays open while it is listed. After another day it is only counted.',
    count: countOver(leavesTransfer),
  },
  {
    name: 'transfer-may-say-request-answer',
    assumed: 'A TRANSFER row may say requestAnswer (csPartnerCounselingStatus) without a new request.',
    ifWrong:
      'A TRANSFER without an asking post, within 30 minutes after the end of another request, is announced only after these 30 minutes.',
    count: countOver(saysRequestAnswer),
  },
  {
    name: 'automatic-post-prefix',
    assumed: "Coupang's automatic post begins with known words.",
    ifWrong:
      "A vendor's post without a login, within ten minutes after the deadline, counts as a missed deadline and not as an answer. Report its first words.",
    count: countOver(beginsAsKnown),
  },
  {
    name: 'clock-starts-at-asking-post',
    assumed: "The 24 hours begin with the agent's post that asks.",
    ifWrong:
      'Cards use the time of that post anyway. An earlier closing is shown as a missed deadline at once. Until a later closing the ticket is overdue.',
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
      'A ticket may count as absent while another list shows it. Its look-up finds that its post still asks, and it stays open.',
    count: countOver(isListedByItsDate),
  },
  {
    name: 'totals-count-rows',
    assumed: 'totalElements is the number of rows that all pages show.',
    ifWrong:
      'Such a list closes nothing until three readings in a row lack the same number of rows. What its pages show is still announced.',
    count: ({ totals }) => totals,
  },
  {
    name: 'answer-names-its-post',
    assumed: "A vendor's answer names the agent's post that it answers (parentAnswerId).",
    ifWrong:
      'An answer that names none counts for the newest hand-over before it. It does not close a listed post that still asks.',
    count: countOver(namesItsPost),
  },
] as const satisfies readonly Assumption[];

export type Evidence = Cases & { name: (typeof ASSUMPTIONS)[number]['name'] };

/** Contains only numbers: no words, names or ids of people. */
export const countEvidence = (seen: Seen): Evidence[] =>
  ASSUMPTIONS.map(({ name, count }) => ({ name, ...count(seen) }));
