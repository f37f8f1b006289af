import { NotifierError } from '../../domain/notifier-error.ts';

/** An item has few writers. So many lost races point to a fault. */
const TRIES = 5;

/**
 * Decides and writes conditionally. If another writer was faster, it decides again on fresh state (R4).
 * @param what names the item in the error
 * @param decide `isAgain`: what was read before is out of date; `undefined`: there is nothing to write
 * @param write `undefined`: another writer was faster
 * @returns what was written, if anything
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

/** Each try to write met another writer. Nothing is lost: the next run decides again. */
export class ConcurrentWrite extends NotifierError {
  readonly code = 'WRITE_CONTENDED';
  readonly retryable = true;

  constructor(what: string, tries: number) {
    super(
      `${what}: ${tries} conditional writes in a row were refused. The next run tries again; if this repeats, look for a second deployment on the same table.`,
    );
  }
}
