import type { Outcome } from '../../lib/domain/ticket/ticket.ts';
import type { MonthScript, Scripted } from './month-script.ts';
import { MINUTE_MS, DAY_MS } from '../../lib/domain/time/durations.ts';

/** The facts about one hand-over that a seller could know, from the script and the times of the readings. Epoch ms. */
export type Known = Scripted & {
  /** The latest known one. It changes when a hand-over asks again after its deadline (R15). */
  dueAt: number;
  before?: Pick<Known, 'askedAt' | 'dueAt'> & { until: number };
  openedAt: number;
  /** Past at first sight: it was not announced. */
  isSilent: boolean;
  /** Half-open times in which it was known to be open. */
  open: { from: number; until: number }[];
  /** From then on no look-up found it, though it had not ended. */
  lostAt?: number;
  closings: Closing[];
  /** The claim, and its time. */
  taken?: { by: string; at: number };
};

/** `until`: when it was listed again. */
export type Closing = { at: number; until: number; outcome: Outcome; answeredAt?: number; inTime?: boolean };

/** Every hand-over that was listed at a complete reading. One that comes and ends between two readings stays unknown. */
export const knowMonth = ({ handOvers }: MonthScript, sightings: readonly number[]): Known[] =>
  handOvers.flatMap((handOver) => know(handOver, sightings) ?? []);

const know = (handOver: Scripted, sightings: readonly number[]): Known | undefined => {
  const { kind, listedAt, endsAt = Infinity, pause, fate, claim } = handOver;
  const seenFrom = (instant: number): number => sightings[firstFrom(sightings, instant)] ?? Infinity;
  let dueAt = handOver.askedAt + DAY_MS;
  const openedAt = seenFrom(listedAt);
  if (openedAt >= endsAt || openedAt === Infinity) return undefined;
  let common: Omit<Known, 'isSilent' | 'open' | 'closings'> = { ...handOver, dueAt, openedAt };
  if (kind === 'confirm' && dueAt < openedAt) {
    const closing: Closing = { at: openedAt, until: Infinity, outcome: 'unknown' };
    return { ...common, isSilent: true, open: [], closings: [closing] };
  }
  const open: Known['open'] = [];
  const closings: Closing[] = [];
  let from = openedAt;
  if (pause && seenFrom(pause.from) < pause.until) {
    const at = seenFrom(pause.from);
    // The post no longer shows that it was withdrawn. A look-up opens it again, not within 30 minutes after its end (R15).
    const until = seenFrom(Math.max(pause.until, at + 30 * MINUTE_MS));
    const isBack = until < endsAt;
    closings.push({ at, until: isBack ? until : Infinity, outcome: 'withdrawn' });
    open.push({ from, until: at });
    if (!isBack) return withClaim({ ...common, isSilent: false, open, closings }, claim);
    from = until;
    if (dueAt <= until) {
      common = {
        ...common,
        askedAt: until,
        dueAt: until + DAY_MS,
        before: { askedAt: handOver.askedAt, dueAt, until },
      };
      ({ dueAt } = common);
    }
  }
  const lostAt = fate === 'lost' ? seenFrom(endsAt) : undefined;
  const closedAt = seenFrom(lostAt === undefined ? endsAt : dueAt + 7 * DAY_MS);
  open.push({ from, until: closedAt });
  if (closedAt < Infinity)
    closings.push({ at: closedAt, until: Infinity, ...endOf(handOver, dueAt, closedAt) });
  const known = { ...common, isSilent: false, open, closings };
  return withClaim(lostAt === undefined ? known : { ...known, lostAt }, claim);
};

const withClaim = (known: Known, claim: Scripted['claim']): Known => {
  const isOpen = claim && known.open.some(({ from, until }) => claim.at > from && claim.at < until);
  return isOpen ? { ...known, taken: claim } : known;
};

const endOf = (
  { fate, endsAt = 0 }: Scripted,
  dueAt: number,
  seenAt: number,
): Omit<Closing, 'at' | 'until'> => {
  switch (fate) {
    case 'answered':
      return { outcome: fate, answeredAt: endsAt, inTime: endsAt <= dueAt };
    case 'auto-closed':
      return { outcome: fate, inTime: false };
    case 'confirmed':
      return { outcome: fate, ...(seenAt <= dueAt && { inTime: true }) };
    case 'withdrawn':
    case 'decided-by-coupang':
      return { outcome: fate };
    case 'lost':
    case 'never':
      return { outcome: 'unknown' };
  }
};

/** The index of the first instant that is not earlier. */
const firstFrom = (sorted: readonly number[], instant: number): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** With the clock that it had at a moment. */
export const asOf = (handOver: Known, at: number): Known => {
  const { before } = handOver;
  return before && at < before.until
    ? { ...handOver, askedAt: before.askedAt, dueAt: before.dueAt }
    : handOver;
};

/** One copy for each of its clocks, with the times of that clock. */
export const byClock = (handOver: Known): Known[] => {
  const { before, open } = handOver;
  if (!before) return [handOver];
  const earlier = {
    ...asOf(handOver, before.until - 1),
    open: open.filter(({ from }) => from < before.until),
  };
  return [earlier, { ...handOver, open: open.filter(({ from }) => from >= before.until) }];
};

/** Whether it is open at a moment. */
export const isOpenAt = ({ open }: Known, at: number): boolean =>
  open.some(({ from, until }) => at >= from && at < until);
