import { withFields } from '../../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../../lib/domain/delivery/deliverable.ts';
import {
  type Break,
  createWorld,
  diedAfterPost,
  drainOnly,
  publish,
  HOW,
  lookUpFromTheLast,
  publishAndDrain,
  recover,
  ticketNumber,
  type World,
} from './drain-model.ts';
import { explore, type Model } from './explore.ts';

/** A worker that died before it wrote its ticket has published nothing. */
const isPublished = ({ items }: World, id: string): boolean =>
  [...items.values()].some(({ pk }) => pk.startsWith('T#') && id.includes(pk.split('#').at(-1) ?? 'none'));

const pendingOf = async ({ items }: World): Promise<unknown[]> =>
  [...items.values()].filter((item) => item['rank'] !== undefined);

/** The tickets whose cards are in Slack. */
const alone = (slack: World['slack']): string[] => slack.map(({ key }) => key.split(' ')[0] ?? '').sort();

const idOf = (number: number): string => deliverableId(ticketNumber(number).key);
const DRAINS = { ...HOW, create: () => createWorld() };

const report = async (what: string, exploring: ReturnType<typeof explore>): Promise<void> => {
  const { states, ends } = await exploring;
  process.stdout.write(`${what}: ${states} states, ${ends} ends\n`);
  expect(ends).toBeGreaterThan(1);
};
const search = (what: string, model: Model<World>): Promise<void> => report(what, explore(model));

/** After the repairs, each published ticket is shown once. */
const checkRecovered = async (world: World): Promise<void> => {
  await recover(world, 3);
  expect(alone(world.slack)).toEqual([0, 1].map(idOf).filter((id) => isPublished(world, id)));
  expect(await pendingOf(world)).toEqual([]);
};

describe('lane and attempt, in every order of the calls of parallel workers (R18, R19)', () => {
  test('two workers that publish and drain, without a fault: no wake-up is lost, and nothing is posted twice', async () => {
    await search('two workers', {
      ...DRAINS,
      workers: [publishAndDrain(0), publishAndDrain(1)],
      faults: 0,
      check: async ({ slack }) => expect(alone(slack)).toEqual([idOf(0), idOf(1)]),
    });
  });

  test('two workers, one of which dies, is paused past the end of its lane, or repeats a request, at once or late: in the end all is shown, once', async () => {
    await search('two workers with a fault', {
      ...DRAINS,
      workers: [publishAndDrain(0), publishAndDrain(1)],
      faults: 1,
      check: checkRecovered,
    });
  });

  test('three workers, two of which have the same wake-up, without a fault: nothing is lost or posted twice', async () => {
    await search('three workers', {
      ...DRAINS,
      workers: [publishAndDrain(0), drainOnly('woken'), drainOnly('woken-again')],
      faults: 0,
      check: async ({ slack }) => expect(alone(slack)).toEqual([idOf(0)]),
    });
  });

  test('three wake-ups for one ticket, and one worker dies at any moment: in the end it is shown, once', async () => {
    await search('three workers, one of which dies', {
      ...DRAINS,
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
    const fromTheLast = lookUpFromTheLast();
    const explored = (broken?: Break) =>
      explore({
        ...DRAINS,
        create: () => {
          fromTheLast.forget();
          const world = createWorld();
          void diedAfterPost(0, world);
          return world;
        },
        workers: [publishAndDrain(1, broken), drainOnly('woken', broken)],
        faults: 1,
        kinds: ['crash', 'pause'],
        check: async (world) => {
          await recover(world, 3, broken);
          const published = [0, 1].map(idOf).filter((id) => isPublished(world, id));
          expect(alone(world.slack.slice(1))).toEqual(published);
          expect(await pendingOf(world)).toEqual([]);
        },
      });

    test('the first message is found, and in the end all is shown, once', async () => {
      await report('a dead worker and two others with a fault', explored());
    });

    test('the search finds a look-up that begins after the last confirmed message', async () => {
      await expect(explored(fromTheLast.broken)).rejects.toThrow('after');
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
      ...DRAINS,
      workers: [publishAndDrain(0, broken), publishAndDrain(1, broken)],
      faults,
      check: async (world) => {
        if (faults > 0) await recover(world, 3);
        expect(alone(world.slack)).toEqual([0, 1].map(idOf).filter((id) => isPublished(world, id)));
      },
    });
    await expect(found).rejects.toThrow('after call');
  });
});
