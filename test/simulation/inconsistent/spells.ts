import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Random } from '../random.ts';

/** A habit of a made-up Coupang from `from` until `until`. Epoch ms. */
export type SpellOf<Habit> = { from: number; until: number; habit: Habit };

/** How many calls an old copy answers. `alternate`: those of every other minute. */
export type Share = number | 'alternate';

/** Whether an old copy answers a call. */
export const isOldCopy = (share: Share, now: number, chance: (often: number) => boolean): boolean =>
  share === 'alternate' ? Math.floor(now / MINUTE_MS) % 2 === 0 : chance(share);

export const drawOldCopy = (random: Random): { byMs: number; share: Share } => ({
  byMs: random.pick([1, 3, 8, 30, 300]) * MINUTE_MS,
  share: random.pick<Share>([1, 1, 0.5, 'alternate']),
});

/** Finds the habits of a kind that are there now. */
export const findActive =
  <Habit extends { is: string }>(spells: readonly SpellOf<Habit>[], now: () => number) =>
  <Is extends Habit['is']>(is: Is): { from: number; habit: Extract<Habit, { is: Is }> }[] => {
    const isMeant = (habit: Habit): habit is Extract<Habit, { is: Is }> => habit.is === is;
    return spells.flatMap(({ from, until, habit }) =>
      isMeant(habit) && from <= now() && now() < until ? [{ from, habit }] : [],
    );
  };

/** Says whether a habit was there at any time between two moments. */
export const findPast =
  <Habit>(spells: readonly SpellOf<Habit>[]) =>
  (from: number, to: number, is: (habit: Habit) => boolean): boolean =>
    spells.some((spell) => spell.from <= to && spell.until >= from && is(spell.habit));

export const timeOf = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : 'for ever');
