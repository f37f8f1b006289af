import { nextLookUpAt, planDelivery } from './plan-delivery.ts';
import { isUnsealed, type Notice } from './notice.ts';
import type { Subject } from './subject.ts';
import type { Ticket } from './ticket.ts';

/** `overdue` is the one look that is never early (R16). */
const OVERDUE_AFTER_MS = 10 * 60 * 1000;
const LOOK_AGAIN_MS = 60 * 60 * 1000;

/** Corrected clock for what Coupang's deadline decides; raw clock for claims, attempts and waits (R6). */
export type Now = { corrected: number; raw: number };

/**
 * When a ticket or notice is of interest next, corrected clock, epoch ms (R3): now if unpublished or not yet tried;
 * `retryAt` or the attempt's next look-up if waiting; else its next step. `undefined`: never, it leaves the index.
 */
export const attentionTime = (subject: Subject, now: Now): number | undefined => {
  if (subject.publishedVersion < subject.version) return now.corrected;
  if (owesDelivery(subject, now.raw)) {
    const waitsUntil = Math.max(subject.retryAt ?? 0, nextLookUpAt(subject) ?? 0, now.raw);
    return now.corrected + (waitsUntil - now.raw);
  }
  return 'notice' in subject ? nextNoticeLook(subject, now) : nextTicketLook(subject, now);
};

const nextTicketLook = ({ state, dueAt, listedPast }: Ticket, now: Now): number | undefined => {
  if (state !== 'closed') {
    const overdueAt = dueAt + OVERDUE_AFTER_MS;
    return overdueAt > now.corrected ? overdueAt : now.corrected + LOOK_AGAIN_MS;
  }
  return listedPast ? now.corrected + LOOK_AGAIN_MS : undefined;
};

const nextNoticeLook = ({ facts }: Notice, now: Now): number | undefined => {
  switch (facts.about) {
    case 'digest':
      return isUnsealed(facts) ? facts.sealBy : undefined;
    // Looked at in each run of `track-sla`, however often it runs.
    case 'blind':
      return facts.state === 'open' ? now.corrected : undefined;
    case 'all-clear':
      return facts.state === 'counting' ? now.corrected : undefined;
    case 'unusable':
      return undefined;
  }
};

/** Whether Slack does not yet show all that it should, or may show something that we do not know of. */
export const owesDelivery = (subject: Subject, rawNow: number): boolean =>
  subject.attempt !== undefined || planDelivery(subject, rawNow).do !== 'nothing';
