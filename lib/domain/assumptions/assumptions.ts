import type { Source } from '../sources.ts';
import {
  type Cases,
  countOver,
  type Seen,
  isListedByItsDate,
  isListedOnEndDate,
  isListedWhileItAsks,
  leavesTransfer,
} from './evidence.ts';
import {
  beginsAsKnown,
  closesAfter24Hours,
  closesOverWeekend,
  endsAllUnnamed,
  fallsWithAnswer,
  outlivesNextPost,
} from './post-evidence.ts';
import {
  asksAgain,
  hasComment,
  hasOneComment,
  isInAll,
  isOfReplyLength,
  isSeenSoon,
} from './question-evidence.ts';

/** An undocumented behaviour of Coupang. The code that relies on it cites the name. */
type Assumption = {
  name: string;
  /** The source whose lists are counted. Default: the hand-overs. No list shows what is assumed of orders. */
  source?: Source;
  assumed: string;
  ifWrong: string;
  /** Absent if no list of Coupang shows a case. */
  count?: (seen: Seen) => Cases;
};

/** Source: coupang-api.md section 10; sections 2.1, 2.3, 5, 7 and 8 for the others. */
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
    name: 'lists-follow-flags',
    assumed: 'NO_ANSWER and TRANSFER show an inquiry exactly while one of its posts asks (requestAnswer).',
    ifWrong:
      'An inquiry that is listed without such a post gets a card without a sure deadline. A request that no list shows gets no card.',
    count: countOver(isListedWhileItAsks),
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
      'Cards use the time of that post anyway. An earlier closing is shown as a missed deadline at once, or as an unknown result beside another request. Until a later closing the ticket is overdue.',
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
      'A ticket may count as absent while another list shows it. Its look-ups find that it asks, so it stays open. Several such tickets make the program blind.',
    count: countOver(isListedByItsDate),
  },
  {
    name: 'totals-count-rows',
    assumed: 'totalElements is the number of rows that all pages show.',
    ifWrong:
      'Such a list proves no absence until three readings in a row lack the same number of rows. What its pages show is still announced.',
    count: ({ totals }) => totals,
  },
  {
    name: 'unnamed-answer-ends-all',
    assumed: "A vendor's answer that names no request (parentAnswerId is 0) answers each request before it.",
    ifWrong:
      'The newest request that the answer did not mean stays open while it is listed. An older one may close as answered.',
    count: countOver(endsAllUnnamed),
  },
  {
    name: 'product-time-offset',
    source: 'product',
    assumed: "A question's time (inquiryAt) is right, with its offset, or in the market's time without one.",
    ifWrong:
      'A question that a reading before did not show gets a card all the same, but its deadline is wrong by hours. Report the counts at once.',
    count: countOver(isSeenSoon),
  },
  {
    name: 'all-shows-everything',
    source: 'product',
    assumed: 'The list ALL shows each question that NOANSWER or ANSWERED shows.',
    ifWrong: 'A question that has left NOANSWER may close as deleted, though only ALL does not show it.',
    count: countOver(isInAll),
  },
  {
    name: 'comment-means-answered',
    source: 'product',
    assumed: 'A question is answered if it has a comment, and ANSWERED shows no question without one.',
    ifWrong:
      'A question that ANSWERED lists without a comment stays open and is warned of, until 30 days after it was asked. Several such questions make the program blind.',
    count: countOver(hasComment),
  },
  {
    name: 'listed-after-comment-asks-again',
    source: 'product',
    assumed: 'A question that NOANSWER still lists two hours after its newest comment asks again.',
    ifWrong: 'An answered question gets one more card for each of its comments.',
    count: countOver(asksAgain),
  },
  {
    name: 'product-end-date',
    source: 'product',
    assumed: 'A list shows the questions of its last date (inquiryEndAt), too.',
    ifWrong:
      'The questions of today are seen tomorrow, with their true deadline. Report this at once: the recent week must then end a day later.',
    count: countOver(isListedOnEndDate),
  },
  {
    name: 'score-counts-product-inquiries',
    source: 'product',
    assumed: 'The seller score counts questions, too, as Coupang described it at its launch.',
    ifWrong:
      'A report shows too few misses left, or too many. Compare the score in WING with the reports. If questions do not count, take them out of scoreSources.',
  },
  {
    name: 'product-reply-length',
    source: 'product',
    assumed: 'A reply to a question has 2 to 1,000 characters.',
    ifWrong: 'A longer reply is refused here, though Coupang would take it. Give it in WING.',
    count: countOver(isOfReplyLength),
  },
  {
    name: 'second-product-reply',
    source: 'product',
    assumed:
      'A question takes one reply. A second one with another text may be refused, or may show twice to everybody.',
    ifWrong: 'A second reply is refused here, though Coupang takes it. Give it in WING.',
    count: countOver(hasOneComment),
  },
  {
    name: 'order-refusal-words',
    assumed:
      'The order call refuses with the Korean words of its document, in Taiwan, too: cancelled or returned, wrong number, order of another seller.',
    ifWrong:
      'The order view says that Coupang refused the call, and shows no returns. Report the status and the market.',
  },
  {
    name: 'returns-by-order-alone',
    assumed:
      'The number of an order alone, without dates and status, lists all its returns and cancellations.',
    ifWrong: 'The order view of a cancelled or returned order does not say since when, or why. Look in WING.',
  },
  {
    name: 'carrier-name-is-coupangs',
    assumed:
      "A seller chooses the carrier's code from Coupang's list, and the name in an order (deliveryCompanyName) is Coupang's own for this code.",
    ifWrong:
      'A bare name of a person that a seller typed as the carrier is shown. Anything with the form of a number, an address or a title is not.',
  },
  {
    name: 'exchanges-take-order',
    assumed: 'The list of exchanges takes the number of an order.',
    ifWrong:
      "The view says that Coupang's answer cannot be used, unless an exchange of the order is among the first 50. Look in WING, and report it.",
  },
] as const satisfies readonly Assumption[];

export type Evidence = Cases & { name: (typeof ASSUMPTIONS)[number]['name'] };

/**
 * The cases of a source, for each of its assumptions that a list can show. Contains only numbers: no words, names or ids of
 * people.
 */
export const countEvidence = (seen: Seen): Evidence[] => {
  const assumptions: readonly (Assumption & Pick<Evidence, 'name'>)[] = ASSUMPTIONS;
  return assumptions.flatMap(({ name, source = 'call-center', count }) =>
    count && source === seen.source ? [{ name, ...count(seen) }] : [],
  );
};
