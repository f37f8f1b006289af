import { newNotice, type Notice, type NoticeFacts, type NoticeKey } from '../../domain/notice/notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { KnownNotices } from './known-notices.ts';
import { ConcurrentWrite } from './concurrent-write.ts';

/**
 * Creates a notice. If it exists already, it stays as it is.
 * @param at epoch ms
 */
export const createNotice = async (
  key: NoticeKey,
  facts: NoticeFacts,
  at: number,
  { notices, known }: KnownNotices,
): Promise<{ notice: Notice; isNew: boolean }> => {
  const created = await notices.create(newNotice(key, facts, at));
  known.add(deliverableId(key));
  if (created) return { notice: created, isNew: true };
  const stored = await notices.read(key);
  if (stored) return { notice: stored, isNew: false };
  throw new ConcurrentWrite(`notice ${deliverableId(key)}`, 1);
};
