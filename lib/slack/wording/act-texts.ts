import type { GuardRule } from '../../domain/act/guard-rules.ts';
import type { Act, Deed, RefusalCode, SnoozeSpan } from '../../domain/ticket/act.ts';

/** What people read who act in Slack, in one language (A1 to A6). `by`, `to`: people. */
export type ActTexts = {
  act: {
    /** The lines of the thread. `to`: a person; of a snooze, its end. */
    deed: Record<Deed['did'], (by: string, to: string) => string>;
    /** The push of `confirmed-unseen`. */
    endedUnseen: string;
    /** The same of the roster. */
    shared: (to: string) => string;
    /** To one person: why nothing happened, and what to do. `about`: the outcome, the other person, the WING id, or the cause. */
    refusal: Record<RefusalCode, string | ((about: string) => string)>;
    /** `busy`, to whom it is busy with. */
    busyYourself: string;
    /** Above the text that was not sent. */
    textBack: string;
    /** Above a text that Coupang may have taken. */
    textUnsure: string;
    /** To one person: the press could not be looked at. */
    failed: string;
    /** Who has done it, if the name is not known. */
    someone: string;

    /** Of an open card on which people may act. */
    unclaimed: string;
    button: Record<'claim' | 'release' | 'assign' | 'confirm' | 'reply' | 'lookUp' | 'snooze', string>;
    /** How long warnings can be put off, as choices of a menu. */
    snooze: Record<SnoozeSpan, string>;
    /** `until`: a time, or `untilLast`. */
    snoozed: (until: string) => string;
    untilLast: string;
    confirmDialog: Record<'title' | 'text' | 'confirm' | 'deny', string>;
    /** `sent`: Coupang has taken it, and does not show it yet. */
    progress: Record<Act['do'], { underWay: string; sent: string }>;
    pastDue: string;

    /** The form of a reply. Titles and buttons have 24 characters at most. */
    form: {
      title: string;
      previewTitle: string;
      next: string;
      send: string;
      cancel: string;
      asked: string;
      template: string;
      text: string;
      hint: string;
      signed: string;
      /** Above the text, if Coupang may have taken the reply before. */
      mayArriveTwice: string;
      preview: string;
      edited: string;
    };
    /** What the guard found. `words`: those of the reply, or nothing. */
    guard: { warns: string; blocks: string; found: (words: string) => string } & {
      rule: Record<GuardRule, string>;
    };
  };
};
