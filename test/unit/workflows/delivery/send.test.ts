import { describe, expect, test } from '@jest/globals';
import type { Planned } from '../../../../lib/domain/delivery/aim.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { createSend } from '../../../../lib/workflows/delivery/send.ts';
import { type Found, type Messenger, SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { makeAttempt, makeShownTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { createWorld } from '../../../simulation/create-world.ts';
import { keepLines } from '../keep-lines.ts';

const ticket = makeShownTicket();
const attempt = makeAttempt({ at: NOW });
const place = { channel: 'C0CS', ts: '1764048000.000100' };
const aim = { channel: 'C0CS', form: {} };
const POST: Planned = {
  deliverable: ticket,
  action: { do: 'post' },
  aim: { ...aim, method: 'post', name: 'card', to: { channel: 'C0CS' }, home: 'C0CS' },
};
const EDIT: Planned = { deliverable: ticket, action: { do: 'edit' }, aim: { ...aim, method: 'edit' } };
const LOOK_UP: Planned = {
  deliverable: withFields(ticket, { attempt }),
  action: { do: 'look-up' },
  aim: { ...aim, method: 'look-up' },
};

const messengerThat = (answer: () => Promise<typeof place>): Messenger => ({
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

const line = (event: object) => ['info', 'trace', { deliverable: ticketId(ticket.key), ...event }];
const failed = (call: string, reason: string) => [
  'warn',
  `made-up ${reason}`,
  {
    deliverable: ticketId(ticket.key),
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
      messengerThat(async () => place),
      POST,
      EDIT,
      LOOK_UP,
    );
    expect(lines).toEqual([
      line({ did: 'posted', attempt: 'card', version: 1, ...place }),
      line({ did: 'edited', version: 1, ...place }),
      line({ did: 'found', attempt: 'card', attemptedAt: NOW, ...place }),
    ]);
    expect(failures).toEqual([]);
  });

  test.each<[string, Found | undefined, unknown[]]>([
    [
      'a message that is not found',
      undefined,
      [line({ did: 'not-found', attempt: 'card', attemptedAt: NOW, channel: 'C0CS' })],
    ],
    ['none for a search that is cut short', { search: { in: 'channel', cursor: 'next' } }, []],
  ])('%s', async (_name, found, expected) => {
    const messenger = { ...messengerThat(async () => place), find: async () => found };
    expect(await sendBy(messenger, LOOK_UP)).toEqual({ lines: expected, failures: [] });
  });

  test('O6: a failure is a warning in Slack’s words and is counted, for every kind of call, prepared or not', async () => {
    const failure = failureBy('timeout');
    const fail = failingBy(failure);
    const unprepared = { ...messengerThat(fail), preparePost: fail, prepareEdit: fail };
    for (const messenger of [messengerThat(fail), unprepared])
      expect(await sendBy(messenger, POST, EDIT, LOOK_UP)).toEqual({
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
      const { lines, failures } = await sendBy({ ...messengerThat(failingBy(denied)), isThere }, EDIT);
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
  ['only goes on while the lane is held', true, { deliverable: ticket }],
  ['stops once the lane is lost, since another worker may just add the message', false, 'lane-lost'],
])('R18, R24: taking a message out of its list %s', async (_what, isHeld, expected) => {
  const send = createSend(createWorld().drainServices, { holdFor: async () => isHeld, leftMs: () => 0 });
  const leave: Planned = { deliverable: ticket, action: { do: 'leave-list', name: 'card' }, aim: undefined };
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
