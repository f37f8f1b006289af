import { defined } from '../../lib/domain/defined.ts';
import type { Notice, NoticeRow } from '../../lib/domain/notice/notice.ts';
import type { AttentionRow, ClosedRow, Delivery, Outbox, Ticket } from '../../lib/domain/ticket/ticket.ts';

/** A ticket's row in the `attention` index, if it has one (R3). */
export const attentionRow = ({
  key,
  facts,
  outbox,
  delivery,
  poll,
  ladder,
  index,
}: Ticket): AttentionRow | undefined => {
  const { attentionAt, rank } = index;
  if (attentionAt === undefined) return undefined;
  const { fingerprint, kind, learntAnswerId, inquiryAt, askedAt, openedAt, dueAt, claimedBy, claimedAt } =
    facts;
  return {
    ...key,
    kind,
    askedAt,
    openedAt,
    dueAt,
    ...versionsOf(outbox, delivery),
    attentionAt,
    ...defined({ fingerprint, learntAnswerId, inquiryAt, claimedBy, claimedAt, rank }),
    ...defined({ product: facts.product, closedAt: facts.closedAt }),
    ...defined({ lookUpAt: poll.lookUpAt, nextStepAt: ladder.nextStepAt }),
  };
};

/** A notice's row in the index. */
export const noticeRow = ({ key, outbox, delivery, index }: Notice): NoticeRow | undefined => {
  const { attentionAt, rank } = index;
  if (attentionAt === undefined) return undefined;
  return { ...key, ...versionsOf(outbox, delivery), attentionAt, ...defined({ rank }) };
};

const versionsOf = (
  { version, publishedVersion, changedAt }: Pick<Outbox, 'version' | 'publishedVersion' | 'changedAt'>,
  { shownVersion }: Delivery,
) => ({ version, publishedVersion, shownVersion, changedAt });

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
