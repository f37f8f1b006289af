import type { Outcome } from '../../domain/ticket/ticket.ts';
import type { KeyExpiryTexts } from './key-expiry-texts.ts';
import type { CauseTexts, NoticeTexts } from './notice-texts.ts';
import type { ReportTexts } from './report-texts.ts';
import type { ShiftTexts } from './shift-texts.ts';
import type { StepTexts } from './step-texts.ts';
import type { Kind } from '../../domain/inquiry/inquiry.ts';
import type { BlindCause } from '../../domain/reading/vendor-state.ts';

/** What a person reads, in one language. Values come in escaped and cut; `due` and the like are times. Texts are mrkdwn, in
 * which `&gt;` is read as `>`. */
export type Texts = {
  weekdays: readonly [string, string, string, string, string, string, string];
  day: (monthAndDay: string, weekday: string) => string;
  absolute: (monthAndDay: string, weekday: string, time: string) => string;
  duration: (hours: number, minutes: number) => string;
  underMinute: string;
  /** Before a duration whose beginning is not certain. */
  about: (duration: string) => string;

  /** The state with which a push begins. */
  kind: Record<Kind, string>;
  unverified: string;
  outcome: Record<Outcome, string>;
  requestChanged: string;
  listedAgain: string;
  pushDue: Record<Kind, (due: string) => string>;

  /** The emoji before it says how near the deadline is. */
  openTitle: Record<Kind, string>;
  unverifiedTitle: string;
  closedTitle: Record<Exclude<Outcome, 'auto-closed'>, string>;
  autoClosedTitle: (due: string) => string;
  autoClosedAdvice: string;
  listedPastTitle: string;
  inTime: string;
  late: string;
  answeredBy: (login: string) => string;

  due: (due: string) => string;
  dueUncertain: string;
  product: (product: string) => string;
  request: string;
  noText: string;
  more: (left: string) => string;
  linkForm: string;
  unclaimed: string;
  claimed: string;
  claimedBy: (user: string) => string;
  inquiry: (id: string) => string;
  order: (id: string, date: string | undefined) => string;
  asked: (asked: string, uncertain: boolean) => string;
  button: Record<Kind, string>;

  /** Of a message that stands for another one (R22). */
  replaces: string;
  earlierMessage: string;
  /** Of a card: the inquiry's other cards, linked. */
  siblings: (cards: string) => string;
  changedLine: string;
  closedLine: string;
  reopenedLine: (due: string) => string;

  step: StepTexts;
  notice: NoticeTexts;
  shift: ShiftTexts;
  report: ReportTexts;
  blindCause: Record<BlindCause, CauseTexts>;
  keyExpiry: KeyExpiryTexts;
};
