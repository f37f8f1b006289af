import { sightedUntil } from '../../lib/domain/blindness/blindness.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';

/**
 * From when on the state said what it says of the recent week, raw clock; `since` as the state names it, and by the raw
 * clock; `isFirst`: no reading was ever complete before; `isByOurClock`: nor had any answer told Coupang's (R6).
 */
type Sight = { from: number; since: number; rawSince: number; isFirst: boolean; isByOurClock: boolean };

/** Raw clock, epoch ms. `sight`: which of the sights stood from its first moment to its last; none where it changed. */
type Look = { startedAt: number; endedAt: number; sight: number | undefined };

/** Corrected clock, epoch ms. `caughtUpAt`: when the answered lists had been read after it. */
export type BlindTime = { since: number; until: number; caughtUpAt: number | undefined };

/**
 * What the state told of the vendor's sight and when, and when a whole run of track-sla looked at it (R17).
 * @param offsetMs Coupang's clock minus ours
 */
export const createSightLedger = (blindMs: number, offsetMs: number) => {
  const sights: Sight[] = [];
  const looks: Look[] = [];
  const caughtUp = new Map<number, number>();
  const endOf = (index: number): number => sights[index + 1]?.from ?? Number.POSITIVE_INFINITY;
  const until = (index: number): number | undefined => sights[index + 1]?.since;
  return {
    noteState: (state: VendorState, from: number): void => {
      const { recentCompleteAt, catchUps, clockOffsetMs = 0 } = state;
      const isLeft = (began: number): boolean =>
        catchUps.some((one) => one.since === began && one.windows.length > 0);
      const noteCaughtUp = (began: number): void => {
        if (!caughtUp.has(began) && !isLeft(began)) caughtUp.set(began, from + offsetMs);
      };
      for (const past of sights.slice(0, -1)) noteCaughtUp(past.since);
      const since = sightedUntil(state);
      if (since === undefined || since === sights.at(-1)?.since) return;
      const isFirst = recentCompleteAt === undefined;
      for (const past of sights.slice(-1)) noteCaughtUp(past.since);
      const isByOurClock = isFirst && clockOffsetMs !== offsetMs;
      const rawSince = since - (isByOurClock ? clockOffsetMs : offsetMs);
      sights.push({ from, since, rawSince, isFirst, isByOurClock });
    },
    /** Begins a look; what it returns ends it. A clock cannot order what happens within one millisecond, so sights are counted. */
    beginLook: (startedAt: number): ((endedAt: number) => void) => {
      const begun = sights.length;
      return (endedAt) => {
        looks.push({ startedAt, endedAt, sight: begun === sights.length ? begun - 1 : undefined });
      };
    },
    /** Blind times that some run of track-sla saw from its first to its last moment; `by`: when the first such run ended. */
    seenBlind: (): { since: number; by: number }[] =>
      sights.flatMap(({ since, rawSince }, index) => {
        const look = looks.find(({ startedAt, sight }) => sight === index && startedAt - rawSince > blindMs);
        return look ? [{ since, by: look.endedAt }] : [];
      }),
    /** Whether track-sla looked for so long, and until then no state told since when the vendor is known. */
    wasUnknown: (): boolean => {
      const [first] = looks;
      const from = sights[0]?.from ?? Number.POSITIVE_INFINITY;
      return looks.some(
        ({ startedAt }) => first !== undefined && startedAt - first.endedAt > blindMs && startedAt < from,
      );
    },
    /** Whether there was a moment at which the state told of a blind time that began then. */
    wasBlind: (began: number): boolean =>
      sights.some(({ since, rawSince }, index) => since === began && endOf(index) - rawSince > blindMs),
    /** When the first complete reading after it began. */
    endOfBlind: (began: number): number | undefined =>
      until(sights.findIndex(({ since }) => since === began)),
    /** Such a blind time has no length by one clock. */
    isByOurClock: (began: number): boolean =>
      sights.some(({ since, isByOurClock }) => since === began && isByOurClock),
    /** Blind times that have ended, whether any run of track-sla saw them or not. */
    endedBlind: (): number[] =>
      sights.flatMap(({ since, isByOurClock }, index) =>
        !isByOurClock && (until(index) ?? since) - since > blindMs ? [since] : [],
      ),
    /** When the state first knew of a complete reading, corrected clock. */
    sightedFrom: (): number => (sights.find(({ isFirst }) => !isFirst)?.from ?? Infinity) + offsetMs,
    /** All times of which no complete reading tells, the one before the first included. Corrected clock. */
    darkTimes: (): { since: number; until: number }[] =>
      sights.map(({ since }, index) => ({ since, until: until(index) ?? Infinity })),
    /** Between complete readings, seen blind or not. */
    blindTimes: (): BlindTime[] =>
      sights.flatMap(({ since, isFirst }, index) => {
        const end = until(index);
        return !isFirst && end !== undefined && end - since > blindMs
          ? [{ since, until: end, caughtUpAt: caughtUp.get(since) }]
          : [];
      }),
  };
};

export type SightLedger = ReturnType<typeof createSightLedger>;
