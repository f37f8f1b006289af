import { OPEN_LISTS, type OpenStatus, SOURCE_NAMES } from '../sources.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import {
  type BlindCause,
  type CallKind,
  type CallStop,
  LATER_CALLS,
  type Stop,
  type Stops,
  type VendorState,
} from './vendor-state.ts';

/** `reach`: of a reading, this one failed and others may work. `aloneForMs`: the time that Coupang requests, or a default. */
export type FailedCall = {
  code: string;
  message: string;
  blindCause: BlindCause;
  reach: 'reading' | 'vendor' | 'egress';
  aloneForMs: number;
};

export const FAILURES_BEFORE_STOP = 2;
/** No list of the recent week waits longer, which limits the silence of a vendor's heartbeat. */
const LONGEST_LIST_MS = 15 * MINUTE_MS;
const REFUSED_LIST_MS = 10 * MINUTE_MS;
const LONGEST_MS = HOUR_MS;
/** The stops after refusals in a row, before the longest one. */
const RESTS_MS = [5, 10, 20, 40].map((minutes) => minutes * MINUTE_MS);

export const isOpenList = (kind: CallKind): kind is OpenStatus => OPEN_LISTS.some((list) => list === kind);

const reasonOf = ({ code, message: problem, blindCause: cause }: FailedCall) => ({ code, problem, cause });

/**
 * The table of stops (R5): how long one kind of call rests after a failure.
 * @param inARow how many of these calls have failed in a row
 * @returns `undefined` if the next call may be tried at once
 */
export const stopAfter = (
  kind: CallKind,
  before: CallStop | undefined,
  { failure, inARow }: { failure: FailedCall; inARow: number },
  now: number,
): CallStop | undefined => {
  const reason = reasonOf(failure);
  const isList = isOpenList(kind);
  const restFor = (ms: number): CallStop => ({ ...reason, since: now, until: now + ms, tries: 0 });
  if (failure.blindCause === 'throttled')
    return restFor(Math.min(failure.aloneForMs, isList ? LONGEST_LIST_MS : LONGEST_MS));
  const isRefused = failure.reach !== 'reading';
  if (isList) return isRefused ? restFor(REFUSED_LIST_MS) : undefined;
  return isRefused || inARow >= FAILURES_BEFORE_STOP ? { ...reason, ...restAfter(before, now) } : undefined;
};

const restAfter = (before: CallStop | undefined, now: number) => {
  const isSeries = before !== undefined && now - before.until < LONGEST_MS;
  const { since, tries } = isSeries ? before : { since: now, tries: 0 };
  return { since, until: now + (RESTS_MS[tries] ?? LONGEST_MS), tries: tries + 1 };
};

/** The stop of an address, and that of `act` or of orders, which last as long as Coupang asks. */
export const stopCaller = (failure: FailedCall, now: number): Stop => ({
  ...reasonOf(failure),
  since: now,
  until: now + Math.min(failure.aloneForMs, LONGEST_MS),
});

export const isInForce = <S extends Pick<Stop, 'until'>>(stop: S | undefined, now: number): stop is S =>
  stop !== undefined && stop.until > now;

export type HeldCalls = { calls: CallKind | 'act' } & Stop;

export const CALL_KINDS: readonly CallKind[] = [
  ...OPEN_LISTS,
  ...SOURCE_NAMES.flatMap((source) => LATER_CALLS.map((calls) => `${calls}/${source}` as const)),
];

/** The calls that a vendor's stops block now, for the log, the doctor and the page. */
export const heldCalls = (
  { stops, actStop }: Pick<VendorState, 'stops' | 'actStop'>,
  now: number,
): HeldCalls[] => {
  const held = (calls: HeldCalls['calls'], stop: Stop | undefined): HeldCalls[] => {
    if (!isInForce(stop, now)) return [];
    const { since, until, code, problem, cause } = stop;
    return [{ calls, since, until, code, problem, cause }];
  };
  return [...CALL_KINDS.flatMap((kind) => held(kind, stops?.calls[kind])), ...held('act', actStop)];
};

/** Keeps only the stops that this key caused. A stop of the address is stored apart, and no key ends it. */
export const stopsOfKey = (
  { stops, actStop, ...state }: VendorState,
  keyFingerprint: string,
): VendorState => ({
  ...state,
  ...(stops?.keyFingerprint === keyFingerprint && { stops }),
  ...(actStop?.keyFingerprint === keyFingerprint && { actStop }),
});

export const stopsOf = (keyFingerprint: string, calls: Stops['calls']): Stops | undefined =>
  Object.keys(calls).length > 0 ? { keyFingerprint, calls } : undefined;
