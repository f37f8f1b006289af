import { NotifierError } from '../../domain/notifier-error.ts';

/**
 * What cannot be read hides nothing else: `undefined`. A store that is down is thrown.
 * @param passOver called for what cannot be read
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
