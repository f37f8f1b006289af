import type { ListStatus } from '../../domain/inquiry/inquiry.ts';

/** What notices say, in one language. Values come in escaped and cut; `lasted` is a duration. */
export type NoticeTexts = {
  /** The states with which pushes begin. */
  digest: string;
  blind: string;
  blindOver: string;
  allClear: string;
  unusable: string;

  more: (left: number) => string;
  lookInWing: string;
  lookInWingShort: string;
  openWing: string;
  fromTo: (from: string, to: string) => string;
  wasBlindFor: (lasted: string) => string;

  digestCount: (count: number) => string;
  closedMembers: string;
  soonestDue: (due: string) => string;
  digestThread: string;
  digestPast: (count: number) => string;

  blindFor: (lasted: string) => string;
  /** `lasted` comes from `blindFor`. */
  blindTitle: (lasted: string) => string;
  blindEffect: string;
  since: (since: string) => string;
  cause: (cause: string) => string;
  deadlineCount: (count: number) => string;
  deadlinesWhileBlind: (count: number) => string;

  allClearTitle: (time: string) => string;
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

/** Why Coupang cannot be read, and what to do (D10). */
export type CauseTexts = {
  /** Short enough for a push. */
  name: string;
  /** A line each. */
  toDo: readonly string[];
  /** What it means for the team, where it is not that nothing new appears. */
  effect?: string;
};
