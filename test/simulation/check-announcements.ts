import type { Notice } from '../../lib/domain/notice/notice.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Aftermath } from './check-outcome.ts';
import { FALLBACK_CHANNEL } from './memory-slack.ts';
import { concernsOf, type Violation } from './violation.ts';

/**
 * Each ticket is announced once (promise, R24): by its own card in the channel, or by one digest that lists it and by its
 * card in that digest's thread.
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
  // Passed over, though one stands: only where that is gone, or Slack let nobody look for it (R19, R22).
  const isLost = digest.delivery.replaced !== undefined || aftermath.unsearched.has(digestId);
  if (isPassed && (digests.length === 0 || isLost)) return [];
  if (!digests.every(({ members }) => members?.includes(id))) {
    // One that was written only once its digest was out has a card in the channel.
    const isLate = (aftermath.createdAt(id) ?? 0) >= (aftermath.publishedAt(digestId) ?? Infinity);
    if (!isLate) return violation(`is not listed by ${announcement}`);
    return cards.every(({ threadTs }) => threadTs === undefined)
      ? []
      : violation('has its card in the thread of a digest that does not list it');
  }
  // Out of the thread stand the cards that the fallback channel took, or that replace another, or a digest that is gone.
  const [first] = cards;
  const isBeside = first?.channel === FALLBACK_CHANNEL || ticket.delivery.replaced !== undefined;
  const isInThread = digests.some(({ ts }) => ts === first?.threadTs);
  return isInThread || isBeside ? [] : violation(`has its card outside of the thread of ${announcement}`);
};

/** A digest was posted once if it has members, and lists just those that name it (R24, D6). */
export const checkDigest = (digest: Notice, aftermath: Aftermath): Violation[] => {
  const {
    facts,
    key: { notice },
  } = digest;
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
