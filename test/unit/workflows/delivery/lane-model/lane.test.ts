import { withFields } from '../../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../../lib/domain/delivery/deliverable.ts';
import {
  type Break,
  createWorld,
  drainAs,
  diedAfterPost,
  drainOnly,
  fingerprint,
  publish,
  publishAndDrain,
  ticketNumber,
  type World,
} from './drain-model.ts';
import { explore, type Model, type Step } from './explore.ts';

const atOnce: Step = async (_name, act) => act();

/** Runs the repairs of `track-sla` after the lane and the attempts of dead workers have ended. */
const recover = async (world: World, broken?: Break): Promise<void> => {
  world.time.now += 600_000;
  for (let run = 0; run < 3; run += 1) {
    await drainAs(`later-${run}`, world, atOnce, broken);
    world.time.now += 120_000;
  }
};

/** A worker that died before it wrote its ticket has published nothing. */
const isPublished = ({ items }: World, id: string): boolean =>
  [...items.values()].some(({ pk }) => pk.startsWith('T#') && id.includes(pk.split('#').at(-1) ?? 'none'));

const pendingOf = async ({ items }: World): Promise<unknown[]> =>
  [...items.values()].filter((item) => item['rank'] !== undefined);

/** The tickets whose cards are in Slack. */
const alone = (slack: World['slack']): string[] => slack.map(({ key }) => key.split(' ')[0] ?? '').sort();

const idOf = (number: number): string => deliverableId(ticketNumber(number).key);
const pause = ({ time }: World): void => {
  time.now += 61_000;
};

const HOW = {
  create: () => createWorld(),
  fingerprint,
  pause,
  // Slack's client repeats no call (R20).
  isRepeated: (name: string) => name.startsWith('store: update') || name.startsWith('store: put'),
};

const report = async (what: string, exploring: ReturnType<typeof explore>): Promise<void> => {
  const { states, ends } = await exploring;
  process.stdout.write(`${what}: ${states} states, ${ends} ends\n`);
  expect(ends).toBeGreaterThan(1);
};
const search = (what: string, model: Model<World>): Promise<void> => report(what, explore(model));

/** After the repairs, each published ticket is shown once. */
const checkRecovered = async (world: World): Promise<void> => {
  await recover(world);
  expect(alone(world.slack)).toEqual([0, 1].map(idOf).filter((id) => isPublished(world, id)));
  expect(await pendingOf(world)).toEqual([]);
};

describe('lane and attempt, in every order of the calls of parallel workers (R18, R19)', () => {
  test('two workers that publish and drain, without a fault: no wake-up is lost, and nothing is posted twice', async () => {
    await search('two workers', {
      ...HOW,
      workers: [publishAndDrain(0), publishAndDrain(1)],
      faults: 0,
      check: async ({ slack }) => expect(alone(slack)).toEqual([idOf(0), idOf(1)]),
    });
  });

  test('two workers, one of which dies, is paused past the end of its lane, or repeats a request, at once or late: in the end all is shown, once', async () => {
    await search('two workers with a fault', {
      ...HOW,
      workers: [publishAndDrain(0), publishAndDrain(1)],
      faults: 1,
      check: checkRecovered,
    });
  });

  test('three workers, two of which have the same wake-up, without a fault: nothing is lost or posted twice', async () => {
    await search('three workers', {
      ...HOW,
      workers: [publishAndDrain(0), drainOnly('woken'), drainOnly('woken-again')],
      faults: 0,
      check: async ({ slack }) => expect(alone(slack)).toEqual([idOf(0)]),
    });
  });

  test('three wake-ups for one ticket, and one worker dies at any moment: in the end it is shown, once', async () => {
    await search('three workers, one of which dies', {
      ...HOW,
      create: () => {
        const world = createWorld();
        void publish(0, world);
        return world;
      },
      workers: [drainOnly('first'), drainOnly('second'), drainOnly('third')],
      faults: 1,
      kinds: ['crash'],
      check: checkRecovered,
    });
  });

  describe('with a message that is confirmed between an attempt of a dead worker and its look-up', () => {
    /** The last `ts` that Slack confirmed in this run. */
    let confirmed: string | undefined;
    const explored = (broken?: Break) =>
      explore({
        ...HOW,
        create: () => {
          confirmed = undefined;
          const world = createWorld();
          void diedAfterPost(0, world);
          return world;
        },
        workers: [publishAndDrain(1, broken), drainOnly('woken', broken)],
        faults: 1,
        kinds: ['crash', 'pause'],
        check: async (world) => {
          await recover(world, broken);
          const published = [0, 1].map(idOf).filter((id) => isPublished(world, id));
          expect(alone(world.slack.slice(1))).toEqual(published);
          expect(await pendingOf(world)).toEqual([]);
        },
      });

    test('the first message is found, and in the end all is shown, once', async () => {
      await report('a dead worker and two others with a fault', explored());
    });

    test('the search finds a look-up that begins after the last confirmed message', async () => {
      const fromTheLast: Break = ({ messenger, ...services }) => ({
        ...services,
        messenger: {
          ...messenger,
          preparePost: async (...about) => {
            const call = await messenger.preparePost(...about);
            return async () => {
              const posted = await call();
              confirmed = posted.ts;
              return posted;
            };
          },
          find: (deliverable, attempt) =>
            messenger.find(deliverable, { ...attempt, after: confirmed ?? attempt.after ?? '0.0' }),
        },
      });
      await expect(explored(fromTheLast)).rejects.toThrow('after');
    });
  });

  test.each<[string, Break, number]>([
    [
      'a lane that is released without looking who called',
      (services) => ({
        ...services,
        lanes: {
          ...services.lanes,
          release: (vendor, token, end) => services.lanes.release(vendor, token, { ...end, forced: true }),
        },
      }),
      0,
    ],
    [
      'an attempt that is overwritten',
      (services) => ({
        ...services,
        delivery: {
          ...services.delivery,
          noteAttempt: async (before, attempt) =>
            (await services.delivery.noteAttempt(before, attempt)) ?? withFields(before, { attempt }),
        },
      }),
      1,
    ],
  ])('the search finds %s', async (_what, broken, faults) => {
    const found = explore({
      ...HOW,
      workers: [publishAndDrain(0, broken), publishAndDrain(1, broken)],
      faults,
      check: async (world) => {
        if (faults > 0) await recover(world);
        expect(alone(world.slack)).toEqual([0, 1].map(idOf).filter((id) => isPublished(world, id)));
      },
    });
    await expect(found).rejects.toThrow('after call');
  });
});
