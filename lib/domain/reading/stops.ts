import { defined } from '../defined.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import {
  type BlindCause,
  type KeyStop,
  SECONDARY_KINDS,
  type SecondaryKind,
  type SecondaryStops,
  type Stop,
  type VendorState,
} from './vendor-state.ts';

/** No primary call waits longer, so that the heartbeat of a vendor is never silent for more than this (R5). */
const LONGEST_PRIMARY_MS = 15 * MINUTE_MS;
/** The longest rest of secondary calls, and of `act`, after a 429. */
const LONGEST_SECONDARY_MS = HOUR_MS;
/** How long one kind of secondary calls rests after failures that follow each other. Then the longest rest. */
const KIND_RESTS_MS = [5, 10, 20, 40].map((minutes) => minutes * MINUTE_MS);

/** A call that failed. `aloneForMs`: as long as Coupang asks for, or a usual rest. */
type FailedCall = { code: string; message: string; blindCause: BlindCause; aloneForMs: number };

const reasonOf = ({ code, message: problem, blindCause: cause }: FailedCall) => ({ code, problem, cause });

/**
 * The stop of the primary calls. It ends one poll before the limit, so that the next poll calls within the limit.
 * @param startedAt when the poll began, epoch ms
 */
export const stopPrimary = (
  failure: FailedCall,
  now: number,
  { startedAt, pollMs }: { startedAt: number; pollMs: number },
): Stop => ({
  ...reasonOf(failure),
  until: Math.min(now + failure.aloneForMs, Math.max(now, startedAt + LONGEST_PRIMARY_MS - pollMs)),
});

/** Whether a primary stop still holds. A longer stop than the limit comes from an earlier release, and holds nothing. */
export const holds = ({ until }: Pick<Stop, 'until'>, now: number): boolean =>
  until > now && until <= now + LONGEST_PRIMARY_MS;

/** The stop of all secondary calls, or of `act`, after Coupang asked for fewer calls. */
export const stopClass = (failure: FailedCall, now: number): Stop => ({
  ...reasonOf(failure),
  since: now,
  until: now + Math.min(failure.aloneForMs, LONGEST_SECONDARY_MS),
});

/**
 * The secondary stops after a failure. A 429 stops the whole class, since there are too many calls. Any other failure stops
 * one kind, each time for longer.
 */
export const addSecondaryStop = (
  stops: SecondaryStops,
  kind: SecondaryKind,
  failure: FailedCall,
  now: number,
): SecondaryStops => {
  if (failure.blindCause === 'throttled') return { ...stops, all: stopClass(failure, now) };
  const before = stops.kinds[kind];
  // An old stop says nothing about the failures of today.
  const isInARow = before !== undefined && now - before.until < LONGEST_SECONDARY_MS;
  const { since, tries } = isInARow ? before : { since: now, tries: 0 };
  const until = now + (KIND_RESTS_MS[tries] ?? LONGEST_SECONDARY_MS);
  const stop = { ...reasonOf(failure), since, until, tries: tries + 1 };
  return { ...stops, kinds: { ...stops.kinds, [kind]: stop } };
};

/** The secondary stops after a success of a kind. */
export const endSecondaryStop = (stops: SecondaryStops, kind: SecondaryKind): SecondaryStops => {
  const { [kind]: _, ...kinds } = stops.kinds;
  return { keyFingerprint: stops.keyFingerprint, kinds };
};

/** A stop that holds now, and which calls it holds back. */
export type HeldCalls = { calls: 'primary' | 'secondary' | SecondaryKind | 'act' } & Stop;

/** Lists the calls that a vendor's stops hold back now, for the log, the doctor and the page. */
export const heldCalls = (
  { backOff, secondaryStops, actStop }: Pick<VendorState, 'backOff' | 'secondaryStops' | 'actStop'>,
  now: number,
): HeldCalls[] => {
  const held = (calls: HeldCalls['calls'], stop: Stop | undefined): HeldCalls[] => {
    if (!stop || stop.until <= now) return [];
    const { since, until, code, problem, cause } = stop;
    return [{ calls, ...defined({ since }), until, code, problem, cause }];
  };
  return [
    ...(backOff && holds(backOff, now) ? held('primary', backOff) : []),
    ...held('secondary', secondaryStops?.all),
    ...SECONDARY_KINDS.flatMap((kind) => held(kind, secondaryStops?.kinds[kind])),
    ...held('act', actStop),
  ];
};

/** The stops without those that another key met. */
export const stopsOfKey = (
  { backOff, secondaryStops, actStop, ...state }: VendorState,
  keyFingerprint: string,
): VendorState => {
  const isSame = (stop: Pick<KeyStop, 'keyFingerprint'> | undefined): boolean =>
    stop?.keyFingerprint === keyFingerprint;
  return {
    ...state,
    ...(backOff && isSame(backOff) && { backOff }),
    ...(secondaryStops && isSame(secondaryStops) && { secondaryStops }),
    ...(actStop && isSame(actStop) && { actStop }),
  };
};
