import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { NoticeKey } from '../../domain/notice/notice.ts';
import type { NoticeStore } from '../ports/notice-store.ts';

export type KnownNotices = {
  notices: Pick<NoticeStore, 'create' | 'read'>;
  /** Ids of notices that are in the store, kept from run to run. */
  known: Set<string>;
};

/** Whether a notice that is written once is in the store. The store is asked until it is. */
export const isStored = async (key: NoticeKey, { notices, known }: KnownNotices): Promise<boolean> => {
  const id = deliverableId(key);
  if (!known.has(id) && (await notices.read(key))) known.add(id);
  return known.has(id);
};
