import { describe, expect, test } from '@jest/globals';
import type { Consequence } from '../../../../lib/domain/delivery/after-failure.ts';
import { type Planned, aimOf } from '../../../../lib/domain/delivery/aim.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { type Outcome, outcomeOf } from '../../../../lib/workflows/delivery/outcome.ts';
import type { Call } from '../../../../lib/workflows/delivery/call-slack.ts';
import {
  makeAttempt,
  makeShownTicket,
  makeTicket,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import { fails } from './watch-slack-calls.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { createSend } from '../../../../lib/workflows/delivery/send.ts';
import { type Found, type Messenger, SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { type World, createWorld, withOneTicket } from '../../../simulation/create-world.ts';
import { keepLines } from '../keep-lines.ts';
import type { DeliveryResult } from '../../../../lib/workflows/ports/store.ts';
import { publishEvents } from '../../../../lib/workflows/outbox/publish-events.ts';

const channels = { channel: 'C0CS', fallbackChannel: 'C0OPS', stepChannels: {} };
const retry = { at: NOW, version: 2, since: NOW, times: 1, reason: 'made_up_word' };
const attempt = { name: 'card', channel: 'C0CS', at: NOW, token: 'made-up' } as const;
const place = { channel: 'C0CS', ts: '1.1' };
const shown = makeTicket({ ...place, version: 2 });
const refusedEdit = makeTicket({ ...place, version: 2, retries: { edit: retry } });
const sent = makeTicket({ attempt, retries: { card: retry } });
const line = makeTicket({ ...place, version: 2, attempt: { ...attempt, name: 'breach' } });
const EDIT: DeliveryAction = { do: 'edit' };
const LINE: DeliveryAction = { do: 'post-line', line: { name: 'breach', at: NOW } };
const ref = { channel: 'C0CS', ts: '1.2' };

const outcome = (
  deliverable: Deliverable,
  action: DeliveryAction,
  { along, ...call }: Call & { along?: Call },
  next: { own?: Consequence; along?: Consequence } = {},
): Outcome => {
  const aim = aimOf(deliverable, action, { channels });
  return outcomeOf({ deliverable, action, aim }, { deliverable, call, ...(along && { along }) }, next, NOW);
};

describe('the write after an accepted call', () => {
  test('R19: keeps an edit pending if the item has changed, which waits for no try any more', () => {
    expect(outcome(shown, EDIT, {})).toEqual({ result: { shownVersion: 2 }, ifMoved: 'edit-again' });
    expect(outcome(refusedEdit, EDIT, {}).result).toEqual({
      shownVersion: 2,
      retries: { edit: undefined },
    });
  });

  test('stores the place and version of a card, which waits for no try any more', () => {
    expect(outcome(sent, { do: 'post' }, { ref })).toEqual({
      result: { ...ref, shownVersion: 1, posted: {}, retries: { card: undefined } },
    });
  });

  test('stores the ts of a line, and the version of the edit along with it', () => {
    expect(outcome(line, LINE, { ref })).toEqual({ result: { posted: { breach: '1.2' } } });
    expect(outcome(line, LINE, { ref, along: {} })).toEqual({
      result: { posted: { breach: '1.2' }, shownVersion: 2 },
    });
  });

  test('R19: repeats an unsure edit along with a line later, and the line is posted', () => {
    const along = { failure: fails('unsure') };
    const { result } = outcome(line, LINE, { ref, along }, { along: { do: 'unsure' } });
    expect(result).toMatchObject({
      posted: { breach: '1.2' },
      retries: { edit: { version: Number.MAX_SAFE_INTEGER } },
    });
    expect(result).not.toHaveProperty('shownVersion');
  });

  test('R19: is omitted after an early look-up that finds nothing, and ends the attempt after a later look-up', () => {
    expect(outcome(sent, { do: 'look-up', onlyFinds: true }, {})).toEqual({});
    expect(outcome(sent, { do: 'look-up' }, {})).toEqual({ result: {} });
    expect(outcome(sent, { do: 'look-up' }, { ref })).toEqual({ result: ref });
    expect(outcome(line, { do: 'look-up' }, { ref })).toEqual({ result: { posted: { breach: '1.2' } } });
  });
});

describe('the write after a failed call', () => {
  const unusable = { failure: fails('card-unusable') };
  const gone = { failure: fails('channel-unusable') };

  test('R22: replaces a card without an attempt only if the item has not changed', () => {
    expect(outcome(shown, EDIT, unusable, { own: { do: 'replace' } })).toEqual({
      result: { replaced: place, channel: 'C0CS' },
      ifMoved: 'let-be',
    });
    expect(outcome(line, LINE, unusable, { own: { do: 'replace' } })).toEqual({
      result: { replaced: place, channel: 'C0CS' },
    });
  });

  test('R22: moves a card out of a channel that accepts nothing', () => {
    expect(outcome(shown, EDIT, gone, { own: { do: 'replace' } }).result).toEqual({ replaced: place });
  });

  test('R19: keeps the attempt after an unsure post', () => {
    expect(outcome(sent, { do: 'post' }, unusable, { own: { do: 'unsure' } })).toEqual({});
  });

  test('R22: ends the attempt for another form; an edit has none to end', () => {
    const next: Consequence = { do: 'another-form', form: { plain: true } };
    expect(outcome(sent, { do: 'post' }, unusable, { own: next })).toEqual({ result: {} });
    expect(outcome(shown, EDIT, unusable, { own: next })).toEqual({});
  });

  test('R22: stores the next try of a refused message under its own name', () => {
    const { result } = outcome(line, LINE, unusable, { own: { do: 'retry-later' } });
    expect(result).toMatchObject({ retries: { breach: { times: 1, version: 2 } } });
  });
});

const SHOWN = makeShownTicket();
const PLACE = { channel: 'C0CS', ts: '1764048000.000100' };
const aim = { channel: 'C0CS', form: {} };
const POST: Planned = {
  deliverable: SHOWN,
  action: { do: 'post' },
  aim: { ...aim, method: 'post', name: 'card', to: { channel: 'C0CS' }, home: 'C0CS' },
};
const CARD_EDIT: Planned = { deliverable: SHOWN, action: { do: 'edit' }, aim: { ...aim, method: 'edit' } };
const LOOK_UP: Planned = {
  deliverable: withFields(SHOWN, { attempt: makeAttempt({ at: NOW }) }),
  action: { do: 'look-up' },
  aim: { ...aim, method: 'look-up' },
};

const messengerThat = (answer: () => Promise<typeof PLACE>): Messenger => ({
  preparePost: async () => answer,
  prepareEdit: async () => async () => void (await answer()),
  find: answer,
  isThere: async () => (await answer()) !== undefined,
  checkToken: async () => void (await answer()),
});
const failingBy = (failure: Error) => async (): Promise<never> => {
  throw failure;
};

const sendBy = async (messenger: Messenger, ...actions: Planned[]) => {
  const { lines, log } = keepLines();
  const failures: unknown[] = [];
  const { drainServices } = createWorld();
  const send = createSend(
    {
      ...drainServices,
      messenger,
      delivery: { ...drainServices.delivery, noteAttempt: async (before) => before },
      clock: { now: () => NOW, elapsed: () => 0 },
      newToken: () => 'made-up',
      log,
      onSlackFailure: (failure) => failures.push(failure),
    },
    { holdFor: async () => true, leftMs: () => 600_000 },
  );
  const given = { members: undefined, editFreeAt: 0, after: undefined };
  for (const action of actions) await send(action, given);
  return { lines, failures };
};

const logged = (event: object) => ['info', 'trace', { deliverable: ticketId(SHOWN.key), ...event }];
const failed = (call: string, reason: string) => [
  'warn',
  `made-up ${reason}`,
  {
    deliverable: ticketId(SHOWN.key),
    did: 'failed',
    call,
    attempt: 'card',
    kind: 'unsure',
    reason,
    channel: 'C0CS',
  },
];
const failureBy = (reason: string) => new SlackFailure('unsure', reason, `made-up ${reason}`);

describe('the log line for an answer of Slack', () => {
  test('a message, an edit, a message that is found: channel and ts', async () => {
    const { lines, failures } = await sendBy(
      messengerThat(async () => PLACE),
      POST,
      CARD_EDIT,
      LOOK_UP,
    );
    expect(lines).toEqual([
      logged({ did: 'posted', attempt: 'card', version: 1, ...PLACE }),
      logged({ did: 'edited', version: 1, ...PLACE }),
      logged({ did: 'found', attempt: 'card', attemptedAt: NOW, ...PLACE }),
    ]);
    expect(failures).toEqual([]);
  });

  test.each<[string, Found | undefined, unknown[]]>([
    [
      'a message that is not found',
      undefined,
      [logged({ did: 'not-found', attempt: 'card', attemptedAt: NOW, channel: 'C0CS' })],
    ],
    ['none for a search that is cut short', { search: { in: 'channel', cursor: 'next' } }, []],
  ])('%s', async (_name, found, expected) => {
    const messenger = { ...messengerThat(async () => PLACE), find: async () => found };
    expect(await sendBy(messenger, LOOK_UP)).toEqual({ lines: expected, failures: [] });
  });

  test('O6: a failure is a warning in Slack’s words and is counted, for every kind of call, prepared or not', async () => {
    const failure = failureBy('timeout');
    const fail = failingBy(failure);
    const unprepared = { ...messengerThat(fail), preparePost: fail, prepareEdit: fail };
    for (const messenger of [messengerThat(fail), unprepared])
      expect(await sendBy(messenger, POST, CARD_EDIT, LOOK_UP)).toEqual({
        // After a look-up without an answer the token is checked.
        lines: ['post', 'edit', 'look-up', 'look-up'].map((call) => failed(call, 'timeout')),
        failures: [failure, failure, failure, failure],
      });
  });

  const timeout = failureBy('timeout');
  const unreadable = new SlackFailure('look-up-refused', 'missing_scope', 'made-up missing_scope');
  test.each<[string, () => Promise<boolean>, unknown[]]>([
    ['is gone: a new card', async () => false, ['made-up not found']],
    ['is still there: none', async () => true, [expect.stringMatching(/^Slack: edit .* No new one/)]],
    ['cannot be read now: none', failingBy(timeout), [timeout.message, expect.stringMatching(/No new one/)]],
    ['may not be read: a new card', failingBy(unreadable), [unreadable.message, 'made-up not found']],
  ])(
    'R22: the warning about a message that Slack denies follows the read. It %s',
    async (_what, isThere, warnings) => {
      const denied = new SlackFailure('card-unusable', 'message_not_found', 'made-up not found');
      const { lines, failures } = await sendBy({ ...messengerThat(failingBy(denied)), isThere }, CARD_EDIT);
      expect(lines.map(([, message]) => message)).toEqual(warnings);
      expect(failures).toHaveLength(warnings.length);
    },
  );

  test('another error is thrown on, and its catcher logs it', async () => {
    const defect = new Error('made-up defect');
    await expect(sendBy(messengerThat(failingBy(defect)), POST)).rejects.toBe(defect);
  });
});

test.each([
  ['only goes on while the lane is held', true, { deliverable: SHOWN }],
  ['stops once the lane is lost, since another worker may just add the message', false, 'lane-lost'],
])('R18, R24: taking a message out of its list %s', async (_what, isHeld, expected) => {
  const send = createSend(createWorld().drainServices, { holdFor: async () => isHeld, leftMs: () => 0 });
  const leave: Planned = { deliverable: SHOWN, action: { do: 'leave-list', name: 'card' }, aim: undefined };
  const given = { members: undefined, editFreeAt: 0, after: undefined };
  expect(await send(leave, given)).toEqual(expected);
});

test.each([
  ['once: before the last seconds of the lane', 15_000, 1],
  ['never: in its last seconds', 14_999, 0],
])('R19: a look-up without an answer checks the token %s', async (_when, leftMs, calls) => {
  let checks = 0;
  const messenger = {
    ...messengerThat(failingBy(failureBy('timeout'))),
    checkToken: async () => void (checks += 1),
  };
  const send = createSend(
    { ...createWorld().drainServices, messenger },
    { holdFor: async () => true, leftMs: () => leftMs },
  );
  await send(LOOK_UP, { members: undefined, editFreeAt: 0, after: undefined });
  expect(checks).toBe(calls);
});

/** Writes of tickets, as DynamoDB counts them. Writes of the lane and the vendor's state are counted separately. */
const IS_TICKETS =
  /^store\.(create|change|notePublished|noteLookUp|forgetAbsence|settle|noteAttempt|noteResult)$/;

const watchWrites = () => {
  const writes: string[] = [];
  const world: World = createWorld({
    effect: async (name, take) => {
      if (IS_TICKETS.test(name)) writes.push(name.slice('store.'.length));
      return take();
    },
  });
  return { world, writes };
};

/** A person claims it: the card shows this change, but the thread does not. */
const claim = async (world: World, id: string): Promise<void> => {
  const ticket = world.ticketOf(id);
  const facts = { ...ticket.facts, claimedBy: 'U0MADEUP' };
  const { writer } = world.store;
  const changed = await writer.change(ticket, facts, 'TicketChanged', world.now());
  if (!changed) throw new Error('The ticket moved.');
  await publishEvents([changed], { publisher: world.bus.publisher, writer, clock: world.clock });
};

const BORN = ['create', 'notePublished', 'noteAttempt', 'noteResult'];
const WARNED = ['change', 'notePublished', 'noteAttempt', 'noteResult'];
/** The poll looks up an open ticket before its step. */
const LOOKED_UP_AND_WARNED = ['noteLookUp', ...WARNED];
const CHANGED = ['change', 'notePublished', 'noteResult'];

describe('the writes of a ticket’s life', () => {
  test('are seventeen with both warnings, since the edit goes along, plus one per version that settles its next step', async () => {
    const { world, writes } = watchWrites();
    const id = world.coupang.handOver();
    await world.poll();
    await world.notify();
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await world.trackSla();
      await world.notify();
      if (minute === 30) await claim(world, id);
      world.advance(MINUTE);
      if (minute % 4 === 3) await world.poll();
    }
    const lines = world.slack.messages.map(({ name }) => name.split('/').slice(0, 2).join('/'));
    expect(lines).toEqual(['card', 'step/3h', 'step/1h']);
    expect(world.slack.messages[0]).toMatchObject({ version: 4, edits: 3 });
    expect(writes.filter((name) => name !== 'settle')).toEqual([
      ...BORN,
      ...CHANGED,
      ...LOOKED_UP_AND_WARNED,
      ...LOOKED_UP_AND_WARNED,
    ]);
    expect(writes.filter((name) => name === 'settle')).toHaveLength(4);
  });

  test('R4: need no second read of the ticket for a result, which goes to the current ticket after a lost race', async () => {
    const calls: string[] = [];
    const world: World = createWorld({
      effect: async (name, take) => {
        calls.push(name);
        return take();
      },
    });
    const id = world.coupang.handOver();
    await world.poll();
    await world.notify();
    const between = (): string[] => calls.slice(calls.indexOf('store.noteAttempt') + 1);
    const result = between().indexOf('store.noteResult');
    expect(result).toBeGreaterThan(0);
    expect(between().slice(0, result)).not.toContain('store.ticket');

    const second = world.coupang.handOver();
    await world.poll();
    calls.length = 0;
    const { noteResult } = world.store.delivery;
    world.store.delivery.noteResult = async (...args) => {
      world.store.delivery.noteResult = noteResult;
      await claim(world, second);
      return noteResult(...args);
    };
    await world.notify();
    expect(
      between()
        .filter((name) => /^store\.(ticket|noteResult)$/.test(name))
        .slice(0, 3),
    ).toEqual(['store.noteResult', 'store.ticket', 'store.noteResult']);
    expect(world.ticketOf(id).delivery.shownVersion).toBe(1);
    expect(world.ticketOf(second)).toMatchObject({
      facts: { claimedBy: 'U0MADEUP' },
      delivery: { shownVersion: 2 },
    });
  });

  test('are none for a drain without anything to show', async () => {
    const { world, writes } = watchWrites();
    const id = world.coupang.handOver();
    await world.poll();
    await world.notify();
    writes.length = 0;
    await world.drain([world.ticketOf(id).key]);
    await world.drain();
    expect(writes).toEqual([]);
  });
});

describe('outdated lines', () => {
  const MANY = 120;
  /** A ticket that changed this often while Slack accepted nothing. */
  const withMany = async (isShown: boolean) => {
    const { world, id } = await withOneTicket();
    if (isShown) await world.notify();
    const ticket = world.ticketOf(id);
    const history = Array.from({ length: MANY }, (_, at) => ({
      name: `changed-${at + 2}` as const,
      at: world.now(),
    }));
    const [version, attentionAt] = [MANY + 1, world.now()];
    world.store.put(withFields(ticket, { history, version, publishedVersion: version, attentionAt }));
    const results: DeliveryResult[] = [];
    const { noteResult } = world.store.delivery;
    world.store.delivery.noteResult = (before, result, at) => {
      results.push(result);
      return noteResult(before, result, at);
    };
    await world.drain();
    const sizes = results.map(({ posted }) => Object.keys(posted ?? {}).length);
    return { world, ticket: world.ticketOf(id), sizes };
  };

  test.each([
    ['under a card', true],
    ['before its first card', false],
  ])('%s are passed over, twenty per write, since DynamoDB accepts 4 KB of it', async (_when, isShown) => {
    const { world, ticket, sizes } = await withMany(isShown);
    expect(Math.max(...sizes)).toBe(20);
    expect(sizes.length).toBeGreaterThanOrEqual(6);
    expect(Object.keys(ticket.delivery.posted)).toHaveLength(MANY);
    expect(ticket).toMatchObject({ delivery: { shownVersion: MANY + 1 } });
    const names = world.slack.messages.map(({ name }) => name);
    expect(names).toEqual(isShown ? ['card', `changed-${MANY + 1}`] : ['card']);
  });
});
