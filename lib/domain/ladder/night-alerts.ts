import type { ReachedStep } from '../ticket/step.ts';
import type { TicketFacts } from '../ticket/ticket.ts';

/** Half-open: from the end of a shift to the opening of the next. Epoch ms. */
export type Night = { since: number; until: number };

/** The warnings of a ticket that were reached in a night, oldest first (C4). */
export const nightSteps = ({ steps }: Pick<TicketFacts, 'steps'>, night: Night): ReachedStep[] =>
  steps.filter(({ at, passed }) => passed !== true && isIn(at, night));

/** Whether a ticket had a warning, or was closed by Coupang, in a night. */
export const hasNightAlert = (
  ticket: Pick<TicketFacts, 'steps' | 'outcome' | 'closedAt'>,
  night: Night,
): boolean =>
  nightSteps(ticket, night).length > 0 ||
  (ticket.outcome === 'auto-closed' && ticket.closedAt !== undefined && isIn(ticket.closedAt, night));

const isIn = (at: number, { since, until }: Night): boolean => at >= since && at < until;
