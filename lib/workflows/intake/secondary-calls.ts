import { addSecondaryStop, endSecondaryStop } from '../../domain/reading/stops.ts';
import type { SecondaryKind, SecondaryStops, Stop, VendorState } from '../../domain/reading/vendor-state.ts';
import { FAILURES_IN_A_ROW } from '../outbox/with-outage-limit.ts';
import type { SourceError } from '../ports/inquiry-source.ts';

export type SecondaryCalls = {
  /** Check it before each call. */
  may: (kind: SecondaryKind) => boolean;
  /** Notes how a call ended; `undefined`: with an answer. `list`: failures are also counted for each list. */
  note: (kind: SecondaryKind, failure: SourceError | undefined, list?: string) => void;
  stops: () => SecondaryStops | undefined;
};

/**
 * Tracks the secondary calls of a run, which never stop the primary calls (R5). A failed list or inquiry does not block the
 * others. A kind of call stops after a failure that affects the vendor or the IP, after failures in a row, and after a failed
 * ANSWER list, which the next call would repeat.
 * @param state without the stops of an earlier key
 * @param run `stopAt`: no secondary call begins later; epoch ms
 */
export const createSecondaryCalls = (
  { secondaryStops, actStop }: Pick<VendorState, 'secondaryStops' | 'actStop'>,
  run: { now: () => number; stopAt: number; keyFingerprint: string },
): SecondaryCalls => {
  const { now, stopAt, keyFingerprint } = run;
  let stops: SecondaryStops = { kinds: {}, ...secondaryStops, keyFingerprint };
  const failedInARow = new Map<string, number>();
  const countFailure = (name: string, failure: SourceError | undefined): number => {
    const count = failure ? (failedInARow.get(name) ?? 0) + 1 : 0;
    failedInARow.set(name, count);
    return count;
  };
  return {
    may: (kind) => {
      const at = now();
      const isOver = (stop: Stop | undefined): boolean => !stop || stop.until <= at;
      return at < stopAt && [actStop, stops.all, stops.kinds[kind]].every(isOver);
    },
    note: (kind, failure, list = '') => {
      const inARow = Math.max(countFailure(kind, failure), countFailure(`${kind}/${list}`, failure));
      if (!failure) stops = endSecondaryStop(stops, kind);
      else if (kind === 'answer' || failure.reach !== 'reading' || inARow >= FAILURES_IN_A_ROW)
        stops = addSecondaryStop(stops, kind, failure, now());
    },
    stops: () => (stops.all || Object.keys(stops.kinds).length > 0 ? stops : undefined),
  };
};

/** The time before the next poll in which no secondary call begins. */
const SPARE_MS = 15_000;
/** Polls with a shorter interval, as on a laptop, skip each other during secondary calls. */
const SHORTEST_POLL_MS = 60_000;

/**
 * When the last secondary call of a poll may begin: 15 seconds before the next poll. A poll that is due during the primary
 * calls is skipped and does not count.
 * @param primaryEndedAt epoch ms
 */
export const secondaryStopAt = (startedAt: number, primaryEndedAt: number, pollMs: number): number => {
  const everyMs = Math.max(pollMs, SHORTEST_POLL_MS);
  const polls = Math.max(1, Math.ceil((primaryEndedAt - startedAt) / everyMs));
  return startedAt + polls * everyMs - SPARE_MS;
};
