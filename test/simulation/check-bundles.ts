import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { HistoryLine, Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { concernsOf, type Violation } from './violation.ts';

/** Of a line whose ticket went on: nobody need hear of it any more. */
const CHANGES = /^(step\/|breach|closed-|reopened-)/;

/**
 * Each line that names a bundle is told by it, once, in the channel that the line was for; and nothing comes as a bundle that
 * few owed (R27).
 */
export const checkBundles = (aftermath: Aftermath): Violation[] => [
  ...aftermath.tickets.flatMap((ticket) =>
    ticket.facts.history.flatMap((line, index) => checkLine(ticket, line, index, aftermath)),
  ),
  ...aftermath.notices.flatMap(({ key, facts }) => {
    if (facts.about !== 'bundle' || facts.members.length > aftermath.bundleAbove) return [];
    return [{ rule: 'R27', problem: `${key.notice} stands for too few tickets`, concerns: concernsOf(key) }];
  }),
];

const checkLine = (ticket: Ticket, line: HistoryLine, index: number, aftermath: Aftermath): Violation[] => {
  const { name, bundle } = line;
  if (bundle === undefined) return [];
  const id = ticketId(ticket.key);
  const violation = (problem: string): Violation[] => [
    { rule: 'R27', problem: `${id} ${name} ${problem}`, concerns: ticket.key.inquiryId },
  ];
  const sort = name.split('/').slice(0, 2).join('/');
  const { market, vendorId } = ticket.key;
  const bundleId = `${market}/${vendorId}/bundle/${sort}/${bundle}`;
  const notice = aftermath.notices.find(({ key }) => deliverableId(key) === bundleId);
  if (!notice) return violation(`names ${bundleId}, which does not exist`);
  const shown = aftermath.messages.filter(({ deliverable }) => deliverable === bundleId);
  const own = aftermath.messages.filter((one) => one.deliverable === id && one.name === name);
  if (name.startsWith('escalation/') && own.length > 0) return violation('was told beside its bundle');
  if (shown.some(({ members }) => members?.includes(id))) return [];
  // A later line, or the ticket's end, came before the bundle could be shown, or edited after a lost answer.
  const shownAt = Math.min(...shown.map(({ postedAt, edits }) => (edits > 0 ? Infinity : postedAt)));
  // A breach is no step: any later change ends it.
  const step = name.split('/').slice(1).join('/') || name;
  const isOver = ticket.facts.history
    .slice(index + 1)
    .some((later) => CHANGES.test(later.name) && !later.name.endsWith(step) && later.at <= shownAt);
  return isOver ? [] : violation(`is told by nothing, and its bundle stands ${shown.length} times`);
};
