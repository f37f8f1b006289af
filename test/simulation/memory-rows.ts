import { defined } from '../../lib/domain/defined.ts';
import type { Notice, NoticeRow } from '../../lib/domain/notice/notice.ts';
import type { AttentionRow, ClosedRow, Ticket } from '../../lib/domain/ticket/ticket.ts';
import { rowOf } from '../fixtures/domain/make-ticket.ts';

/** A ticket's row in the `attention` index, if it has one (R3). */
export const attentionRow = (ticket: Ticket): AttentionRow | undefined =>
  ticket.index.attentionAt === undefined ? undefined : rowOf(ticket);

/** A notice's row in the index. */
export const noticeRow = ({ key, outbox, delivery, index }: Notice): NoticeRow | undefined => {
  const { attentionAt, rank } = index;
  if (attentionAt === undefined) return undefined;
  const { version, publishedVersion, changedAt } = outbox;
  const { shownVersion } = delivery;
  return { ...key, version, publishedVersion, shownVersion, changedAt, attentionAt, ...defined({ rank }) };
};

/** A ticket's row in the index of closed tickets. */
export const closedRow = ({ key, facts }: Ticket): ClosedRow | undefined => {
  if (facts.state !== 'closed') return undefined;
  const { kind, openedAt, askedAt, dueAt, closedAt, steps, outcome } = facts;
  const { category, product, claimedBy, answeredAt, inTime } = facts;
  return {
    ...key,
    kind,
    openedAt,
    askedAt,
    dueAt,
    closedAt,
    steps,
    outcome,
    ...defined({ category, product, claimedBy, answeredAt, inTime }),
  };
};
