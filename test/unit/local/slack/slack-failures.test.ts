import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMessenger } from '../../../../lib/slack/create-messenger.ts';
import { createWebClient } from '../../../../lib/slack/client/create-web-client.ts';
import type { SlackFailureMode } from '../../../../local/slack/failures.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { atOnce } from '../../slack/at-once.ts';
import { failureOf } from '../../slack/failure-of.ts';
import { keepLog } from '../../slack/keep-log.ts';
import { madeUpVendor } from '../../slack/made-up-ticket.ts';
import { CHANNEL, type StartedSlack, startLocalSlack, TOKEN } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

const TIMEOUT_MS = 300;
let started: StartedSlack;
beforeEach(async () => {
  started = await startLocalSlack();
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

const channelOf = () =>
  atOnce(
    createMessenger({
      client: createWebClient({ slackApiUrl: started.slack().apiUrl, timeoutMs: TIMEOUT_MS }),
      token: async () => TOKEN,
      vendorOf: () => madeUpVendor(),
      log: keepLog(),
      now: () => NOW,
    }),
  );
const ticket = makeTicket();
const standing = () => started.slack().channels.messages(CHANNEL).length;

/** Undici's errors are named so or so within jest. */
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
  [{ lateMs: 2 * TIMEOUT_MS }, { kind: 'unsure', reason: LOST }, 1],
];

describe('R19: what goes wrong between Slack and us', () => {
  test.each(FAILURES)(
    '%j is told to our client as it is, and %j messages stand',
    async (mode, failure, stands) => {
      started.slack().fail(mode, { times: 1 });
      expect(await failureOf(channelOf().post(ticket))).toMatchObject(failure);
      expect(standing()).toBe(stands);
      // It was this one call only.
      await channelOf().post(ticket);
      expect(standing()).toBe(stands + 1);
    },
  );

  test('R19: what was taken is found again, whatever became of its answer', async () => {
    for (const mode of ['lost-answer', 'half-answer', { lateMs: 2 * TIMEOUT_MS }] as const) {
      const lost = makeTicket({ inquiryId: JSON.stringify(mode).length.toString() });
      started.slack().fail(mode, { times: 1 });
      await failureOf(channelOf().post(lost));
      const found = await channelOf().lookFor(lost, 'card', started.clock.now);
      expect(found?.ts).toBe(started.slack().channels.messages(CHANNEL).at(-1)?.ts);
    }
  });

  test('an answer that comes late in time is an answer', async () => {
    started.slack().fail({ lateMs: 50 }, { times: 1 });
    const before = Date.now();
    await channelOf().post(ticket);
    expect(Date.now() - before).toBeGreaterThanOrEqual(49);
  });

  test('it lasts until it recovers, and for one method alone if so told', async () => {
    started.slack().fail('down', { method: 'chat.postMessage' });
    for (let count = 0; count < 3; count += 1) await failureOf(channelOf().post(ticket));
    expect(await started.history()).toEqual([]);
    started.slack().recover();
    await channelOf().post(ticket);
    expect(standing()).toBe(1);
  });

  test('a Slack that stays silent can be stopped', async () => {
    started.slack().fail('no-answer');
    const waiting = failureOf(channelOf().post(ticket));
    await sleep(50);
    await started.stop();
    expect((await waiting).kind).toBe('unsure');
  });
});
