import { NotifierError } from '../../domain/notifier-error.ts';
import { SourceError } from '../ports/source-error.ts';
import { ConcurrentWrite } from './concurrent-write.ts';

export type OutageLimited<One> = <Done>(one: One, work: () => Promise<Done>) => Promise<Done | undefined>;

/**
 * Work on listings or tickets, one after the other, of which one must not lose the others: what the store cannot read or take
 * is passed over. Throws what a store that is down throws, once that came so often in a row, and what is Coupang's.
 */
export const withOutageLimit = <One>(
  passOver: (one: One, error: NotifierError) => void,
): OutageLimited<One> => {
  let outages = 0;
  return async (one, work) => {
    try {
      const done = await work();
      outages = 0;
      return done;
    } catch (error) {
      if (!(error instanceof NotifierError) || error instanceof SourceError) throw error;
      outages = isOutage(error) ? outages + 1 : 0;
      if (outages >= FAILURES_IN_A_ROW) throw error;
      passOver(one, error);
      return undefined;
    }
  };
};

/** An item that cannot be read says nothing about the next one, and whoever loses a race has met a store that works. */
export const isOutage = (error: NotifierError): boolean =>
  error.retryable && !(error instanceof ConcurrentWrite);

/** So many in a row say that Coupang, or the store, is down: the next poll tries again. */
export const FAILURES_IN_A_ROW = 2;
