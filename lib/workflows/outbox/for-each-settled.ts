import { NotifierError } from '../../domain/notifier-error.ts';
import type { Log } from '../ports/log.ts';

export const REQUESTS_AT_ONCE = 8;

/**
 * Works on all items, `atOnce` at a time. A failure does not block the rest.
 * @param isOver stops further items
 * @returns the errors in order of time, after all started work has ended
 */
export const forEachSettled = async <Item>(
  all: readonly Item[],
  work: (item: Item) => Promise<void>,
  atOnce = 1,
  isOver: () => boolean = () => false,
): Promise<unknown[]> => {
  const errors: unknown[] = [];
  const rest = all.values();
  const takeEach = async (): Promise<void> => {
    for (const item of rest) {
      if (isOver()) return;
      try {
        await work(item);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, takeEach));
  return errors;
};

/** Logs the failures, so that the run goes on. Throws a defect. */
export const logFailures = (errors: readonly unknown[], log: Log, fields: Record<string, unknown>): void => {
  for (const error of errors) {
    if (!(error instanceof NotifierError)) throw error;
    log.error(error.message, { ...fields, code: error.code });
  }
};
