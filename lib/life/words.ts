import type { TraceEvent } from '../workflows/ports/trace.ts';

/** How a ticket's life is told in one language. */
export type LifeWords = {
  /**
   * A sentence for each event. `{field}` is a field of the line. A part in `[…]` is left out if the line lacks one of
   * its fields. What stands behind `|` says how the program works, which is no news to a team.
   */
  sentences: Record<TraceEvent['did'], string>;
  /** The words for a value, by field and value. The other values are clear as they are. */
  values: Record<string, string>;
  /** The names of messages. `{rest}` is the step, or the kind of the line. */
  messages: {
    step: string;
    escalation: string;
    direct: string;
    line: string;
    breach: string;
    list: string;
  };
};
