import { stopSource } from '../../domain/reading/stops.ts';
import type { Failure, SourceState } from '../../domain/reading/vendor-state.ts';
import { failureOf, type SourceError } from '../ports/inquiry-source.ts';

/** The calls of one run to a source beside the hand-overs (R31). */
export type SourceCalls = {
  /** Check it before each call. */
  may: () => boolean;
  /** No call begins later; epoch ms. */
  stopAt: number;
  /** Notes how a list or look-up ended. @param hidesAll no row of it came */
  note: (failure: SourceError | undefined, hidesAll: boolean) => void;
  failure: () => Failure | undefined;
  stop: () => SourceState['stop'];
};

/**
 * A failure of more than one list stops the source at once. A list without any row stops it if the run before failed, too. The first list
 * with an answer ends the series. A failure for the same reason as that of the hand-overs stops nothing, so that the source is read again
 * together with them.
 * @param state without a stop of an earlier key
 * @param run `handOvers`: why they were not read completely in this run
 */
export const createSourceCalls = (
  { stop: before, failure: failedBefore }: SourceState,
  {
    now,
    stopAt,
    keyFingerprint,
    handOvers,
  }: { now: () => number; stopAt: number; keyFingerprint: string; handOvers?: Failure | undefined },
): SourceCalls => {
  let stop = before;
  let isOver = false;
  let failure: Failure | undefined;
  return {
    stopAt,
    may: () => !isOver && now() < stopAt && (stop === undefined || stop.until <= now()),
    note: (error, hidesAll) => {
      if (!error) {
        if (!hidesAll || !isOver) stop = undefined;
        return;
      }
      failure = failureOf(error);
      const isWide = error.reach !== 'reading' || error.blindCause === 'throttled';
      if (!isWide && !hidesAll) return;
      isOver = true;
      if (error.blindCause === handOvers?.cause) return;
      if (isWide || failedBefore) stop = stopSource(before, error, { now: now(), keyFingerprint });
    },
    failure: () => failure,
    stop: () => stop,
  };
};
