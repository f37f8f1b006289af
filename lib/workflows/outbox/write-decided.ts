import { NotifierError } from '../../domain/notifier-error.ts';

/** An item has few writers, so this many lost races indicate a fault. */
const TRIES = 5;

/**
 * Decides and writes conditionally. If another writer was faster, decides again on fresh state (R4).
 * @param what names the item in the error
 * @param decide `isAgain`: earlier reads are stale; returns `undefined` if there is nothing to write
 * @param write returns `undefined` if another writer was faster
 * @throws ConcurrentWrite after five tries
 */
export const writeDecided = async <Decision, Written>(
  what: string,
  decide: (isAgain: boolean) => Promise<Decision | undefined>,
  write: (decision: Decision) => Promise<Written | undefined>,
): Promise<Written | undefined> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const decision = await decide(attempt > 0);
    if (decision === undefined) return undefined;
    const written = await write(decision);
    if (written !== undefined) return written;
  }
  throw new ConcurrentWrite(what, TRIES);
};

/** Nothing is lost: the next run decides again. */
export class ConcurrentWrite extends NotifierError {
  readonly code = 'WRITE_CONTENDED';
  readonly retryable = true;

  constructor(what: string, tries: number) {
    super(
      `${what}: ${tries} conditional writes in a row were refused. The next run tries again; if this repeats, look for a second deployment on the same table.`,
    );
  }
}
