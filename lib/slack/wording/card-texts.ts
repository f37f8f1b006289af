import type { Kind } from '../../domain/inquiry/inquiry.ts';
import type { DeadlineStep, StepName } from '../../domain/ticket/step.ts';
import type { Outcome } from '../../domain/ticket/ticket.ts';

/** What cards and their threads say, in one language. */
export type CardTexts = {
  weekdays: readonly [string, string, string, string, string, string, string];
  day: (monthAndDay: string, weekday: string) => string;
  absolute: (monthAndDay: string, weekday: string, time: string) => string;
  duration: (hours: number, minutes: number) => string;
  underMinute: string;
  /** Before a duration whose beginning is not certain. */
  about: (duration: string) => string;
  /** Behind what it adds to. */
  aside: (said: string) => string;
  /** Between the parts of a list. */
  comma: string;

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
  overdueTitle: Record<Kind, string>;
  autoClosedTitle: string;
  autoClosedAdvice: string;
  inTime: string;
  late: string;
  answeredBy: (login: string) => string;

  due: (due: string) => string;
  dueUncertain: string;
  /** Coupang moved the time of the request. The earlier deadline stays. */
  askedLater: (at: string) => string;
  /** Slack’s own words for how far off the deadline is follow. */
  untilDue: string;
  product: (product: string) => string;
  noText: string;
  more: (left: string) => string;
  /** Only the beginning of the request was stored. */
  textCut: string;
  linkForm: string;
  claimed: string;
  claimedBy: (user: string) => string;
  /** The lines of the template around the request. */
  template: (template: string) => string;
  /** Beside the button; `inquiry` is the inquiry’s number. */
  searchInWing: (inquiry: string) => string;
  inquiry: (id: string) => string;
  order: (id: string) => string;
  button: Record<Kind, string>;

  /** Of a message that stands for another one (R22). */
  replaces: string;
  earlierMessage: string;
  /** Of a card: the inquiry's other cards, linked. */
  siblings: (cards: string) => string;
  changedLine: string;
  closedLine: string;
  reopenedLine: (due: string) => string;

  /** The ladder's warnings (S2 to S6). `left` is a duration, `due` a time. */
  step: {
    /** Of the last warnings before the deadline; the others. */
    nearDue: (left: string, due: string) => string;
    untilDue: (left: string, due: string) => string;
    pastDue: (due: string) => string;
    /** What the deadline means, where it is near. */
    meaning: Record<Kind, (due: string) => string>;
    target: string;
    targetMeaning: string;
    offHours: (due: string) => string;
    lastShift: (due: string) => string;
    overdue: Record<Kind, (due: string) => string>;
    overdueGone: (due: string) => string;
    /** `since`: how long ago it was claimed. */
    stale: (since: string) => string;

    /** In a push. */
    left: (left: string) => string;
    past: string;

    /** In a list of what came in the night. */
    before: (left: string) => string;
    named: Record<Exclude<StepName, DeadlineStep>, string>;

    lastWarning: (time: string) => string;
    openCard: string;
  };
};
