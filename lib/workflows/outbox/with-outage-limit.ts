import { NotifierError } from '../../domain/notifier-error.ts';
import { SourceError } from '../ports/source-error.ts';
import { ConcurrentWrite } from './concurrent-write.ts';

/** Why the rest was left: the store is down, Coupang failed, or the program is wrong. */
export type CutShort = { error: unknown };

/**
 * Works on listings or tickets, one after the other. One that the store cannot read or take is passed over. The rest is
 * left once two in a row met a store that is down, at a failure of Coupang's, and at a defect.
 * @param passOver for each that the store could not read or take
 */
export const withOutageLimit = async <One>(
  all: readonly One[],
  work: (one: One) => Promise<void>,
  passOver: (one: One, error: NotifierError) => void,
): Promise<CutShort | undefined> => {
  let outages = 0;
  for (const one of all) {
    try {
      await work(one);
      outages = 0;
    } catch (error) {
      if (!(error instanceof NotifierError) || error instanceof SourceError) return { error };
      passOver(one, error);
      outages = isOutage(error) ? outages + 1 : 0;
      if (outages >= FAILURES_IN_A_ROW) return { error };
    }
  }
  return undefined;
};

/** An item that cannot be read says nothing about the next one, and whoever loses a race has met a store that works. */
export const isOutage = (error: NotifierError): boolean =>
  error.retryable && !(error instanceof ConcurrentWrite);

/** So many in a row say that Coupang, or the store, is down: the next poll tries again. */
export const FAILURES_IN_A_ROW = 2;
