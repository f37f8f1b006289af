import type { Kind, ListStatus } from '../../domain/inquiry/inquiry.ts';
import type { TeamCause } from '../../domain/reading/vendor-state.ts';

/** What notices say, in one language. */
export type NoticeTexts = {
  /** `lasted` is a duration. */
  notice: {
    /** The states with which pushes begin. */
    newList: string;
    blind: string;
    blindOver: string;
    allClear: string;
    paused: string;
    unusable: string;

    more: (left: number) => string;
    lookInWing: string;
    lookInWingShort: string;
    openWing: string;
    fromTo: (from: string, to: string) => string;
    wasBlindFor: (lasted: string) => string;

    newCount: (count: number) => string;
    closedMembers: string;
    soonestDue: (due: string) => string;
    newThread: string;

    blindFor: (lasted: string) => string;
    /** `lasted` comes from `blindFor`. */
    blindTitle: (lasted: string) => string;
    blindEffect: string;
    since: (since: string) => string;
    /** In an all-clear whose vendor is blind again. */
    wasReadAt: (time: string) => string;
    cause: (cause: string) => string;
    deadlineCount: (count: number) => string;
    deadlinesWhileBlind: (count: number) => string;

    allClearTitle: (time: string) => string;
    pausedTitle: (lasted: string) => string;
    pausedFor: (lasted: string) => string;
    meanwhile: (said: string) => string;
    askedMeanwhile: (count: number, atLeast: boolean) => string;
    missedMeanwhile: (count: number, atLeast: boolean) => string;
    /** Both counts, short enough for a push. */
    meanwhileShort: (asked: number, missed: number, atLeast: boolean) => string;
    stillCounting: string;
    endedWithoutCard: string;

    unusableCount: (count: number) => string;
    unusableTitle: (counted: string) => string;
    list: Record<ListStatus, string>;
    noCard: string;
    problem: (problem: string) => string;
  };

  /** Of many warnings or breaches in one list (R24). */
  list: {
    /** `left`: until the latest of the deadlines. */
    dueWithin: (left: string, count: number) => string;
    /** What a deadline means that comes next. */
    meaning: Record<Kind, string>;
    offHours: (count: number) => string;
    overdue: (count: number) => string;
    overdueAdvice: Record<Kind, string>;
    breaches: (count: number) => string;
    breachAdvice: string;
    threads: string;
  };

  /** Of the notices of a shift's two ends. */
  shift: {
    /** The states with which pushes begin. */
    lastShift: string;
    opening: string;
    handOver: string;

    count: (count: number) => string;
    lastShiftTitle: (count: number) => string;
    /** `next`: when the next shift begins, where that is known. */
    nextShiftTooLate: (next: string | undefined) => string;
    card: string;

    openingTitle: (count: number) => string;
    missed: string;
    /** `step`: what was warned of. */
    warned: (step: string) => string;

    handOverTitle: (end: string) => string;
    leftOpen: (count: number) => string;
    dueSoonShort: (count: number) => string;
    nothingOpen: string;
    unclaimed: (count: number) => string;
    claimed: (count: number) => string;
    /** `end`: of the next shift, where that is known. */
    dueSoon: (count: number, end: string | undefined) => string;
  };

  /** Why Coupang cannot be read, and what to do (D10). */
  blindCause: Record<
    TeamCause,
    {
      /** Short enough for a push. */
      name: string;
      /** A line each. */
      toDo: readonly string[];
      /** What it means for the team, where it is not that nothing new appears. */
      effect?: string;
    }
  >;

  /** What is said if addresses do not get the alarms (O14). */
  alarmMail: {
    /** The state with which a push begins. */
    alarmMail: string;
    title: (missing: number) => string;
    effect: string;
    /** `command`: what the engineer runs. */
    toDo: (command: string) => string;
  };

  /** The clock of the computer that runs the program is wrong. `lasts`: a duration; `isSlow`: the clock is slow, else fast. */
  wrongClock: {
    /** The state with which a push begins. */
    wrongClock: string;
    offBy: (lasts: string, isSlow: boolean) => string;
    title: (lasts: string, isSlow: boolean) => string;
    effect: string;
    toDo: string;
  };

  /** Older inquiry dates are not read. */
  olderUnread: {
    /** The state with which a push begins. */
    olderUnread: string;
    title: string;
    heading: string;
    /** `from` and `to`: `yyyy-MM-dd`. */
    dates: (from: string, to: string) => string;
    lastRead: (time: string) => string;
    /** Two days ago or longer. */
    lastReadLongAgo: string;
    effect: string;
    /** A line each. */
    toDo: readonly string[];
  };

  /** What the countdown to the end of Coupang's key says (O7). */
  keyExpiry: {
    /** The state with which a push begins. */
    keyExpiry: string;
    /** `days`: after this one; 0 on the last day, negative after it. */
    title: (days: number) => string;
    daysLeft: (days: number) => string;
    lastDay: (date: string) => string;
    lastDayShort: (date: string) => string;
    loses: string;
    /** A line each, in their order. */
    toDo: readonly string[];
    /** `command`: what the engineer runs. */
    store: (command: string) => string;
  };
};
