import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { NoticeKey } from '../../domain/notice/notice.ts';
import { ifReadable } from './if-readable.ts';
import type { NoticeStore } from '../ports/notice-store.ts';

export type KnownNotices = {
  notices: Pick<NoticeStore, 'create' | 'read'>;
  /** Ids of the notices that are in the store, kept between runs. */
  known: Set<string>;
};

/** Whether a notice is in the store that is written only once. Each call reads the store until the notice is there. */
export const isStored = async (key: NoticeKey, { notices, known }: KnownNotices): Promise<boolean> => {
  const id = deliverableId(key);
  const add = (): void => void known.add(id);
  // One that cannot be read is there.
  if (!known.has(id) && (await ifReadable(notices.read(key), add))) add();
  return known.has(id);
};
