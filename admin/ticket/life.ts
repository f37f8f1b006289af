import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { LogLine } from '../../lib/life/log-line.ts';

/** The known facts about an inquiry's tickets. */
export type Life = {
  /** Where it was read, for people. */
  source: string;
  tickets: Ticket[];
  /** In any order. */
  lines: LogLine[];
};
