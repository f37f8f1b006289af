import { nextLookUpAt, planDelivery } from './plan-delivery.ts';
import type { Ticket } from './ticket.ts';

/** `overdue` is the one look that is never early (R16). */
const OVERDUE_AFTER_MS = 10 * 60 * 1000;
const LOOK_AGAIN_MS = 60 * 60 * 1000;

/** Corrected clock for what Coupang's deadline decides; raw clock for claims, attempts and waits (R6). */
export type Now = { corrected: number; raw: number };

/**
 * When a ticket is of interest next, corrected clock, epoch ms (R3): now if unpublished or not yet tried;
 * `retryAt` or the attempt's next look-up if waiting; else its next step. `undefined`: never, it leaves the index.
 */
export const attentionTime = (ticket: Ticket, now: Now): number | undefined => {
  if (ticket.publishedVersion < ticket.version) return now.corrected;
  if (owesDelivery(ticket, now.raw)) {
    const waitsUntil = Math.max(ticket.retryAt ?? 0, nextLookUpAt(ticket) ?? 0, now.raw);
    return now.corrected + (waitsUntil - now.raw);
  }
  if (ticket.state !== 'closed') {
    const overdueAt = ticket.dueAt + OVERDUE_AFTER_MS;
    return overdueAt > now.corrected ? overdueAt : now.corrected + LOOK_AGAIN_MS;
  }
  return ticket.listedPast ? now.corrected + LOOK_AGAIN_MS : undefined;
};

/** Whether Slack does not yet show all that it should, or may show something that we do not know of. */
export const owesDelivery = (ticket: Ticket, rawNow: number): boolean =>
  ticket.attempt !== undefined || planDelivery(ticket, rawNow).do !== 'nothing';
