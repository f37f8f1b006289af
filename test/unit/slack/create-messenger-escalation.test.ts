import { describe, expect, test } from '@jest/globals';
import type { VendorConfig } from '../../../lib/config/schema.ts';
import type { HistoryLine, Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { messageMetadata } from '../../../lib/slack/client/message-metadata.ts';
import { HOUR } from '../../fixtures/domain/made-up.ts';
import { makeNotice } from '../../fixtures/domain/make-notice.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import { failureOf } from './failure-of.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { messageOf, parseJson, startChannel } from './start-channel.ts';
import type { SlackAnswer, SlackRequest } from './start-slack.ts';
import { faultsOfMessage } from './validate-blocks.ts';

const NOW = DUE_AT - HOUR;
const CARD_TS = '1795583800.000100';
const TS = '1795583820.000200';
const LINK = 'https://made-up.slack.com/archives/C0CS/p1795583800000100';
const vendor = madeUpVendor({
  mentions: { '1h': ['S0CONFIGURED'], 'last-shift': ['S0CONFIGURED'] },
  stepChannels: { '1h': 'C0LEAD', 'last-shift': 'C0EVENING' },
});
const line: HistoryLine = { name: `step/1h/${DUE_AT}`, at: NOW };
const escalation: HistoryLine = { name: `escalation/1h/${DUE_AT}`, at: NOW };
const ticket = madeUpTicket({
  channel: 'C0CS',
  ts: CARD_TS,
  steps: [{ name: '1h', deadline: DUE_AT, at: NOW, tells: 'team' }],
  history: [line, escalation],
});
const start = (answer: (request: SlackRequest) => SlackAnswer, of: VendorConfig = vendor) =>
  startChannel(answer, { vendor: of, now: NOW });
const slack = (request: SlackRequest): SlackAnswer => {
  if (request.method === 'chat.getPermalink') return { ok: true, permalink: LINK };
  if (request.method === 'auth.test') return { ok: true, url: 'https://made-up.slack.com/' };
  return { ok: true, channel: request.form['channel'] ?? '', ts: TS };
};

describe('S6: an escalation', () => {
  test('is a separate message in the step’s channel, which mentions nobody, links to the card and is searchable', async () => {
    const { channel, requests } = await start(slack);
    expect(await channel.postLine(ticket, escalation)).toEqual({ channel: 'C0LEAD', ts: TS });
    expect(requests[0]?.form).toMatchObject({ channel: 'C0CS', message_ts: CARD_TS });
    const { form } = requests[1] ?? {};
    expect(form?.['channel']).toBe('C0LEAD');
    expect(form).not.toHaveProperty('thread_ts');
    expect(form).not.toHaveProperty('reply_broadcast');
    expect(form?.['blocks']).not.toContain('S0CONFIGURED');
    expect(form?.['blocks']).toContain(`<${LINK}|카드 보기>`);
    expect(parseJson(form?.['metadata'])).toEqual(messageMetadata(ticket.key, escalation.name));
    expect(faultsOfMessage(messageOf(requests[1]))).toEqual([]);
  });

  test('its line in the thread mentions the team, and shows the time left at sending', async () => {
    const { channel, requests } = await start(slack);
    await channel.postLine(ticket, line);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.form).toMatchObject({ channel: 'C0CS', thread_ts: CARD_TS, reply_broadcast: 'true' });
    expect(requests[0]?.form['blocks']).toContain('🔴 마감 1시간 전');
    expect(requests[0]?.form['blocks']).toContain('S0CONFIGURED');
  });

  test('is sent without a link if Slack gives none', async () => {
    const { channel, requests } = await start((request) =>
      request.method === 'chat.getPermalink' ? { ok: false, error: 'message_not_found' } : slack(request),
    );
    await channel.postLine(ticket, escalation);
    expect(requests[1]?.form['blocks']).not.toContain('카드 보기');
  });

  test('R22: mentions as plain text the people of its blocks, each once, and nothing of other words', async () => {
    const words = { claimedBy: 'U0CLAIMER', claimedAt: 0, product: '<@U0BOSS>', text: '<!channel>' };
    const { channel, requests } = await start(slack);
    await channel.postLine(withFields(ticket, words), line, { plain: true });
    expect(requests[0]?.form['text']).toMatch(/ <@U0CLAIMER> <!subteam\^S0CONFIGURED>$/);
    await channel.post(withFields(ticket, words), { plain: true });
    expect(requests[1]?.form['text']).not.toMatch(/<[@!]/);
  });

  test('goes to the channel of the withheld step if it is for a stale claim', async () => {
    const deadline = NOW - 2 * HOUR;
    const stale: HistoryLine = { name: `escalation/stale/${deadline}`, at: NOW };
    const claimed: Ticket = withFields(ticket, {
      claimedBy: 'U0CLAIMER',
      claimedAt: deadline,
      steps: [
        { name: '1h', deadline: DUE_AT, at: NOW, tells: 'claimer' },
        { name: 'stale', deadline, at: NOW, tells: 'team' },
      ],
    });
    const { channel, requests } = await start(slack);
    await channel.postLine(claimed, stale);
    expect(requests[1]?.form['channel']).toBe('C0LEAD');
    expect(requests[1]?.form['blocks']).toContain('담당 있음');
    const inThread: HistoryLine = { name: `step/stale/${deadline}`, at: NOW };
    await channel.postLine(claimed, inThread);
    expect(requests[2]?.form['blocks']).toContain('담당 <@U0CLAIMER> · <!subteam^S0CONFIGURED>');
  });
});

describe('the lists of a shift', () => {
  const lastShift = makeNotice(`last-shift/${NOW}`, { about: 'last-shift', members: [], endsAt: NOW });
  const opening = makeNotice(`opening/${NOW}`, {
    about: 'opening',
    members: [],
    since: NOW - HOUR,
    until: NOW,
  });
  const members = [ticket];

  test('go to the step’s own channel for the last chance, with links to the cards, and to the vendor’s at opening', async () => {
    const { channel, requests } = await start(slack);
    expect(await channel.post(lastShift, { members })).toEqual({ channel: 'C0EVENING', ts: TS });
    expect(requests[1]?.form['blocks']).toContain(`<${LINK}|카드>`);
    expect(faultsOfMessage(messageOf(requests[1]))).toEqual([]);
    await channel.post(opening, { members });
    expect(requests.at(-1)?.form['channel']).toBe('C0CS');
    expect(requests.at(-1)?.form['blocks']).toContain('🌅 밤사이 알림 1건');
  });

  test('S6: mention the people of the last chance if a claim has gone stale', async () => {
    const open = makeNotice(`last-shift/${NOW + 1}`, { about: 'last-shift', members: [], endsAt: NOW + 1 });
    const stale = withFields(ticket, { claimedBy: 'U0CLAIMER', claimedAt: NOW - HOUR });
    for (const claimStaleMs of [HOUR, HOUR + 1]) {
      const started = await startChannel(slack, { vendor, now: NOW, claimStaleMs });
      await started.channel.post(open, { members: [stale] });
      const mentions = started.requests[1]?.form['blocks']?.includes('<!subteam^S0CONFIGURED>');
      expect(mentions).toBe(claimStaleMs === HOUR);
    }
  });
});

test('C2: an edit names the claimer, a post does not', async () => {
  const { channel, requests } = await start(slack);
  const claimed = withFields(ticket, { claimedBy: 'U0CLAIMER' });
  await channel.edit(claimed);
  await channel.post(claimed);
  expect(requests[0]?.form['blocks']).toContain('담당 <@U0CLAIMER>');
  expect(requests[1]?.form['blocks']).toContain('담당 있음');
  expect(requests[1]?.form['blocks']).not.toContain('<@');
});

describe('the last warning by direct message (A9)', () => {
  const direct: HistoryLine = { name: `direct/1h/${DUE_AT}`, at: NOW };
  const claimed = madeUpTicket({
    channel: 'C0CS',
    ts: '1764000000.000100',
    claimedBy: 'U0CLAIMER',
    claimedAt: NOW - HOUR,
    steps: [{ name: '1h', deadline: DUE_AT, at: NOW, tells: 'claimer' }],
    history: [{ name: `step/1h/${DUE_AT}`, at: NOW }, direct],
  });
  const answerDirect = ({ method }: SlackRequest): SlackAnswer => {
    if (method === 'chat.getPermalink') return { ok: true, permalink: 'https://made-up.slack.com/card' };
    if (method === 'conversations.open') return { ok: true, channel: { id: 'D0CLAIMER' } };
    if (method === 'conversations.history')
      return { ok: true, messages: [{ ts: TS, metadata: messageMetadata(claimed.key, direct.name) }] };
    return { ok: true, channel: 'D0CLAIMER', ts: TS };
  };

  test('goes to the claimer, names the ticket, links to its card, and mentions nobody of the team', async () => {
    const { channel, requests } = await start(answerDirect);
    await channel.postLine(claimed, direct);
    const form = requests[1]?.form ?? {};
    expect(form).toMatchObject({ channel: 'U0CLAIMER' });
    expect(form).not.toHaveProperty('thread_ts');
    expect(form['blocks']).toContain('https://made-up.slack.com/card');
    expect(form['blocks']).toContain('<@U0CLAIMER>');
    expect(form['blocks']).not.toContain('S0CONFIGURED');
    expect(parseJson(form['metadata'])).toEqual(messageMetadata(claimed.key, direct.name));
  });

  test('R19: is searched for in the conversation with the claimer', async () => {
    const { channel, requests } = await start(answerDirect);
    expect(await channel.lookFor(claimed, direct.name, NOW)).toMatchObject({ ts: TS });
    expect(requests.map(({ method, form }) => [method, form['users'] ?? form['channel']])).toEqual([
      ['conversations.open', 'U0CLAIMER'],
      ['conversations.history', 'D0CLAIMER'],
    ]);
  });

  test.each<[string, SlackAnswer, string]>([
    ['refuses the conversation', { ok: false, error: 'missing_scope' }, 'look-up-refused'],
    ['names no conversation', { ok: true }, 'unsure'],
  ])('R19: proves nothing if Slack %s', async (_what, answer, kind) => {
    const { channel } = await start(() => answer);
    expect((await failureOf(channel.lookFor(claimed, direct.name, NOW))).kind).toBe(kind);
  });
});
