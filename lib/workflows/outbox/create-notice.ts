import { newNotice, type Notice, type NoticeFacts, type NoticeKey } from '../../domain/notice/notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import { ConcurrentWrite } from './concurrent-write.ts';

/**
 * Writes a notice that is written once; one that stands already stays as it is.
 * @param at corrected clock, epoch ms
 */
export const createNotice = async (
  key: NoticeKey,
  facts: NoticeFacts,
  at: number,
  { notices }: { notices: Pick<NoticeStore, 'create' | 'read'> },
): Promise<{ notice: Notice; isNew: boolean }> => {
  const created = await notices.create(newNotice(key, facts, at));
  if (created) return { notice: created, isNew: true };
  const known = await notices.read(key);
  if (known) return { notice: known, isNew: false };
  throw new ConcurrentWrite(`notice ${deliverableId(key)}`, 1);
};
