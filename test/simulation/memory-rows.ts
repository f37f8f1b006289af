import type { Notice, NoticeRow } from '../../lib/domain/notice/notice.ts';
import { ticketKeyOf } from '../../lib/domain/delivery/deliverable.ts';
import { factsOf } from '../../lib/domain/ticket/ticket-changes.ts';
import type { AttentionRow, ClosedRow, Ticket } from '../../lib/domain/ticket/ticket.ts';

/** What the `attention` index projects of a ticket, while it stands in it (R3). */
export const attentionRow = (ticket: Ticket): AttentionRow | undefined => {
  const { attentionAt, version, publishedVersion, shownVersion, changedAt, lookUpAt, nextStepAt } = ticket;
  const { rank } = ticket;
  if (attentionAt === undefined) return undefined;
  const { state, askedAtUncertain, clockIsOurs, noPostAsks, text, category, orderId, orderDate, ...facts } =
    factsOf(ticket);
  const { formLink, siblings, outcome, answeredAt, inTime, answeredBy, stillListed, ...more } = facts;
  const { announcement, history, steps, claimedAt, ...row } = more;
  return {
    ...ticketKeyOf(ticket),
    ...row,
    version,
    publishedVersion,
    shownVersion,
    changedAt,
    attentionAt,
    ...(rank !== undefined && { rank }),
    ...(lookUpAt !== undefined && { lookUpAt }),
    ...(nextStepAt !== undefined && { nextStepAt }),
  };
};

/** What it projects of a notice. */
export const noticeRow = (stored: Notice): NoticeRow | undefined => {
  const { market, vendorId, notice, version, publishedVersion, shownVersion, changedAt } = stored;
  const { attentionAt, rank } = stored;
  if (attentionAt === undefined) return undefined;
  const row = { market, vendorId, notice, version, publishedVersion, shownVersion, changedAt, attentionAt };
  return { ...row, ...(rank !== undefined && { rank }) };
};

/** What the index of closed tickets projects. */
export const closedRow = (ticket: Ticket): ClosedRow | undefined => {
  const { kind, outcome, openedAt, askedAt, dueAt, answeredAt, inTime, closedAt } = ticket;
  const { category, product, claimedBy, steps } = ticket;
  if (closedAt === undefined) return undefined;
  return {
    ...ticketKeyOf(ticket),
    kind,
    openedAt,
    askedAt,
    dueAt,
    closedAt,
    steps,
    ...(category !== undefined && { category }),
    ...(product !== undefined && { product }),
    ...(claimedBy !== undefined && { claimedBy }),
    ...(outcome !== undefined && { outcome }),
    ...(answeredAt !== undefined && { answeredAt }),
    ...(inTime !== undefined && { inTime }),
  };
};
