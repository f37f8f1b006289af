import { NotifierError } from '../../domain/notifier-error.ts';

/**
 * Returns `undefined` for an unreadable item, so that it hides nothing else. Throws if the store is down.
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
