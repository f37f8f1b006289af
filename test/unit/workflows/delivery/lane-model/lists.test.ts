import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../../lib/domain/delivery/deliverable.ts';
import { newList } from '../../../../../lib/domain/notice/notice.ts';
import { parseTicket } from '../../../../../lib/dynamodb/ticket-item.ts';
import type { Ticket } from '../../../../../lib/domain/ticket/ticket.ts';
import { withFields } from '../../../../fixtures/domain/make-ticket.ts';
import { NOW, VENDOR } from '../../../../fixtures/domain/made-up.ts';
import { instead } from '../../../../fixtures/instead.ts';
import {
  type Break,
  closeAndReopen,
  createWorld,
  diedAfterListWasPosted,
  diedBeforeListWasPosted,
  diedBeforeWarningsWerePosted,
  drainOnly,
  HOW,
  lookUpFromTheLast,
  publish,
  publishAndDrain,
  recover,
  ticketNumber,
  warnedTicket,
  type World,
} from './drain-model.ts';
import { explore, type Fault, type Model } from './explore.ts';

const asBuilt: Break = (services) => services;

const storedTickets = ({ items }: World): Ticket[] =>
  [...items.values()].filter(({ pk }) => pk.startsWith('T#')).map(parseTicket);

/** How often each message was announced: alone, or by a list that shows it. */
const announced = ({ slack }: World, message: string): number => {
  const own = slack.filter(({ key, list }) => key === message && list === undefined).length;
  return own + slack.filter(({ listed }) => listed?.includes(message)).length;
};

const checkOnce = (world: World, name: (ticket: Ticket) => string): void => {
  for (const ticket of storedTickets(world)) {
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

type Case = Pick<Model<World>, 'workers' | 'faults' | 'inOrder'> & {
  /** Fills the table. */
  fill: (world: World) => void;
  /** The name of the message that each ticket has pending. */
  message?: (ticket: Ticket) => string;
};

const search = (
  { fill, message = () => 'card', ...model }: Case,
  broken: Break,
  kinds?: readonly Fault[],
): Promise<{ states: number; ends: number }> =>
  explore({
    ...HOW,
    ...model,
    ...(kinds && { kinds }),
    create: () => {
      const world = createWorld(1);
      fill(world);
      return world;
    },
    check: async (world) => {
      await recover(world, 4, broken);
      checkOnce(world, message);
    },
  });

/** Two published tickets whose cards become a list, and two drains. */
const twoCards = (broken: Break): Case => ({
  fill: (world) => [0, 1].forEach((number) => void publish(number, world)),
  workers: [drainOnly('first', broken), drainOnly('second', broken)],
  inOrder: true,
  faults: 1,
});

/** Two tickets whose warnings become a list, a drain, and a writer that closes and re-opens one of them. */
const twoWarnings = (broken: Break): Case => ({
  fill: (world) => [0, 1].forEach((number) => void publish(number, world, warnedTicket(number))),
  message: ({ facts }) => `step/1h/${facts.dueAt}`,
  workers: [drainOnly('first', broken), closeAndReopen(0)],
  faults: 1,
});

/** A list in Slack whose worker has died, the pending warning of another ticket, and two drains. */
const unansweredList = (broken: Break): Case => ({
  fill: (world) => {
    void diedAfterListWasPosted([0, 1], world);
    void publish(2, world, warnedTicket(2));
  },
  message: ({ facts, key }) =>
    key.inquiryId === ticketNumber(2).key.inquiryId ? `step/1h/${facts.dueAt}` : 'card',
  workers: [drainOnly('first', broken), drainOnly('second', broken)],
  inOrder: true,
  faults: 1,
});

/** A list of warnings that was created and not posted, a drain, and a writer that closes and re-opens one of its tickets. */
const closedMember = (broken: Break): Case => ({
  ...twoWarnings(broken),
  fill: (world) => void diedBeforeWarningsWerePosted([0, 1], world),
});

/** A list of one that was created and not posted, a drain, and a poll with one more new ticket. */
const openList = (broken: Break): Case => ({
  fill: (world) => void diedBeforeListWasPosted([0], world),
  workers: [drainOnly('first', broken), publishAndDrain(1, broken)],
  inOrder: true,
  faults: 1,
});

describe('lists, in every order of the calls of parallel workers, with an index that lags by one write (R24)', () => {
  test.each<[string, (broken: Break) => Case, readonly Fault[] | undefined]>([
    ['two drains, one of which dies, is paused or repeats a request, at once or late', twoCards, undefined],
    ['a drain, and a writer that closes and re-opens a ticket, one of which dies', twoWarnings, ['crash']],
    ['a drain of a list, and a writer that closes and re-opens a ticket of the list', closedMember, []],
    [
      'a message that is confirmed between the attempt of a list and its look-up, and a death or pause',
      unansweredList,
      ['crash', 'pause'],
    ],
    ['a ticket that comes while a list is open, and a death or pause', openList, ['crash', 'pause']],
  ])('%s: each message is announced once', async (title, makeCase, kinds) => {
    const { states, ends } = await search(makeCase(asBuilt), asBuilt, kinds);
    process.stdout.write(`${title}: ${states} states, ${ends} ends\n`);
    expect(ends).toBeGreaterThan(1);
  });

  const fromTheLast = lookUpFromTheLast();

  test.each<[string, (broken: Break) => Case, Fault[], Break]>([
    [
      'a list that is posted again without a look-up',
      twoCards,
      ['crash'],
      (services) =>
        instead(
          services,
          'messenger',
          'find',
          (find) => async (deliverable, attempt) =>
            deliverable.type === 'notice' ? undefined : find(deliverable, attempt),
        ),
    ],
    [
      'a list that loses a member it shows',
      twoCards,
      ['crash'],
      (services) =>
        instead(
          services,
          'delivery',
          'noteAttempt',
          (noteAttempt) => (before, attempt, shown) => noteAttempt(before, attempt, shown?.slice(1)),
        ),
    ],
    [
      'a list that is in Slack and not found',
      twoCards,
      ['crash'],
      (services) => instead(services, 'notices', 'read', () => async () => undefined),
    ],
    [
      'marks whose list counts as shown, although it was never created',
      twoCards,
      ['crash'],
      (services) =>
        instead(services, 'notices', 'read', (read) => async (key) => {
          const token = key.notice.slice('list/'.length);
          const list = newList({ ...VENDOR, token }, 'new', [0, 1].map(ticketNumber), NOW);
          return (await read(key)) ?? withFields(list, { channel: 'C0CS', ts: '9.9', shownVersion: 1 });
        }),
    ],
    [
      'a mark that replaces the mark of another list',
      twoCards,
      ['pause'],
      (services) =>
        instead(services, 'delivery', 'noteEntry', (noteEntry) => async (before, name, entry) => {
          const stored = await services.reader.ticket(before.key);
          return stored && noteEntry(stored, name, entry);
        }),
    ],
    [
      'a message that is sent alone although a list has taken it',
      twoCards,
      ['pause'],
      (services) =>
        instead(services, 'delivery', 'noteAttempt', (noteAttempt) => async (before, attempt, shown) => {
          const noted = await noteAttempt(before, attempt, shown);
          if (noted || before.type === 'notice') return noted;
          const stored = await services.reader.ticket(before.key);
          return stored && noteAttempt(stored, attempt, shown);
        }),
    ],
    [
      'a list that keeps a member it does not show',
      closedMember,
      [],
      (services) =>
        instead(
          services,
          'delivery',
          'noteAttempt',
          (noteAttempt) => (before, attempt) => noteAttempt(before, attempt),
        ),
    ],
    [
      'a look-up of a list that begins after the last confirmed message',
      unansweredList,
      ['pause'],
      fromTheLast.broken,
    ],
  ])('the search finds %s', async (_what, makeCase, faults, broken) => {
    const { fill, ...planted } = makeCase(broken);
    const found = search(
      {
        ...planted,
        fill: (world) => {
          fromTheLast.forget();
          fill(world);
        },
      },
      broken,
      faults,
    );
    await expect(found).rejects.toThrow('after call');
  });
});
