import type { ListStatus } from '../../../lib/domain/sources.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Random } from '../random.ts';
import type { HandOvers } from './record.ts';

/** How the people of a day behave. */
export type People = {
  /** How often something happens in a minute. */
  acts: number;
  mostOpen: number;
  /** How often an agent edits a post, or writes a second one that asks. */
  edits: number;
  repeats: number;
  /** The parent of an answer. `undefined`: the field is missing. */
  parent: 'none' | 'newest' | undefined;
  /** How long after its deadline Coupang closes a request for a reply. Infinity: it stays listed. */
  closesAfterMs: number;
};

export const drawPeople = (random: Random): People => ({
  acts: random.pick([0.02, 0.05, 0.15]),
  mostOpen: random.pick([3, 6, 12, 30]),
  edits: random.pick([0, 0, 0.3]),
  repeats: random.pick([0, 0.1, 0.3]),
  parent: random.pick(['none', 'none', 'newest', undefined]),
  closesAfterMs: random.pick([0, 3 * MINUTE_MS, 3 * HOUR_MS, Infinity]),
});

const LISTS: readonly [ListStatus, ListStatus] = ['NO_ANSWER', 'TRANSFER'];
/** How long ago an agent asked what appears only now. Most steps of a ladder come soon after one of them. */
const AGES_MS = [
  0,
  0,
  0,
  5 * MINUTE_MS,
  3 * HOUR_MS,
  20.7 * HOUR_MS,
  22.7 * HOUR_MS,
  23.8 * HOUR_MS,
] as const;

/** Creates the hand-overs that are pending when the day begins. */
export const handOverBefore = async (
  truth: HandOvers,
  random: Random,
  { mostOpen }: People,
): Promise<void> => {
  for (let count = random.below(mostOpen + 1); count > 0; count -= 1)
    await truth.handOver(
      random.pick(LISTS),
      random.pick(AGES_MS) + random.below(50) * MINUTE_MS,
      drawAge(random),
    );
};

/** How long before the request the inquiry began. */
const drawAge = (random: Random): number => (random.chance(0.8) ? random.below(5) : 30) * DAY_MS;

/** One random event at Coupang. The result describes the event, for the trace. */
export const act = async (
  truth: HandOvers,
  random: Random,
  people: People,
): Promise<[string, string] | undefined> => {
  const open = [...truth.versions.keys()].filter((id) => truth.openRequests(id).length > 0);
  const list = random.pick(LISTS);
  if (open.length < people.mostOpen && random.chance(open.length < 2 ? 0.8 : 0.35)) {
    const agoMs = random.chance(0.7) ? 0 : random.pick(AGES_MS);
    return [
      'hand over',
      `${await truth.handOver(list, agoMs, drawAge(random))} ${list} ${agoMs / MINUTE_MS} min ago`,
    ];
  }
  if (random.chance(people.repeats)) {
    const id = random.pickAny([...truth.versions.keys()]);
    if (id === undefined) return undefined;
    const isOpen = open.includes(id);
    if (isOpen || random.chance(0.7)) await truth.askAgain(id, list);
    else await truth.askAnew(id, list);
    return ['ask again', `${id} ${list}`];
  }
  const id = random.pickAny(open);
  if (id === undefined) return undefined;
  if (random.chance(people.edits)) {
    const isMoved = random.chance(0.5);
    await (isMoved ? truth.moveTime(id) : truth.editText(id));
    return [isMoved ? 'move the time of' : 'edit', id];
  }
  const how = random.pick(['answer', 'answer', 'answer', 'answer', 'withdraw', 'decide'] as const);
  const isConfirmed = how === 'answer' && truth.latest(id).list === 'TRANSFER';
  if (isConfirmed) await truth.confirm(id);
  else if (how === 'answer') await truth.answer(id, people.parent);
  else await truth[how](id);
  return [isConfirmed ? 'confirm' : how, id];
};
