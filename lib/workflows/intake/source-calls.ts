import { defined } from '../../domain/defined.ts';
import { stopSource } from '../../domain/reading/stops.ts';
import type { Failure, SourceState } from '../../domain/reading/vendor-state.ts';
import { FAILURES_IN_A_ROW } from '../outbox/with-outage-limit.ts';
import { failureOf, type SourceError } from '../ports/inquiry-source.ts';

/** `recent`: the open list of the recent week. `later`: older windows, look-ups and names. */
export type SourceCallKind = 'recent' | 'later';

/** The calls of one run to a source beside the hand-overs (R31). */
export type SourceCalls = {
  /** Check it before each call. */
  may: (kind: SourceCallKind) => boolean;
  /** No call begins later; epoch ms. */
  stopAt: number;
  /** Records how a list or look-up ended. @param hidesAll no row of it came */
  note: (kind: SourceCallKind, failure: SourceError | undefined, hidesAll: boolean) => void;
  /** Why the recent week was not read. */
  failure: () => Failure | undefined;
  stops: () => Pick<SourceState, 'stop' | 'laterStop'>;
};

/**
 * Tracks the stops of a source. A failure that concerns more than one list stops its kind at once, and so do failures in a row; of the
 * recent week also over two runs. The first answer ends the stop. A stop of the later calls never holds the recent week. A failure for the
 * same reason as that of the hand-overs stops nothing, so that the source is read again together with them.
 * @param state without stops of an earlier key
 * @param run `handOvers`: why they were not read completely in this run. `holdsLater`: the hand-overs' own secondary calls rest
 */
export const createSourceCalls = (
  state: SourceState,
  run: {
    now: () => number;
    stopAt: number;
    keyFingerprint: string;
    handOvers?: Failure | undefined;
    holdsLater?: boolean;
  },
): SourceCalls => {
  const { now, stopAt, keyFingerprint } = run;
  const stops = { recent: state.stop, later: state.laterStop };
  const failed = { recent: state.failure ? 1 : 0, later: 0 };
  let isOver = false;
  let failure: Failure | undefined;
  const isFree = (kind: SourceCallKind): boolean => (stops[kind]?.until ?? 0) <= now();
  return {
    stopAt,
    may: (kind) =>
      !isOver &&
      now() < stopAt &&
      isFree('recent') &&
      (kind === 'recent' || (isFree('later') && run.holdsLater !== true)),
    note: (kind, error, hidesAll) => {
      if (!error) {
        stops[kind] = undefined;
        failed[kind] = 0;
        return;
      }
      if (kind === 'recent') failure = failureOf(error);
      const isWide = error.reach !== 'reading' || error.blindCause === 'throttled';
      if (!isWide && !hidesAll) return;
      failed[kind] += 1;
      isOver ||= kind === 'recent' || isWide;
      if (error.blindCause === run.handOvers?.cause) return;
      if (isWide || failed[kind] >= FAILURES_IN_A_ROW)
        stops[kind] = stopSource(stops[kind], error, { now: now(), keyFingerprint });
    },
    failure: () => failure,
    stops: () => defined({ stop: stops.recent, laterStop: stops.later }),
  };
};
