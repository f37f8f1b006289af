import { NotifierError } from '../../domain/notifier-error.ts';
import { SourceError } from '../ports/coupang.ts';
import { ConcurrentWrite } from './write-decided.ts';
import { forEachSettled } from './for-each-settled.ts';

/** Why the rest was not processed: the store is down, Coupang failed, or the program has a defect. */
export type CutShort = { error: unknown };

/**
 * Works on listings or tickets, `atOnce` at a time, and skips unreadable or unwritable items. Starts no further item after
 * two consecutive outage errors of the store, a failure of Coupang, or a defect. Started work always ends.
 * @param passOver called for each skipped item
 */
export const withOutageLimit = async <Item>(
  all: readonly Item[],
  work: (item: Item) => Promise<void>,
  passOver: (item: Item, error: NotifierError) => void,
  atOnce = 1,
): Promise<CutShort | undefined> => {
  const outages = countInARow();
  let isOver = false;
  const errors = await forEachSettled(
    all,
    async (item) => {
      try {
        await work(item);
        outages.note(false);
      } catch (error) {
        if (error instanceof NotifierError && !(error instanceof SourceError)) {
          passOver(item, error);
          outages.note(isOutage(error));
          if (!outages.areTooMany()) return;
        }
        isOver = true;
        throw error;
      }
    },
    atOnce,
    () => isOver,
  );
  const defect = errors.find((error) => !(error instanceof NotifierError));
  return errors.length > 0 ? { error: defect ?? errors[0] } : undefined;
};

/** Whether an error shows that the store is down. An unreadable item or a lost race does not. */
export const isOutage = (error: NotifierError): boolean =>
  error.retryable && !(error instanceof ConcurrentWrite);

export const countInARow = () => {
  let inARow = 0;
  return {
    note: (isFailure: boolean): void => void (inARow = isFailure ? inARow + 1 : 0),
    areTooMany: (): boolean => inARow >= FAILURES_IN_A_ROW,
  };
};

/** After so many consecutive failures, Coupang or the store counts as down. The next poll tries again. */
const FAILURES_IN_A_ROW = 2;
