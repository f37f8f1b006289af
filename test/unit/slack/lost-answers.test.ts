import { subscribe } from 'node:diagnostics_channel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Attempt, Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { createMessenger } from '../../../lib/slack/create-messenger.ts';
import type { SlackFailureMode } from 'fake-slack';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';
import { holdTimeOuts } from '../../fixtures/hold-time-outs.ts';
import { atOnce } from './at-once.ts';
import { failureOf } from './failure-of.ts';
import { slackAt } from './slack-at.ts';
import { madeUpVendor } from './made-up-ticket.ts';
import { CHANNEL, type TestSlack, startTestSlack, TOKEN } from '../../fixtures/slack/start-test-slack.ts';

/** Longer than any test. */
const TOO_LATE_MS = 3_600_000;
let started: TestSlack;
let timeOuts: ReturnType<typeof holdTimeOuts>;
beforeEach(async () => {
  timeOuts = holdTimeOuts();
  started = await startTestSlack();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await started.stop();
});

const channelOf = () =>
  atOnce(
    createMessenger(slackAt(started.slack().apiUrl, { token: async () => TOKEN }), {
      vendorOf: () => madeUpVendor(),
      now: () => NOW,
    }),
  );
const ticket = makeTicket();
const standing = () => started.slack().channels.messages(CHANNEL).length;

/** Until Slack has the next call. */
const nextCall = () =>
  new Promise((resolve) => {
    subscribe('http.server.request.start', resolve);
  });

/** How a post fails. If Slack stays silent, the time-out ends after Slack has the call and this many messages exist. */
const failureOfPost = async (posted: Ticket, mode: SlackFailureMode, messageCount: number) => {
  started.slack().fail(mode, { times: 1 });
  const called = nextCall();
  const failure = failureOf(channelOf().post(posted));
  if (mode === 'no-answer' || (typeof mode === 'object' && 'lateMs' in mode)) {
    await called;
    do await nextTurn();
    while (standing() < messageCount);
    timeOuts.runOut();
  }
  return failure;
};

/** Within jest, undici's errors have varying names. */
const LOST: unknown = expect.stringMatching(/^(timeout|UND_ERR_SOCKET|connection_lost|unreadable_answer)$/);

const FAILURES: [SlackFailureMode, { kind: string; reason: unknown }, number][] = [
  ['rate-limited', { kind: 'rate-limited', reason: 'ratelimited' }, 0],
  ['no-retry-after', { kind: 'rate-limited', reason: 'no_retry_after' }, 0],
  ['down', { kind: 'unsure', reason: 'http_503' }, 0],
  ['html-page', { kind: 'unsure', reason: 'unreadable_answer' }, 0],
  ['no-answer', { kind: 'unsure', reason: LOST }, 0],
  [{ error: 'is_archived' }, { kind: 'channel-unusable', reason: 'is_archived' }, 0],
  [{ error: 'internal_error' }, { kind: 'unsure', reason: 'internal_error' }, 0],
  ['lost-answer', { kind: 'unsure', reason: 'http_500' }, 1],
  ['half-answer', { kind: 'unsure', reason: LOST }, 1],
  [{ lateMs: TOO_LATE_MS }, { kind: 'unsure', reason: LOST }, 1],
];

describe('R19: failures between Slack and the program', () => {
  test.each(FAILURES)(
    '%j reaches our client as it is, and %j messages exist',
    async (mode, failure, messageCount) => {
      expect(await failureOfPost(ticket, mode, messageCount)).toMatchObject(failure);
      expect(standing()).toBe(messageCount);
      // Only this one call failed.
      await channelOf().post(ticket);
      expect(standing()).toBe(messageCount + 1);
    },
  );

  test('R19: a message that was accepted is found again, whatever happened to its answer', async () => {
    for (const mode of ['lost-answer', 'half-answer', { lateMs: TOO_LATE_MS }] as const) {
      const lost = makeTicket({ inquiryId: JSON.stringify(mode).length.toString() });
      await failureOfPost(lost, mode, standing() + 1);
      const found = await channelOf().lookFor(lost, 'card', started.clock.now);
      expect(found).toMatchObject({ ts: started.slack().channels.messages(CHANNEL).at(-1)?.ts });
    }
  });

  test.each([-5, 5])(
    'R19: a message that was accepted is found, by a clock that is %i hours wrong',
    async (hours) => {
      await channelOf().post(makeTicket({ inquiryId: '9001' }));
      await failureOfPost(ticket, 'lost-answer', standing() + 1);
      await channelOf().post(makeTicket({ inquiryId: '9002' }));
      const [first, lost] = started.slack().channels.messages(CHANNEL);
      const at = started.clock.now + hours * HOUR_MS;
      const attempt: Attempt = { channel: CHANNEL, name: 'card', at, token: 'made-up' };
      for (const sought of [attempt, { ...attempt, after: first?.ts ?? '' }])
        expect(await channelOf().find(ticket, sought)).toEqual({ channel: CHANNEL, ts: lost?.ts });
    },
  );

  test('a delayed call is carried out only afterwards', async () => {
    started.slack().fail({ heldMs: 50 }, { times: 1 });
    const stood = standing();
    const posted = channelOf().post(ticket);
    await nextCall();
    expect(standing()).toBe(stood);
    await posted;
    expect(standing()).toBe(stood + 1);
  });

  test('an answer that is late but within the time-out is an answer', async () => {
    started.slack().fail({ lateMs: 50 }, { times: 1 });
    const before = performance.now();
    await channelOf().post(ticket);
    expect(performance.now() - before).toBeGreaterThanOrEqual(49);
    expect(standing()).toBe(1);
  });

  test('a failure lasts until recovery, or applies to one method only', async () => {
    started.slack().fail('down', { method: 'chat.postMessage' });
    for (let count = 0; count < 3; count += 1) await failureOf(channelOf().post(ticket));
    expect(await started.history()).toEqual([]);
    started.slack().recover();
    await channelOf().post(ticket);
    expect(standing()).toBe(1);
  });

  test('a Slack that stays silent can be stopped', async () => {
    started.slack().fail('no-answer');
    const called = nextCall();
    const waiting = failureOf(channelOf().post(ticket));
    await called;
    await started.stop();
    expect((await waiting).kind).toBe('unsure');
  });
});
