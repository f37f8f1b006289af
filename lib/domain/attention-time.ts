import { nextLookUpAt, planDelivery } from './plan-delivery.ts';
import { isUnsealed, type Notice } from './notice.ts';
import type { Subject } from './subject.ts';
import type { Ticket } from './ticket.ts';

const LOOK_AGAIN_MS = 60 * 60 * 1000;

/** Corrected clock for what Coupang's deadline decides; raw clock for claims, attempts and waits (R6). */
export type Now = { corrected: number; raw: number };

/**
 * When a ticket or notice is of interest next, corrected clock, epoch ms (R3): now if unpublished or not yet tried;
 * `retryAt` or the attempt's next look-up if waiting, or the next step where that comes first; else the next step.
 * `undefined`: never, it leaves the index.
 */
export const attentionTime = (subject: Subject, now: Now): number | undefined => {
  if (subject.publishedVersion < subject.version) return now.corrected;
  const nextLook = 'notice' in subject ? nextNoticeLook(subject, now) : nextTicketLook(subject, now);
  if (!owesDelivery(subject, now.raw)) return nextLook;
  const waitsUntil = Math.max(subject.retryAt ?? 0, nextLookUpAt(subject) ?? 0, now.raw);
  return Math.min(now.corrected + (waitsUntil - now.raw), nextLook ?? Number.POSITIVE_INFINITY);
};

/**
 * When a ticket's ladder or listing is looked at next. A ladder that nobody has looked at since the facts changed is due since
 * then: Coupang's clock may not be known yet.
 */
export const nextTicketLook = (ticket: Ticket, now: Now): number | undefined => {
  const { state, nextStepAt, changedAt, stillListed } = ticket;
  if (state !== 'closed') return nextStepAt ?? changedAt;
  return stillListed ? now.corrected + LOOK_AGAIN_MS : undefined;
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
    default:
      return undefined;
  }
};

/** Whether Slack does not yet show all that it should, or may show something that we do not know of. */
export const owesDelivery = (subject: Subject, rawNow: number): boolean =>
  subject.attempt !== undefined || planDelivery(subject, rawNow).do !== 'nothing';
