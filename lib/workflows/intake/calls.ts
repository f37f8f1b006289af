import { isInForce, isOpenList, stopAfter, stopCaller, stopsOf } from '../../domain/reading/stops.ts';
import type { CallKind, Stop, Stops } from '../../domain/reading/vendor-state.ts';
import { type OpenStatus, sourceOfStatus } from '../../domain/sources.ts';
import type { SourceError } from '../ports/coupang.ts';

export type Calls = ReturnType<typeof createCalls>;

/** `inARow`: how many of these calls have just failed in a row. `list`: its failures are also in a row if other lists answer in between. */
type Ended = { inARow?: number; list?: OpenStatus };

/** The time before the next poll in which only urgent calls begin. */
const SPARE_MS = 15_000;
/** Polls with a shorter interval, as on a laptop, skip each other during the later calls. */
const SHORTEST_POLL_MS = 60_000;
const LISTS_OF_AN_ADDRESS = 2;

/** A poll that is due while the lists are read is skipped and does not count. Epoch ms. */
export const nextPollAt = (startedAt: number, now: number, pollMs: number): number => {
  const everyMs = Math.max(pollMs, SHORTEST_POLL_MS);
  return startedAt + Math.max(1, Math.ceil((now - startedAt) / everyMs)) * everyMs;
};

/**
 * @param known the stops of this key
 * @param run `stopAt`: no call begins later; epoch ms
 */
export const createCalls = (
  known: Stops | undefined,
  run: { now: () => number; startedAt: number; stopAt: number; pollMs: number; keyFingerprint: string },
) => {
  const { now, startedAt, pollMs } = run;
  const calls: Stops['calls'] = { ...known?.calls };
  const failedInARow = new Map<string, number>();
  const lists = new Map<OpenStatus, SourceError | undefined>();
  let laterStopAt: number | undefined;
  /** No call of this kind begins later; epoch ms. @param isUrgent a look-up before a step */
  const stopAt = (kind: CallKind, isUrgent = false): number => {
    if (isUrgent || isOpenList(kind)) return run.stopAt;
    laterStopAt ??= Math.min(run.stopAt, nextPollAt(startedAt, now(), pollMs) - SPARE_MS);
    return laterStopAt;
  };
  /** Every list of the look-ups' source fails like them. Look-ups that rest would outlast the outage by up to an hour. */
  const isDown = (kind: CallKind): boolean => {
    const own = [...lists].filter(([list]) => kind === `look-up/${sourceOfStatus(list)}`);
    return own.length > 0 && own.every(([, failure]) => failure?.reach === 'reading');
  };
  return {
    stopAt,
    /** Check it before each call. */
    may: (kind: CallKind, isUrgent?: boolean): boolean =>
      now() < stopAt(kind, isUrgent) && !isInForce(calls[kind], now()),
    /** Records how a call ended; without `failure`, with an answer. */
    note: (
      kind: CallKind,
      failure: SourceError | undefined,
      { inARow: count = 1, list }: Ended = {},
    ): void => {
      if (isOpenList(kind)) lists.set(kind, failure);
      const counts = [kind, `${kind}/${list ?? ''}`].map((series) => {
        const inARow = failure ? (failedInARow.get(series) ?? 0) + count : 0;
        failedInARow.set(series, inARow);
        return inARow;
      });
      const inARow = isDown(kind) ? 0 : Math.max(...counts);
      const stop = failure && stopAfter(kind, calls[kind], { failure, inARow }, now());
      if (stop) calls[kind] = stop;
      else if (!failure) delete calls[kind];
    },
    stop: (kind: CallKind): Stop | undefined => calls[kind],
    stops: (): Stops | undefined => stopsOf(run.keyFingerprint, calls),
    /** Coupang refuses this address: every open list that was tried, at least two, got a redirect or a 403 as HTML. */
    addressStop: (): Stop | undefined => {
      const refused = [...lists.values()].filter((failure) => failure?.reach === 'egress');
      const [failure] = refused;
      const isAddress = refused.length === lists.size && refused.length >= LISTS_OF_AN_ADDRESS;
      return isAddress && failure ? stopCaller(failure, now()) : undefined;
    },
  };
};
