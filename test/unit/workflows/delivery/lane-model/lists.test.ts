import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../../lib/domain/delivery/deliverable.ts';
import { parseTicket } from '../../../../../lib/dynamodb/ticket-item.ts';
import type { Ticket } from '../../../../../lib/domain/ticket/ticket.ts';
import {
  type Break,
  closeAndReopen,
  createWorld,
  drainAs,
  fingerprint,
  publish,
  ticketNumber,
  warnedTicket,
  type World,
} from './drain-model.ts';
import { explore, type Step } from './explore.ts';

const atOnce: Step = async (_name, act) => act();
const NUMBERS = [0, 1];

/** Two published tickets whose cards, or warnings, become a list. */
const worldWith = (make: (number: number) => Ticket) => (): World => {
  const world = createWorld(1);
  for (const number of NUMBERS) void publish(number, world, make(number));
  return world;
};

const drains =
  (name: string, broken?: Break) =>
  async (world: World, step: Step): Promise<void> => {
    await drainAs(name, world, step, broken);
  };

/** What `track-sla` repairs after the lane and the attempts of dead workers have ended. */
const recover = async (world: World): Promise<void> => {
  world.time.now += 600_000;
  for (let run = 0; run < 4; run += 1) {
    await drainAs(`later-${run}`, world, atOnce);
    world.time.now += 120_000;
  }
};

const storedTicket = ({ items }: World, number: number): Ticket => {
  const { inquiryId } = ticketNumber(number).key;
  const item = [...items.values()].find(({ pk }) => pk.startsWith('T#') && pk.endsWith(inquiryId));
  if (!item) throw new Error('no ticket');
  return parseTicket(item);
};

/** How often each message was announced: alone, or by a list that shows it. */
const announced = ({ slack }: World, message: string): number => {
  const own = slack.filter(({ key, list }) => key === message && list === undefined).length;
  return own + slack.filter(({ listed }) => listed?.includes(message)).length;
};

const checkOnce = async (world: World, name: (ticket: Ticket) => string): Promise<void> => {
  await recover(world);
  for (const number of NUMBERS) {
    const ticket = storedTicket(world, number);
    const message = `${deliverableId(ticket.key)} ${name(ticket)}`;
    // A warning is not sent while its ticket is closed.
    const isSilent = ticket.facts.state === 'closed' || ticket.delivery.posted[name(ticket)] === 'passed';
    const times = announced(world, message);
    if (isSilent) expect(times).toBeLessThanOrEqual(1);
    else expect([message, times]).toEqual([message, 1]);
    // A message that follows its list was shown by it.
    const follows = world.slack.some(({ key, list }) => key === message && list !== undefined);
    if (follows) expect(world.slack.some(({ listed }) => listed?.includes(message))).toBe(true);
  }
  expect([...world.items.values()].filter((item) => item['rank'] !== undefined)).toEqual([]);
};

const cardOf = (): string => 'card';
const stepOf = ({ facts }: Ticket): string => `step/1h/${facts.dueAt}`;

const HOW = {
  fingerprint,
  pause: ({ time }: World): void => {
    time.now += 61_000;
  },
  isRepeated: (name: string) => name.startsWith('store: update') || name.startsWith('store: put'),
};

describe('lists, in every order of the calls of parallel workers, with an index that lags by one write (R24)', () => {
  test('two drains, one of which dies, is paused or repeats a request, at once or late: each card is announced once', async () => {
    const { states, ends } = await explore({
      ...HOW,
      create: worldWith(ticketNumber),
      workers: [drains('first'), drains('second')],
      faults: 1,
      check: (world) => checkOnce(world, cardOf),
    });
    process.stdout.write(`a list of cards: ${states} states, ${ends} ends\n`);
    expect(ends).toBeGreaterThan(1);
  });

  test('a drain, and a writer that closes and re-opens a ticket between all steps: each warning is announced once', async () => {
    const { states, ends } = await explore({
      ...HOW,
      create: worldWith(warnedTicket),
      workers: [drains('first'), closeAndReopen(0)],
      faults: 0,
      check: (world) => checkOnce(world, stepOf),
    });
    process.stdout.write(`a list of warnings, and a writer: ${states} states, ${ends} ends\n`);
    expect(ends).toBeGreaterThan(1);
  });

  test.each<[string, Break]>([
    [
      'a list that is posted again without a look-up',
      ({ messenger, ...services }) => ({
        ...services,
        messenger: {
          ...messenger,
          find: async (deliverable, attempt) =>
            deliverable.type === 'notice' ? undefined : messenger.find(deliverable, attempt),
        },
      }),
    ],
    [
      'a list that loses a member it shows',
      ({ delivery, ...services }) => ({
        ...services,
        delivery: {
          ...delivery,
          noteAttempt: (before, attempt, shown) => delivery.noteAttempt(before, attempt, shown?.slice(1)),
        },
      }),
    ],
    [
      'a list that is in Slack and not found',
      ({ notices, ...services }) => ({
        ...services,
        notices: { ...notices, read: async () => undefined },
      }),
    ],
  ])('the search finds %s', async (_what, broken) => {
    const found = explore({
      ...HOW,
      create: worldWith(ticketNumber),
      workers: [drains('first', broken), drains('second', broken)],
      faults: 1,
      kinds: ['crash'],
      check: (world) => checkOnce(world, cardOf),
    });
    await expect(found).rejects.toThrow('after call');
  });
});
