import { ConcurrentWrite } from './concurrent-write.ts';

/** An item has few writers. Who loses more often than this has met a fault and no rival. */
const TRIES = 5;

/**
 * Decides and writes conditionally. Decides again on fresh state where another writer came between (R4).
 * @param what names the item in the error
 * @param decide `isAgain`: what was read before is out of date; `undefined`: there is nothing to write
 * @param write `undefined`: another writer came between
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
