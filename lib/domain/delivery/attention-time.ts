import { isPending } from '../ticket/act.ts';
import type { Notice } from '../notice/notice.ts';
import { planDelivery } from './plan-delivery.ts';
import type { Deliverable } from './deliverable.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import { DAY_MS } from '../time/durations.ts';

/** A closed ticket stays in the index while a list shows it. Nothing but the poll needs it there. */
const LOOK_AGAIN_MS = DAY_MS;

/**
 * The index time of a ticket or notice (R3): now if something is unpublished or untried, else the earliest of look-up, next try,
 * next step and next check of an act. `undefined` removes it from the index.
 */
export const attentionTime = (deliverable: Deliverable, now: number): number | undefined => {
  if (deliverable.outbox.publishedVersion < deliverable.outbox.version) return now;
  const nextLook =
    deliverable.type === 'notice' ? nextNoticeLook(deliverable, now) : nextTicketLook(deliverable, now);
  const action = planDelivery(deliverable, now);
  if (action.do === 'nothing') return nextLook;
  const tryAt = action.do === 'wait' ? action.until : now;
  return Math.min(tryAt, nextLook ?? Number.POSITIVE_INFINITY);
};

/** Without a next step, the ladder has not been computed since the facts changed, and is due at once. */
const nextTicketLook = (ticket: Ticket, now: number): number | undefined => {
  const { state, fingerprint, act } = ticket.facts;
  const { nextStepAt } = ticket.ladder;
  const { changedAt } = ticket.outbox;
  const nextActAt = isPending(act) ? (act.nextAt ?? now) : undefined;
  const listedAt = fingerprint !== undefined ? now + LOOK_AGAIN_MS : undefined;
  const next = state === 'closed' ? listedAt : (nextStepAt ?? changedAt);
  if (nextActAt === undefined) return next;
  return Math.min(nextActAt, next ?? Number.POSITIVE_INFINITY);
};

/**
 * When a closed ticket's act is checked next. It is written with the facts, so that `track-sla` sees it in the index while Slack does not
 * show the ticket's latest state (R29).
 */
export const nextLookOfClosed = ({ state, act }: TicketFacts): number | undefined =>
  state === 'closed' && isPending(act) ? (act.nextAt ?? 0) : undefined;

/** Each run of `track-sla` checks open notices. The next upgrade finds the unknown ones. */
const nextNoticeLook = (notice: Notice, now: number): number | undefined => {
  const { facts, delivery, outbox } = notice;
  if (facts.about === 'unknown' && delivery.shownVersion < outbox.version) return now + LOOK_AGAIN_MS;
  const isOpen =
    (facts.about === 'blind' && facts.state === 'open') ||
    (facts.about === 'all-clear' && facts.again !== undefined);
  return isOpen ? now : undefined;
};
