import { type Deliverable, type DeliverableKey, isNoticeKey } from '../../domain/delivery/deliverable.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { NoticeReader, OpenReader } from '../ports/store.ts';

export type DeliverableReader = { reader: OpenReader; notices: NoticeReader };

/** Reads a base item with strong consistency. */
export const readDeliverable = async (
  key: DeliverableKey,
  { reader, notices }: DeliverableReader,
): Promise<Deliverable | undefined> => (isNoticeKey(key) ? notices.read(key) : reader.ticket(key));

/**
 * Returns `undefined` for an unreadable item, so that it does not hide others. Throws if the store is down.
 * @param passOver called with the error of an unreadable item
 */
export const ifReadable = <Item>(
  read: Promise<Item | undefined>,
  passOver: (error: NotifierError) => void = () => undefined,
): Promise<Item | undefined> =>
  read.catch((error: unknown) => {
    if (!(error instanceof NotifierError) || error.retryable) throw error;
    passOver(error);
    return undefined;
  });
