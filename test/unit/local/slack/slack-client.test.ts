import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createMessenger } from '../../../../lib/slack/create-messenger.ts';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { atOnce } from '../../slack/at-once.ts';
import { failureOf } from '../../slack/failure-of.ts';
import { slackAt } from '../../slack/slack-at.ts';
import { madeUpVendor } from '../../slack/made-up-ticket.ts';
import { CHANNEL, OTHER, type StartedSlack, startLocalSlack, TOKEN } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

/** Our own client with the local Slack, with its default lag and limits. */
let started: StartedSlack;
let channel: ReturnType<typeof atOnce>;
beforeEach(async () => {
  started = await startLocalSlack({}, {});
  channel = atOnce(
    createMessenger(slackAt(started.slack().apiUrl, { token: async () => TOKEN }), {
      vendorOf: () => madeUpVendor(),
      now: () => started.clock.now,
    }),
  );
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

const ticket = makeTicket();
const find = (of = ticket, name: 'card' | 'breach' = 'card') => channel.lookFor(of, name, started.clock.now);
const messages = (of = CHANNEL) => started.slack().channels.messages(of);

test('R21: a call that must wait returns how long, and posts nothing', async () => {
  for (let count = 0; count < 3; count += 1) await channel.post(ticket);
  expect(await failureOf(channel.post(ticket))).toMatchObject({ kind: 'rate-limited', retryAfterMs: 1000 });
  expect(messages()).toHaveLength(3);
});

describe('R19: the search for a posted message', () => {
  test('fails while history lags, and finds it 15 s later', async () => {
    const place = await channel.post(ticket);
    expect(await find()).toBeUndefined();
    started.clock.now += 15_000;
    expect(await find()).toEqual(place);
  });

  test('is refused without the history scope, and finds nothing without that of metadata', async () => {
    await channel.post(ticket);
    started.clock.now += 15_000;
    started.slack().takeScope('channels:history');
    expect(await failureOf(find())).toMatchObject({ kind: 'look-up-refused', reason: 'missing_scope' });
    started.slack().giveScope('channels:history');
    started.slack().takeScope('metadata.message:read');
    expect(await find()).toBeUndefined();
  });
});

describe('R22: a card that a person deleted', () => {
  test('can no longer be edited, and the new one replaces it without a link', async () => {
    const place = await channel.post(ticket);
    await started.slack().channels.remove(CHANNEL, place.ts);
    expect(await failureOf(channel.edit(withFields(ticket, { ...place })))).toMatchObject({
      kind: 'card-unusable',
      reason: 'message_not_found',
    });
    await channel.post(withFields(ticket, { channel: place.channel, replaced: place }));
    const shown = JSON.stringify(messages());
    expect(shown).toContain('대신합니다');
    expect(shown).not.toContain('archives');
  });

  test('sends its next line to the channel, where it is found again', async () => {
    const place = await channel.post(ticket);
    await started.slack().channels.remove(CHANNEL, place.ts);
    const shown = withFields(ticket, { ...place });
    const { ts } = await channel.postLine(shown, { name: 'breach', at: started.clock.now });
    expect(messages()).toMatchObject([{ ts }]);
    expect(messages()[0]).not.toHaveProperty('thread_ts');
    started.clock.now += 15_000;
    expect(await find(shown, 'breach')).toMatchObject({ channel: CHANNEL, ts });
  });

  test('keeps its thread if it has replies, and the next line goes there', async () => {
    const place = await channel.post(ticket);
    const shown = withFields(ticket, { ...place });
    await channel.postLine(shown, { name: 'changed-2', at: started.clock.now });
    await started.slack().channels.remove(CHANNEL, place.ts);
    const { ts } = await channel.postLine(shown, { name: 'breach', at: started.clock.now });
    expect(messages().at(-1)).toMatchObject({ ts, thread_ts: place.ts });
    started.clock.now += 15_000;
    expect(await find(shown, 'breach')).toMatchObject({ ts });
  });
});

test.each(['archived', 'deleted', 'not-member'] as const)(
  'R22: a channel that is %s is unusable, and the fallback channel gets the card',
  async (state) => {
    started.slack().setChannel(CHANNEL, state);
    expect((await failureOf(channel.post(ticket))).kind).toBe('channel-unusable');
    await channel.post(ticket, { fallback: true });
    expect([messages(), messages(OTHER).length]).toEqual([[], 1]);
  },
);

test('a revoked token blocks everything until it is accepted again', async () => {
  started.slack().refuseToken('token_revoked');
  expect(await failureOf(channel.post(ticket))).toMatchObject({
    kind: 'token-unusable',
    reason: 'token_revoked',
  });
  started.slack().acceptToken();
  await channel.post(ticket);
  expect(messages()).toHaveLength(1);
});
