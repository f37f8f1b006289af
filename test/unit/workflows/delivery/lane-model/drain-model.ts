import { createDeliveryStore } from '../../../../../lib/dynamodb/delivery-store.ts';
import { createLanes } from '../../../../../lib/dynamodb/lanes.ts';
import { newNoticeItem } from '../../../../../lib/dynamodb/notice-item.ts';
import { createNoticeStore } from '../../../../../lib/dynamodb/create-ticket-store.ts';
import type { Table } from '../../../../../lib/dynamodb/table.ts';
import { newTicketItem } from '../../../../../lib/dynamodb/ticket-item.ts';
import { createTicketReader } from '../../../../../lib/dynamodb/ticket-reader.ts';
import { createTicketWriter } from '../../../../../lib/dynamodb/ticket-writer.ts';
import { type Deliverable, deliverableId } from '../../../../../lib/domain/delivery/deliverable.ts';
import { defined } from '../../../../../lib/domain/defined.ts';
import { messageInList } from '../../../../../lib/domain/delivery/lists.ts';
import { newList, type Notice } from '../../../../../lib/domain/notice/notice.ts';
import { listOf } from '../../../../../lib/domain/ticket/posted.ts';
import { closeTicket, listedFactsOf, reopenTicket } from '../../../../../lib/domain/ticket/ticket-changes.ts';
import type { AttemptName, Ticket, LineName } from '../../../../../lib/domain/ticket/ticket.ts';
import { sortOf } from '../../../../../lib/domain/ticket/line.ts';
import { writeChange } from '../../../../../lib/workflows/outbox/write-change.ts';
import { rankOf } from '../../../../../lib/domain/delivery/urgency.ts';
import { drain, type DrainResult } from '../../../../../lib/workflows/delivery/drain.ts';
import type { NotifyPorts } from '../../../../../lib/workflows/delivery/notify-ports.ts';
import { NO_LOG } from '../../../../../lib/workflows/ports/log.ts';
import { SlackFailure } from '../../../../../lib/workflows/ports/slack.ts';
import { isLaterTs } from '../../../../../lib/domain/delivery/known-channel.ts';
import { makeTicket, type NoticeFields, withFields } from '../../../../fixtures/domain/make-ticket.ts';
import { NOW, VENDOR } from '../../../../fixtures/domain/made-up.ts';
import { teamOf } from '../../../../simulation/create-world.ts';
import { createConditionTable } from './condition-table.ts';
import type { Step } from './explore.ts';

/** The store, Slack and the time that all workers share. */
export type World = ReturnType<typeof createConditionTable> & {
  time: { now: number };
  /** The messages in Slack, in order. */
  slack: Posted[];
  /** More messages of one sort than this become a list. */
  listsAbove: number;
};

/** `key`: id and name of the message. `list`: the list that it belongs to. `listed`: the messages that a list shows. */
export type Posted = { key: string; list?: string; listed?: string[] };

export const createWorld = (listsAbove = 10): World => ({
  ...createConditionTable(),
  time: { now: NOW },
  slack: [],
  listsAbove,
});

/** A published ticket whose card is pending. */
export const ticketNumber = (number: number) =>
  makeTicket({ inquiryId: String(1_000_000_000 + number), attentionAt: NOW });

/** A published ticket with a card, and a pending warning of its last step. */
export const warnedTicket = (number: number): Ticket => {
  const { dueAt } = ticketNumber(number).facts;
  return withFields(ticketNumber(number), {
    channel: 'C0CS',
    ts: `9${number}`,
    shownVersion: 1,
    history: [{ name: `step/1h/${dueAt}`, at: NOW }],
    steps: [{ name: '1h', deadline: dueAt, at: NOW, tells: 'team' }],
  });
};

/** Puts a published ticket into the table. */
export const publish = (
  number: number,
  { table }: World,
  ticket = ticketNumber(number),
): Promise<unknown> => {
  return table.put({ ...newTicketItem(ticket), rank: rankOf(ticket) }, 'attribute_not_exists(#pk)');
};

/** Writes a ticket and drains its vendor, like a poll and the wake-up after it. */
export const publishAndDrain =
  (number: number, broken: Break = (services) => services) =>
  async (world: World, step: Step): Promise<void> => {
    await step('store: publish', () => publish(number, world));
    await drainAs(`worker-${number}`, world, step, broken);
  };

/** A wake-up for tickets that others have published, such as a repeated one. */
export const drainOnly =
  (name: string, broken: Break = (services) => services) =>
  async (world: World, step: Step): Promise<void> => {
    await drainAs(name, world, step, broken);
  };

/** Closes a ticket, and re-opens it. */
export const closeAndReopen =
  (number: number) =>
  async (world: World, step: Step): Promise<void> => {
    const table = steppedTable(world.table, step);
    let tokens = 0;
    const writer = createTicketWriter(table, () => `writer-${(tokens += 1)}`, NO_LOG);
    const { key } = ticketNumber(number);
    const services = { reader: createTicketReader(table), writer };
    await writeChange(key, (ticket) => closeTicket(ticket, { outcome: 'answered' }, NOW), NOW, services);
    const reopen = (ticket: Ticket) => reopenTicket(ticket, listedFactsOf(ticket.facts), NOW);
    const opened = await writeChange(key, reopen, NOW, services);
    if (opened) await writer.notePublished(opened, opened.outbox.version, NOW);
  };

/** Plants a defect. */
export type Break = (services: NotifyPorts) => NotifyPorts;

const drainAs = (
  worker: string,
  world: World,
  step: Step,
  broken: Break = (services) => services,
): Promise<DrainResult> =>
  drain(VENDOR, [], { stopAfterMs: 600_000 }, broken(servicesOf(worker, world, step)));

/** Runs the repairs of `track-sla` after the lane and the attempts of dead workers have ended. */
export const recover = async (world: World, runs: number, broken?: Break): Promise<void> => {
  world.time.now += 600_000;
  for (let run = 0; run < runs; run += 1) {
    await drainAs(`later-${run}`, world, async (_name, act) => act(), broken);
    world.time.now += 120_000;
  }
};

/** The explorer's questions that all models of a drain answer alike. */
export const HOW = {
  fingerprint: ({ items, lag, slack, time }: World): string =>
    JSON.stringify([[...items.values()].sort((a, b) => (a.pk < b.pk ? -1 : 1)), lag, slack, time.now]),
  pause: ({ time }: World): void => {
    time.now += 61_000;
  },
  // Slack's client repeats no call (R20).
  isRepeated: (name: string): boolean => name.startsWith('store: update') || name.startsWith('store: put'),
};

/** Plants look-ups that begin after the last confirmed message. `forget`: at the beginning of each run. */
export const lookUpFromTheLast = (): { broken: Break; forget: () => void } => {
  let confirmed: string | undefined;
  const broken: Break = ({ messenger, ...services }) => ({
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
  return { broken, forget: () => (confirmed = undefined) };
};

/** The store's own adapters. Each request is a step. */
const servicesOf = (worker: string, world: World, step: Step): NotifyPorts => {
  const { time, slack } = world;
  const table = steppedTable(world.table, step);
  let tokens = 0;
  const newToken = (): string => `${worker}-${(tokens += 1)}`;
  const clock = { now: () => time.now, elapsed: () => time.now };
  return {
    lanes: createLanes(table),
    reader: createTicketReader(table),
    notices: createNoticeStore(table, newToken),
    delivery: createDeliveryStore(table, newToken, NO_LOG),
    writer: createTicketWriter(table, newToken, NO_LOG),
    messenger: {
      preparePost:
        async (deliverable, name, _to, { members = [] }) =>
        () => {
          const begunAt = time.now;
          return step('slack: post', () => {
            // A call that was not sent before a long pause has timed out. A call that was sent counts as a death after
            // it.
            if (time.now - begunAt > CALL_TIMES_OUT_MS)
              throw new SlackFailure('unsure', 'timeout', 'made-up time-out');
            return { channel: 'C0CS', ts: tsOf(slack.push(postedAs(deliverable, name, members))) };
          });
        },
      prepareEdit: async () => () => step('slack: edit', () => undefined),
      isThere: async () => true,
      checkToken: async () => {},
      // Slack's own order has no gaps here, so the search begins right after `after`.
      find: ({ key }, { name, after = tsOf(0) }) =>
        step('slack: find', () => {
          const ts = tsOf(slack.findIndex((posted) => posted.key === `${deliverableId(key)} ${name}`) + 1);
          return isLaterTs(ts, after) ? { channel: 'C0CS', ts } : undefined;
        }),
    },
    teamOf: () => teamOf({ steps: ['1h'] }, { cards: world.listsAbove, alerts: world.listsAbove }),
    channelsOf: () => ({ channel: 'C0CS', fallbackChannel: 'C0CS', stepChannels: {} }),
    publisher: { wake: async () => true },
    clock,
    sleep: (ms) =>
      step('sleep', () => {
        time.now += ms;
      }),
    newToken,
    onSlackFailure: () => {},
    log: NO_LOG,
  };
};

const postedAs = (deliverable: Deliverable, name: AttemptName, members: readonly Ticket[]): Posted => {
  const key = `${deliverableId(deliverable.key)} ${name}`;
  if (deliverable.type === 'ticket')
    return { key, ...defined({ list: name === 'notice' ? undefined : listOf(deliverable.delivery, name) }) };
  const listed = members.map(
    (ticket) => `${deliverableId(ticket.key)} ${messageInList(ticket, deliverable)}`,
  );
  return { key, listed };
};

/** Returns the `ts` of the message with this number. 0: no message. */
const tsOf = (number: number): string => `${number}.000000`;

/** A worker that died after Slack took its message, at this moment, and before it wrote the answer. A message came before. */
export const diedAfterPost = async (number: number, world: World): Promise<void> => {
  const ticket = ticketNumber(number);
  const attempt = { name: 'card' as const, channel: 'C0CS', at: NOW, token: 'dead', after: tsOf(1) };
  world.slack.push({ key: 'an-earlier message' }, { key: `${deliverableId(ticket.key)} card` });
  const item = newTicketItem(withFields(ticket, { attempt }));
  await world.table.put({ ...item, rank: rankOf(ticket) }, 'attribute_not_exists(#pk)');
};

/** The list of a message of each of these tickets. Its tickets are marked. */
const storeList = async (
  tickets: readonly Ticket[],
  name: (ticket: Ticket) => 'card' | LineName,
  world: World,
  fields: NoticeFields,
): Promise<Notice> => {
  const marked = tickets.map((ticket) => withFields(ticket, { posted: { [name(ticket)]: 'in/made-up' } }));
  for (const ticket of marked) await publish(0, world, ticket);
  const [first] = tickets;
  const sort = first && sortOf(name(first));
  if (!sort) throw new Error('no list has such messages');
  const list = withFields(newList({ ...VENDOR, token: 'made-up' }, sort, marked, NOW), fields);
  await world.table.put({ ...newNoticeItem(list), rank: rankOf(list) }, 'attribute_not_exists(#pk)');
  return list;
};

/** A worker that died after it had created a list of cards, and before it posted the list. */
export const diedBeforeListWasPosted = (numbers: readonly number[], world: World): Promise<Notice> =>
  storeList(numbers.map(ticketNumber), () => 'card', world, {});

/** The same for a list of warnings. */
export const diedBeforeWarningsWerePosted = (numbers: readonly number[], world: World): Promise<Notice> =>
  storeList(numbers.map(warnedTicket), ({ facts }) => `step/1h/${facts.dueAt}`, world, {});

/** A worker that died after Slack took its list, and before it wrote the answer. A message came before. */
export const diedAfterListWasPosted = async (numbers: readonly number[], world: World): Promise<void> => {
  const attempt = { name: 'notice' as const, channel: 'C0CS', at: NOW, token: 'dead', after: tsOf(1) };
  const list = await storeList(numbers.map(ticketNumber), () => 'card', world, { attempt });
  const listed = numbers.map((number) => `${deliverableId(ticketNumber(number).key)} card`);
  world.slack.push({ key: 'an-earlier message' }, { key: `${deliverableId(list.key)} notice`, listed });
};

/** The client's time-out (R19). */
const CALL_TIMES_OUT_MS = 10_000;

/** Each request to the table is a step. */
export const steppedTable = (table: Table, step: Step): Table => ({
  get: (key) => step(`store: get ${key.sk}`, () => table.get(key)),
  query: (query, deliverable) => step('store: query', () => table.query(query, deliverable)),
  put: (item, condition) => step('store: put', () => table.put(item, condition)),
  update: (key, change) => step(`store: update ${key.sk}`, () => table.update(key, change)),
});
