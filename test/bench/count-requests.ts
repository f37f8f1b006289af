import { createWorld, type World } from '../simulation/create-world.ts';
import { createQuestions } from '../unit/workflows/intake/made-up-questions.ts';
import type { Budgeted } from './measure-delivery.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const DAY_MINUTES = 24 * 60;

type Counts = Map<string, number>;

/**
 * The number of requests of a poll, a card and a day. Each budget is the present number. Raises since 2026-11-27: readings of a day 4,150 to
 * 4,237, for look-ups before steps; Slack calls for 30 new hand-overs 31 to 32, for the links of a list. Nothing was tried first.
 */
export const countRequests = async (): Promise<Budgeted[]> => {
  const counts: Counts = new Map();
  const world = createWorld({
    effect: async (name, take) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return take();
    },
  });
  const rows: Budgeted[] = [];
  const note = (what: string, prefix: string, budget: number): void =>
    void rows.push({ what, figure: sum(counts, prefix), budget });

  await world.poll();
  note('Coupang readings of a first poll, nothing open', 'coupang.', 62);
  await quiet(world, counts);
  note('Coupang readings of a quiet poll', 'coupang.', 2);
  note('DynamoDB requests of a quiet poll', 'store.', 4);

  const ids = Array.from({ length: 30 }, (_, index) => world.coupang.handOver({ ageDays: index % 3 }));
  counts.clear();
  await world.poll();
  await world.drain();
  note(
    'DynamoDB requests from 30 new hand-overs to their list and cards, poll and notify together',
    'store.',
    222,
  );
  note('Slack calls for them, with the links from the list to its cards', 'slack.', 32);
  await world.trackSla();
  await quiet(world, counts);
  note('DynamoDB requests of a quiet poll, 30 open tickets', 'store.', 4);

  counts.clear();
  const [first = ''] = ids;
  const extra = world.coupang.handOver();
  await world.poll();
  await world.drain();
  note('DynamoDB requests from a new hand-over to its card, poll and notify together', 'store.', 11);
  note('Slack calls for it', 'slack.', 1);
  counts.clear();
  world.coupang.answer(extra);
  world.coupang.answer(first);
  world.advance(MINUTE_MS);
  await world.poll();
  note('Coupang calls of a poll in which two hand-overs were answered', 'coupang.', 4);

  counts.clear();
  for (let minute = 0; minute < DAY_MINUTES; minute += 1) {
    world.advance(MINUTE_MS);
    await world.poll();
    await world.drain();
    await world.trackSla();
  }
  note('Coupang readings of a day, 29 tickets of the recent week open', 'coupang.', 4237);
  note('DynamoDB requests of that day', 'store.', 11478);
  return [...rows, ...(await countWithQuestions())];
};

/** The same vendor reads product questions, too. */
const countWithQuestions = async (): Promise<Budgeted[]> => {
  const counts: Counts = new Map();
  const questions = createQuestions({
    effect: async (name, take) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return take();
    },
  });
  const { world, calls } = questions;
  const countQuiet = async (what: string): Promise<Budgeted[]> => {
    // The first minutes store what is new, and look for the names of products.
    await questions.pollFor(2 * MINUTE_MS);
    world.advance(MINUTE_MS);
    counts.clear();
    calls.reads = 0;
    await questions.poll();
    return [
      {
        what: `Coupang readings of a quiet poll of both sources, ${what}`,
        figure: sum(counts, 'coupang.') + calls.reads,
        budget: 3,
      },
      { what: 'DynamoDB requests of it', figure: sum(counts, 'store.'), budget: 4 },
    ];
  };
  const empty = await countQuiet('nothing open');
  for (let index = 0; index < 10; index += 1) {
    world.coupang.handOver();
    questions.ask();
  }
  return [...empty, ...(await countQuiet('10 hand-overs and 10 questions open'))];
};

const quiet = async (world: World, counts: Counts): Promise<void> => {
  world.advance(MINUTE_MS);
  counts.clear();
  await world.poll();
};

const sum = (counts: Counts, prefix: string): number =>
  [...counts].filter(([name]) => name.startsWith(prefix)).reduce((total, [, count]) => total + count, 0);
