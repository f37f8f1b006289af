import { INDEX_LAG_MS } from '../../domain/blindness/catch-up-place.ts';
import { isShownUnlinked } from '../../domain/delivery/plan-delivery.ts';
import { RANKS } from '../../domain/delivery/urgency.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { isDigestName } from '../../domain/notice/notice-name.ts';
import type { Notice, NoticeRow } from '../../domain/notice/notice.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { ifReadable } from '../outbox/if-readable.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { NoticeStore } from '../ports/notice-store.ts';

/**
 * Owes each digest of which all cards stand in its thread one edit, with which its lines link to them (R24). A card that is refused
 * or looked up does not block a digest.
 * @param tickets of the vendor, those that are due in its index
 * @param now epoch ms
 * @returns each digest as it was written
 */
export const linkDigests = async (
  notices: readonly NoticeRow[],
  tickets: readonly AttentionRow[],
  now: number,
  store: Pick<NoticeStore, 'read' | 'change'>,
): Promise<Notice[]> => {
  if (tickets.some(({ rank }) => rank === RANKS.threadCard)) return [];
  const shown = notices.filter(
    ({ notice, rank, changedAt }) =>
      isDigestName(notice) && rank === undefined && now - changedAt >= INDEX_LAG_MS,
  );
  const written: Notice[] = [];
  for (const { market, vendorId, notice } of shown) {
    const key = { market, vendorId, notice };
    const digest = await writeDecided(
      deliverableId(key),
      async () => {
        const before = await ifReadable(store.read(key));
        return before?.facts.about === 'digest' && isShownUnlinked(before)
          ? { before, facts: before.facts }
          : undefined;
      },
      ({ before, facts }) => store.change(before, { ...facts, linked: true }, 'NoticeChanged', now),
    );
    if (digest) written.push(digest);
  }
  return written;
};
