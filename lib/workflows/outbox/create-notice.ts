import { newNotice, type Notice, type NoticeKey } from '../../domain/notice/notice.ts';
import type { NoticeFacts } from '../../domain/notice/notice-facts.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { ConcurrentWrite } from './write-decided.ts';
import type { NoticeCreator } from '../ports/store.ts';
import { ifReadable } from './read-deliverable.ts';

/** Creates a notice unless it exists. */
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

export type KnownNotices = {
  notices: NoticeCreator;
  /** Ids of stored notices, kept between runs. */
  known: Set<string>;
};

/** Whether a notice that is written only once is stored. Each call reads the store until the notice is there. */
export const isStored = async (key: NoticeKey, { notices, known }: KnownNotices): Promise<boolean> => {
  const id = deliverableId(key);
  const add = (): void => void known.add(id);
  // An unreadable notice counts as stored.
  if (!known.has(id) && (await ifReadable(notices.read(key), add))) add();
  return known.has(id);
};
