import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Place, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { createMessenger } from '../../../../lib/slack/create-messenger.ts';
import { type LocalSlack, startLocalSlack } from '../../../../local/slack/local-slack.ts';
import { makeBlindness, makeList } from '../../../fixtures/domain/make-notice.ts';
import { makeTicket, withFields, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { atOnce } from '../../slack/at-once.ts';
import { slackAt } from '../../slack/slack-at.ts';
import { madeUpVendor } from '../../slack/made-up-ticket.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

let slack: LocalSlack;
let channel: ReturnType<typeof atOnce>;

beforeEach(async () => {
  slack = await startLocalSlack({
    dataDir: makeTempDir(),
    channels: ['C0CS', 'C0OPS'],
    token: 'xoxb-made-up',
    now: () => NOW,
    print: () => undefined,
    historyLagMs: 0,
    rateLimits: false,
  });
  channel = atOnce(
    createMessenger(slackAt(slack.apiUrl), {
      vendorOf: () => madeUpVendor(),
      now: () => NOW,
    }),
  );
});
afterEach(() => slack.stop());
afterAll(removeTempDirs);

const list = makeList();
const ticketOf = (changes: TicketFields = {}) => makeTicket({ posted: { card: 'in/made-up' }, ...changes });
const shownIn = (thread: Place, { ts, channel: channelId }: Place, changes: TicketFields = {}): Ticket =>
  ticketOf({ channel: channelId, ts, threadTs: thread.ts, ...changes });
const messageAt = ({ channel: channelId, ts }: Place) => slack.channels.find(channelId, ts);

describe('tickets of a list in the local Slack (R24)', () => {
  test('are in one thread with the list and their lines, and each message is found at its place', async () => {
    const [first, second] = [ticketOf(), ticketOf({ inquiryId: '2' })];
    const thread = await channel.post(list, { members: [first, second] });
    const card = await channel.post(first, { thread });
    const other = await channel.post(second, { thread });
    const shown = shownIn(thread, card);
    const line = await channel.postLine(shown, { name: 'changed-2', at: NOW });
    const replies = slack.channels.messages('C0CS').filter(({ thread_ts: root }) => root === thread.ts);
    expect(replies.map(({ ts }) => ts)).toEqual([card.ts, other.ts, line.ts]);

    const find = (name: 'card' | 'changed-2', ticket: Ticket) =>
      channel.lookFor(ticket, name, NOW, { thread });
    expect(await find('card', first)).toEqual(card);
    expect(await find('card', second)).toEqual(other);
    expect(await find('changed-2', shown)).toMatchObject({ channel: 'C0CS', ts: line.ts });
    expect(await find('changed-2', shownIn(thread, other, { inquiryId: '2' }))).toBeUndefined();
    expect(await channel.lookFor(list, 'notice', NOW)).toEqual(thread);
  });

  test('R22: get a replacement card outside the thread, which links to the old card', async () => {
    const thread = await channel.post(list, { members: [ticketOf()] });
    const card = await channel.post(ticketOf(), { thread });
    const replacing = await channel.post(ticketOf({ channel: 'C0CS', replaced: card }));
    expect(messageAt(replacing)?.thread_ts).toBeUndefined();
    const link = `archives/C0CS/p${card.ts.replace('.', '')}?thread_ts=${thread.ts}&amp;cid=C0CS|`;
    expect(JSON.stringify(messageAt(replacing)?.blocks)).toContain(link);
  });

  test('are edited in the thread', async () => {
    const thread = await channel.post(list, { members: [ticketOf()] });
    const card = await channel.post(ticketOf(), { thread });
    await channel.edit(shownIn(thread, card, { state: 'closed', outcome: 'answered' }));
    expect(messageAt(card)).toMatchObject({ thread_ts: thread.ts });
    expect(messageAt(card)?.text).toMatch(/^\[답변 완료\]/);
  });
});

test('a blindness is posted, found, and edited when it is over', async () => {
  const blindness = makeBlindness();
  const place = await channel.post(blindness);
  expect(await channel.lookFor(blindness, 'notice', NOW)).toEqual(place);
  await channel.edit(withFields(makeBlindness({ state: 'over', until: NOW }), { ...place }));
  expect(messageAt(place)?.text).toMatch(/^\[조회 재개\]/);
});

test('R22: as plain text a card has no blocks, and an edit removes the earlier ones', async () => {
  const plain = await channel.post(makeTicket(), { plain: true });
  expect(messageAt(plain)?.blocks).toBeUndefined();
  const ticket = makeTicket({ inquiryId: '2' });
  const place = await channel.post(ticket);
  expect(messageAt(place)?.blocks?.length).toBeGreaterThan(0);
  await channel.edit(withFields(ticket, { ...place, state: 'closed', outcome: 'answered' }), { plain: true });
  expect(messageAt(place)?.blocks ?? []).toEqual([]);
  expect(messageAt(place)?.text).toMatch(/^\[답변 완료\]/);
});
