import type { Pause, VendorState } from '../../../lib/domain/reading/vendor-state.ts';

/**
 * One value of the state about the recent week. `from`: since when the state has it. `since`: its content.
 * `isFirst`: no reading was complete before.
 */
type Sight = { from: number; since: number; isFirst: boolean };

/** Epoch ms. `sight`: the value that held from its start to its end; none if it changed. */
type Look = { startedAt: number; endedAt: number; sight: number | undefined };

/** The oldest note that a run of track-sla leaves as it is. */
const NOTED_WITHIN_MS = 120_000;
/** An older note shows a pause. */
const PAUSED_MS = 240_000;
/** If whole runs are further apart, a note may be so old. */
const REST_MS = PAUSED_MS - NOTED_WITHIN_MS;

/** The state's values about what can be read, and the whole runs of track-sla that looked at them (R17). */
export const createSightLedger = (blindMs: number) => {
  const sights: Sight[] = [];
  const looks: Look[] = [];
  /** When the whole system stood still. */
  const rests: { stoodAt: number; to: number }[] = [];
  /** When the first run of track-sla began. */
  let begunAt = Number.POSITIVE_INFINITY;
  /**
   * Whether a rest ended only just, a time without a whole run of track-sla, and the vendor was sighted as it began: no outage
   * yet (R17). A program whose runs die rests, too. Rests with less than the limit between them count as one rest.
   */
  const isResting = (at: number, since: number): boolean =>
    looks.some(({ endedAt }, index) => {
      const before = looks[index - 1]?.startedAt ?? begunAt;
      return (
        at > before &&
        at - endedAt <= blindMs &&
        endedAt - before > REST_MS &&
        (before - since <= blindMs + NOTED_WITHIN_MS || isResting(before - NOTED_WITHIN_MS, since))
      );
    });
  const endOf = (index: number): number => sights[index + 1]?.from ?? Number.POSITIVE_INFINITY;
  const until = (index: number): number | undefined => sights[index + 1]?.since;
  return {
    noteState: (state: VendorState, from: number): void => {
      const { recentCompleteAt } = state.sources['call-center'] ?? {};
      const isFirst = recentCompleteAt === undefined;
      const since = recentCompleteAt ?? state.watchedSince ?? state.firstPollAt;
      if (since === undefined || since === sights.at(-1)?.since) return;
      sights.push({ from, since, isFirst });
    },
    /**
     * Begins a look; the returned function ends it. A clock cannot order events within one millisecond, so values are
     * counted.
     */
    beginLook: (startedAt: number): ((endedAt: number) => void) => {
      const begun = sights.length;
      begunAt = Math.min(begunAt, startedAt);
      return (endedAt) => {
        looks.push({ startedAt, endedAt, sight: begun === sights.length ? begun - 1 : undefined });
      };
    },
    /** Blind times that some run of track-sla saw from its start to its end. `by`: when the first such run ended. */
    seenBlind: (): { since: number; by: number }[] =>
      sights.flatMap(({ since }, index) => {
        const look = looks.find(
          ({ startedAt, sight }) =>
            sight === index && startedAt - since > blindMs && !isResting(startedAt, since),
        );
        return look ? [{ since, by: look.endedAt }] : [];
      }),
    noteRest: (stoodAt: number, to: number): void => void rests.push({ stoodAt, to }),
    /**
     * Whether the system had stood still until shortly before, and both the vendor and a whole run of track-sla were seen
     * shortly before that: no outage (R17).
     * @param at epoch ms
     */
    wasAtRest: (began: number, at: number): boolean =>
      rests.some(
        ({ stoodAt, to }) =>
          at >= to &&
          at - to <= PAUSED_MS &&
          began >= stoodAt - PAUSED_MS &&
          began <= stoodAt &&
          looks.some(
            ({ startedAt, endedAt }) =>
              startedAt >= stoodAt - NOTED_WITHIN_MS &&
              startedAt >= (sights.find(({ isFirst }) => !isFirst)?.from ?? Infinity) &&
              endedAt <= stoodAt,
          ),
      ),
    /**
     * Whether whole runs of track-sla within a pause, later than its note may be, show that the program was awake for longer than
     * the limit. A run may sleep with the machine, so only its start counts. Epoch ms.
     */
    ranWithin: ({ since, until: end }: Pause): boolean => {
      const starts = looks
        .filter(({ endedAt }) => endedAt < end)
        .map(({ startedAt }) => startedAt)
        .filter((startedAt) => startedAt > since + NOTED_WITHIN_MS)
        .toSorted((a, b) => a - b);
      let wokeAt = Number.NEGATIVE_INFINITY;
      return starts.some((startedAt, index) => {
        if (startedAt - (starts[index - 1] ?? Number.NEGATIVE_INFINITY) > REST_MS) wokeAt = startedAt;
        return startedAt - wokeAt > blindMs + NOTED_WITHIN_MS;
      });
    },
    /** Whether track-sla looked for longer than the limit, while no state had the time since which the vendor is known. */
    wasUnknown: (): boolean => {
      const [first] = looks;
      const from = sights[0]?.from ?? Number.POSITIVE_INFINITY;
      return looks.some(
        ({ startedAt }) => first !== undefined && startedAt - first.endedAt > blindMs && startedAt < from,
      );
    },
    /** Whether the state ever had a blind time that began then. */
    wasBlind: (began: number): boolean =>
      sights.some(({ since }, index) => since === began && endOf(index) - since > blindMs),
    /** The first complete reading after it began. */
    endOfBlind: (began: number): number | undefined =>
      until(sights.findIndex(({ since }) => since === began)),
    /** When the state first knew of a complete reading. */
    sightedFrom: (): number => sights.find(({ isFirst }) => !isFirst)?.from ?? Infinity,
    /** All times without a complete reading, including the one before the first. Epoch ms. */
    darkTimes: (): { since: number; until: number }[] =>
      sights.map(({ since }, index) => ({ since, until: until(index) ?? Infinity })),
  };
};

export type SightLedger = ReturnType<typeof createSightLedger>;
