import type { Notice } from '../../lib/domain/notice/notice.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Aftermath } from './check-outcome.ts';
import { FALLBACK_CHANNEL } from './memory-slack.ts';
import { concernsOf, type Violation } from './violation.ts';

/**
 * Each ticket is announced once (promise, R24): by its own card in the channel, or by one digest that lists it and has
 * the card in its thread.
 */
export const checkAnnouncement = (ticket: Ticket, aftermath: Aftermath): Violation[] => {
  const { announcement } = ticket.facts;
  if (announcement === 'none') return [];
  const id = ticketId(ticket.key);
  const violation = (problem: string): Violation[] => [
    { rule: 'R24', problem: `${id} ${problem}`, concerns: ticket.key.inquiryId },
  ];
  const cards = aftermath.messages.filter(({ deliverable, name }) => deliverable === id && name === 'card');
  if (announcement === 'card')
    return cards.every(({ threadTs }) => threadTs === undefined)
      ? []
      : violation('has its card in some thread');
  const digestId = `${ticket.key.market}/${ticket.key.vendorId}/${announcement}`;
  const digest = aftermath.notices.find((notice) => deliverableId(notice.key) === digestId);
  if (!digest) return violation(`names ${announcement}, which does not exist`);
  const digests = aftermath.messages.filter(({ deliverable }) => deliverable === digestId);
  const isPassed = digest.delivery.ts === undefined && digest.delivery.shownVersion === digest.outbox.version;
  // A digest may be passed over although one was posted, if that one is gone, or Slack did not allow the look-up (R19,
  // R22).
  const isLost = digest.delivery.replaced !== undefined || aftermath.unsearched.has(digestId);
  if (isPassed && (digests.length === 0 || isLost)) return [];
  if (!digests.every(({ members }) => members?.includes(id))) {
    // A ticket that was written after its digest was published has a card in the channel.
    const isLate = (aftermath.createdAt(id) ?? 0) >= (aftermath.publishedAt(digestId) ?? Infinity);
    if (!isLate) return violation(`is not listed by ${announcement}`);
    return cards.every(({ threadTs }) => threadTs === undefined)
      ? []
      : violation('has its card in the thread of a digest that does not list it');
  }
  // These cards are outside of the thread: cards in the fallback channel, and cards that replace another card or a
  // deleted digest.
  const [first] = cards;
  const isBeside = first?.channel === FALLBACK_CHANNEL || ticket.delivery.replaced !== undefined;
  const isInThread = digests.some(({ ts }) => ts === first?.threadTs);
  return isInThread || isBeside ? [] : violation(`has its card outside of the thread of ${announcement}`);
};

/** A digest with members was posted once, and lists exactly the tickets that name it (R24, D6). */
export const checkDigest = (digest: Notice, aftermath: Aftermath): Violation[] => {
  const { facts } = digest;
  const { notice } = digest.key;
  if (facts.about !== 'digest') return [];
  const violation = (problem: string): Violation => ({
    rule: 'R24',
    problem: `${notice} ${problem}`,
    concerns: concernsOf(digest.key),
  });
  const id = deliverableId(digest.key);
  const naming = aftermath.tickets
    .filter(({ facts: { announcement } }) => announcement === notice)
    .map(({ key }) => ticketId(key));
  const messages = aftermath.messages.filter(({ deliverable }) => deliverable === id);
  const listed = new Set(messages.flatMap(({ members = [] }) => members));
  return [
    ...(facts.members.length > aftermath.digestAbove ? [] : [violation('stands for too few tickets')]),
    ...(messages.length > 0 && listed.size === 0 ? [violation('was posted without members')] : []),
    ...[...listed].filter((one) => !naming.includes(one)).map((one) => violation(`lists ${one}`)),
  ];
};
