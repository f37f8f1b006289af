import type { DeadlineStep, StepName } from '../../domain/ticket/step.ts';

/** What the ladder's warnings say, in one language (S2 to S6). `left` is a duration, `due` a time, `who` comes from `Texts`. */
export type StepTexts = {
  /** Of the last warnings before the deadline; the others. */
  nearDue: (left: string, due: string) => string;
  untilDue: (left: string, due: string) => string;
  pastDue: (due: string) => string;
  /** What the deadline means, where it is near. */
  meaning: { reply: (due: string) => string; confirm: (due: string) => string };
  target: string;
  targetMeaning: string;
  offHours: (due: string) => string;
  lastShift: (due: string) => string;
  overdue: (due: string) => string;
  overdueGone: (due: string) => string;
  /** `since`: how long ago it was claimed. */
  stale: (since: string) => string;

  /** In a push. */
  left: (left: string) => string;
  past: string;

  /** In a list of what came in the night. */
  before: (left: string) => string;
  named: Record<Exclude<StepName, DeadlineStep>, string>;

  /** When nobody has it and somebody is told so. */
  noOne: string;
  lastWarning: (time: string) => string;
  openCard: string;
};
