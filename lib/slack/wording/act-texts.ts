import type { Deed, RefusalCode } from '../../domain/ticket/act.ts';

/** What people read who act in Slack, in one language (A1 to A6). `by`, `to`: people. */
export type ActTexts = {
  act: {
    /** The lines of the thread. */
    deed: Record<Deed['did'], (by: string, to: string) => string>;
    /** To one person: why nothing happened, and what to do. `about`: the outcome, the other person, or the cause. */
    refusal: Record<RefusalCode, string | ((outcome: string) => string)>;
    /** Above the text that was not sent. */
    textBack: string;
  };
};
