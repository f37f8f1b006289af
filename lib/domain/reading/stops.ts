import { defined } from '../defined.ts';
import { isSideSource, SOURCE_NAMES, type SideSource } from '../sources.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import {
  type BlindCause,
  type KeyStop,
  SECONDARY_KINDS,
  type SecondaryKind,
  type SecondaryStops,
  type SourceStop,
  type Stop,
  type VendorState,
} from './vendor-state.ts';

/** No primary call waits longer, which limits the silence of a vendor's heartbeat (R5). */
const LONGEST_PRIMARY_MS = 15 * MINUTE_MS;
/** The longest stop of secondary calls and of `act` after a 429. */
const LONGEST_SECONDARY_MS = HOUR_MS;
/** The stops of one kind of secondary call after failures in a row, before the longest stop. */
const KIND_RESTS_MS = [5, 10, 20, 40].map((minutes) => minutes * MINUTE_MS);

/** `aloneForMs`: the time that Coupang requests, or a default. */
type FailedCall = { code: string; message: string; blindCause: BlindCause; aloneForMs: number };

const reasonOf = ({ code, message: problem, blindCause: cause }: FailedCall) => ({ code, problem, cause });

/**
 * The stop of the primary calls. It ends one poll before the limit, so that the next poll calls within the limit.
 * @param startedAt when the poll began
 */
export const stopPrimary = (
  failure: FailedCall,
  now: number,
  { startedAt, pollMs }: { startedAt: number; pollMs: number },
): Stop => ({
  ...reasonOf(failure),
  until: Math.min(now + failure.aloneForMs, Math.max(now, startedAt + LONGEST_PRIMARY_MS - pollMs)),
});

/** Whether a primary stop is in force. A stop beyond the limit comes from an earlier release and has no effect. */
export const holds = ({ until }: Pick<Stop, 'until'>, now: number): boolean =>
  until > now && until <= now + LONGEST_PRIMARY_MS;

/** The stop of all secondary calls, or of `act`, after a 429. */
export const stopClass = (failure: FailedCall, now: number): Stop => ({
  ...reasonOf(failure),
  since: now,
  until: now + Math.min(failure.aloneForMs, LONGEST_SECONDARY_MS),
});

type Rest = { since: number; until: number; tries: number };

/** The next rest after failures in a row. An old stop is not part of the same series. */
const restAfter = (before: Rest | undefined, now: number): Rest => {
  const isInARow = before !== undefined && now - before.until < LONGEST_SECONDARY_MS;
  const { since, tries } = isInARow ? before : { since: now, tries: 0 };
  return { since, until: now + (KIND_RESTS_MS[tries] ?? LONGEST_SECONDARY_MS), tries: tries + 1 };
};

/** A 429 stops the whole class. Any other failure stops one kind, each time for longer. */
export const addSecondaryStop = (
  stops: SecondaryStops,
  kind: SecondaryKind,
  failure: FailedCall,
  now: number,
): SecondaryStops => {
  if (failure.blindCause === 'throttled') return { ...stops, all: stopClass(failure, now) };
  const stop = { ...reasonOf(failure), ...restAfter(stops.kinds[kind], now) };
  return { ...stops, kinds: { ...stops.kinds, [kind]: stop } };
};

export const endSecondaryStop = (stops: SecondaryStops, kind: SecondaryKind): SecondaryStops => {
  const { [kind]: _, ...kinds } = stops.kinds;
  return { keyFingerprint: stops.keyFingerprint, kinds };
};

/** The stop of a source beside the hand-overs (R31). A 429 lasts as long as Coupang asks, any other failure each time longer. */
export const stopSource = (
  before: SourceStop | undefined,
  failure: FailedCall,
  { now, keyFingerprint }: { now: number; keyFingerprint: string },
): SourceStop => {
  const rest = restAfter(before, now);
  const until = failure.blindCause === 'throttled' ? stopClass(failure, now).until : rest.until;
  return { ...reasonOf(failure), ...rest, until, keyFingerprint };
};

/** A source as `calls` means all its lists. */
export type HeldCalls = { calls: 'primary' | 'secondary' | SecondaryKind | 'act' | SideSource } & Stop;

/** The calls that a vendor's stops block now, for the log, the doctor and the page. */
export const heldCalls = (
  {
    backOff,
    secondaryStops,
    actStop,
    sources = {},
  }: Pick<VendorState, 'backOff' | 'secondaryStops' | 'actStop' | 'sources'>,
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
    ...SOURCE_NAMES.filter(isSideSource).flatMap((source) =>
      held(source, sources[source]?.stop ?? sources[source]?.laterStop),
    ),
  ];
};

/** Keeps only the stops that this key caused. */
export const stopsOfKey = (
  { backOff, secondaryStops, actStop, sources, ...state }: VendorState,
  keyFingerprint: string,
): VendorState => {
  const isSame = (stop: Pick<KeyStop, 'keyFingerprint'> | undefined): boolean =>
    stop?.keyFingerprint === keyFingerprint;
  return {
    ...state,
    ...(backOff && isSame(backOff) && { backOff }),
    ...(secondaryStops && isSame(secondaryStops) && { secondaryStops }),
    ...(actStop && isSame(actStop) && { actStop }),
    ...(sources && {
      sources: Object.fromEntries(
        Object.entries(sources).map(([source, { stop, laterStop, ...read }]) => [
          source,
          {
            ...read,
            ...(stop && isSame(stop) && { stop }),
            ...(laterStop && isSame(laterStop) && { laterStop }),
          },
        ]),
      ),
    }),
  };
};
