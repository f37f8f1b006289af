import { describe, expect, test } from '@jest/globals';
import { messageMetadata } from '../../../lib/slack/client/message-metadata.ts';
import type { Messenger } from '../../../lib/workflows/ports/slack.ts';
import { MINUTE, NOW, HOUR } from '../../fixtures/domain/made-up.ts';
import { makeBlindness, makeList, makeNotice } from '../../fixtures/domain/make-notice.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import { failureOf } from './failure-of.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { messageOf, parseJson, startChannel } from './start-channel.ts';
import type { SlackAnswer, SlackRequest } from './start-slack.ts';
import { faultsOfMessage } from './validate-blocks.ts';
import type { VendorConfig } from '../../../lib/config/schema.ts';
import type { HistoryLine, Ticket } from '../../../lib/domain/ticket/ticket.ts';

const TS = '1795583820.000100';
const REPLY_TS = '1795583821.000200';

const ticket = madeUpTicket();
const shown = madeUpTicket({ channel: 'C0FIRST', ts: TS });
const to = { channel: 'C0TO' };
const inThread = { ...to, threadTs: REPLY_TS };

/** Slack's answer to a post. */
const took =
  (channel: string, ts = TS, message?: { thread_ts?: string }) =>
  (): SlackAnswer => ({ ok: true, channel, ts, ...(message && { message }) });

describe('posting a card', () => {
  test('posts into the vendor’s channel, searchable, without previews or automatic links', async () => {
    const { channel, requests } = await startChannel(took('C0CS'));
    expect(await channel.post(ticket)).toEqual({ channel: 'C0CS', ts: TS });
    const [request] = requests;
    if (request === undefined) throw new Error('nothing was sent');
    expect(request.method).toBe('chat.postMessage');
    expect(request.authorization).toBe('Bearer xoxb-made-up');
    expect(request.form).toMatchObject({
      channel: 'C0CS',
      unfurl_links: 'false',
      unfurl_media: 'false',
      parse: 'none',
      link_names: 'false',
    });
    expect(parseJson(request.form['metadata'])).toEqual(messageMetadata(ticket.key, 'card'));
    expect(faultsOfMessage(messageOf(request))).toEqual([]);
  });

  test('A1: has buttons if people may act, until the deadline', async () => {
    const blocksAt = async (now: number) => {
      const { channel, requests } = await startChannel(took('C0CS'), {
        acting: true,
        now,
      });
      await channel.post(ticket);
      return requests[0]?.form['blocks'] ?? '';
    };
    const { dueAt } = ticket.facts;
    expect(await blocksAt(dueAt - 1)).toContain('"action_id":"reply"');
    expect(await blocksAt(dueAt)).not.toContain('"action_id":"reply"');
  });

  test('R22: goes to the fallback channel, and as plain text, if requested', async () => {
    const { channel, requests } = await startChannel(took('C0OPS'));
    const { fallbackChannel } = madeUpVendor();
    await channel.post(ticket, { fallback: true, plain: true });
    expect(requests[0]?.form['channel']).toBe(fallbackChannel);
    expect(requests[0]?.form['text']).toMatch(/^\[미답변\]/);
    expect(requests[0]?.form).not.toHaveProperty('blocks');
  });

  test('R22: links back if it replaces another card, or states that without a link', async () => {
    const replacing = madeUpTicket({ replaced: { channel: 'C0FIRST', ts: TS } });
    const link = 'https://made-up.slack.com/archives/C0FIRST/p1795583820000100';
    for (const permalink of [
      { ok: true, permalink: link },
      { ok: false, error: 'message_not_found' },
    ]) {
      const { channel, requests } = await startChannel(({ method }) =>
        method === 'chat.getPermalink' ? permalink : { ok: true, channel: 'C0CS', ts: REPLY_TS },
      );
      await channel.post(replacing);
      expect(requests[0]?.form).toMatchObject({ channel: 'C0FIRST', message_ts: TS });
      const blocks = requests[1]?.form['blocks'] ?? '';
      expect(blocks).toContain('대신합니다');
      expect(blocks.includes(link)).toBe(permalink.ok);
    }
  });

  test('is not stopped by half a surrogate pair in the texts', async () => {
    const { channel } = await startChannel(took('C0CS'));
    const broken = madeUpTicket({ product: '\ud83d', text: '\ude00', category: '\ud83d' });
    expect(await channel.post(broken)).toEqual({ channel: 'C0CS', ts: TS });
  });

  test('R19: is unsure after an ok without a ts, since the message may be in Slack', async () => {
    const { channel } = await startChannel(() => ({ ok: true }));
    const failure = await failureOf(channel.post(ticket));
    expect([failure.kind, failure.reason]).toEqual(['unsure', 'unreadable_answer']);
  });

  test('D8: fails with Slack’s reason after ok: false', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: false, error: 'is_archived' }));
    const failure = await failureOf(channel.post(ticket));
    expect([failure.kind, failure.reason]).toEqual(['channel-unusable', 'is_archived']);
    expect(failure.message).toContain('KR/A00012345/call-center/1015668177/900719925474099312');
    expect(requests).toHaveLength(1);
  });
});

describe('editing a card', () => {
  test('edits the card in place, and keeps it searchable', async () => {
    const { channel, requests } = await startChannel(took('C0FIRST'));
    await channel.edit(withFields(shown, { state: 'closed', outcome: 'answered' }));
    const [request] = requests;
    expect(request?.method).toBe('chat.update');
    expect(request?.form).toMatchObject({ channel: 'C0FIRST', ts: TS, parse: 'none', link_names: 'false' });
    expect(request?.form['text']).toMatch(/^\[답변 완료\]/);
    expect(parseJson(request?.form['metadata'])).toEqual(messageMetadata(shown.key, 'card'));
  });

  test('R22: removes the earlier blocks as plain text', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true }));
    await channel.edit(shown, { plain: true });
    expect(requests[0]?.form['text']).toMatch(/^\[미답변\]/);
    expect(requests[0]?.form['blocks']).toBe('[]');
  });

  test('sends nothing without a card', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true }));
    const failure = await failureOf(channel.edit(ticket));
    expect([failure.kind, failure.reason]).toEqual(['card-unusable', 'no_card']);
    expect(requests).toHaveLength(0);
  });
});

describe('posting a line', () => {
  test('replies in the card’s thread', async () => {
    const { channel, requests } = await startChannel(took('C0FIRST', REPLY_TS));
    expect(await channel.postLine(shown, { name: 'changed-2', at: DUE_AT })).toEqual({
      channel: 'C0FIRST',
      ts: REPLY_TS,
      threadTs: TS,
    });
    expect(requests[0]?.form).toMatchObject({ channel: 'C0FIRST', thread_ts: TS, reply_broadcast: 'false' });
    expect(parseJson(requests[0]?.form['metadata'])).toEqual(messageMetadata(shown.key, 'changed-2'));
  });

  test('R16: a breach goes to the channel too', async () => {
    const { channel, requests } = await startChannel(took('C0FIRST', REPLY_TS));
    await channel.postLine(withFields(shown, { state: 'closed', outcome: 'auto-closed' }), {
      name: 'breach',
      at: DUE_AT,
    });
    expect(requests[0]?.form).toMatchObject({ thread_ts: TS, reply_broadcast: 'true' });
  });
});

describe('R19: a prepared message makes one call, without any other wait', () => {
  const siblings = [{ answerId: '7', askedAt: DUE_AT, channel: 'C0CS', ts: TS }];
  const replacing = madeUpTicket({ siblings, replaced: { channel: 'C0FIRST', ts: TS } });
  const escalation = `escalation/1h/${DUE_AT}` as const;

  const READS = ['auth.test', 'chat.getPermalink'];
  test.each<[string, (channel: Messenger) => Promise<() => Promise<unknown>>, string, string[]]>([
    ['a card', (slack) => slack.preparePost(replacing, 'card', to, {}), 'chat.postMessage', READS],
    ['a line', (slack) => slack.preparePost(shown, 'changed-2', inThread, {}), 'chat.postMessage', []],
    [
      'an escalation',
      (slack) => slack.preparePost(shown, escalation, to, {}),
      'chat.postMessage',
      ['chat.getPermalink'],
    ],
    [
      'an edit',
      (slack) => slack.prepareEdit(withFields(shown, { siblings }), {}),
      'chat.update',
      ['auth.test'],
    ],
  ])('%s', async (_, prepareIt, method, reads) => {
    const { channel, requests, tokenReads } = await startChannel(took('C0TO'));
    const call = await prepareIt(channel);
    expect(requests.map((request) => request.method).sort()).toEqual(reads);
    const readBefore = tokenReads();
    expect(readBefore).toBeGreaterThan(0);
    await call();
    expect(requests.slice(reads.length).map((request) => request.method)).toEqual([method]);
    expect(tokenReads()).toBe(readBefore);
  });

  test('edits a line in place, and no longer with a text that was erased', async () => {
    const { channel, requests } = await startChannel(took('C0FIRST', REPLY_TS));
    const history = [{ name: 'changed-2' as const, at: 0 }];
    const posted = withFields(shown, { history, posted: { 'changed-2': REPLY_TS } });
    await channel.edit(posted, { line: 'changed-2' });
    await channel.edit(withFields(posted, { text: '', erased: true }), { line: 'changed-2' });
    expect(requests.map(({ method, form }) => [method, form['channel'], form['ts']])).toEqual([
      ['chat.update', 'C0FIRST', REPLY_TS],
      ['chat.update', 'C0FIRST', REPLY_TS],
    ]);
    const [before, after] = requests.map(({ form }) => JSON.stringify(form));
    const [word = ''] = posted.facts.text.split(/\s/);
    expect(before).toContain(word);
    expect(after).not.toContain(word);
    expect(parseJson(requests[1]?.form['metadata'])).toEqual(messageMetadata(ticket.key, 'changed-2'));
  });

  test('edits a line at the card under which it was posted, also if another card replaced that', async () => {
    const { channel, requests } = await startChannel(took('C0OLD'));
    const [older, newer] = ['1795583600.000100', '1795583900.000100'];
    const history = [
      { name: 'changed-2' as const, at: 0 },
      { name: 'changed-3' as const, at: 0 },
    ];
    const posted = withFields(shown, {
      history,
      posted: { 'changed-2': older, 'changed-3': newer },
      replaced: { channel: 'C0OLD', ts: '1795583500.000100' },
    });
    await channel.edit(posted, { line: 'changed-2' });
    await channel.edit(posted, { line: 'changed-3' });
    expect(requests.map(({ form }) => [form['channel'], form['ts']])).toEqual([
      ['C0OLD', older],
      ['C0FIRST', newer],
    ]);
  });

  test('uses the requested place, whatever is configured', async () => {
    const { channel, requests } = await startChannel(took('C0TO'));
    const card = await channel.preparePost(ticket, 'card', to, {});
    await card();
    const line = await channel.preparePost(shown, 'changed-2', inThread, {});
    await line();
    expect(requests.map(({ form }) => [form['channel'], form['thread_ts']])).toEqual([
      ['C0TO', undefined],
      ['C0TO', REPLY_TS],
    ]);
  });

  test('fails while it is prepared if a message cannot be built or sent', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true }));
    const failing = failureOf(channel.preparePost(ticket, escalation, to, {}));
    expect(await failing).toMatchObject({ kind: 'card-unusable', reason: 'no_card' });
    expect(requests).toHaveLength(0);
  });
});

describe('a ticket in a list’s thread', () => {
  const ROOT = '1795583800.000100';
  const CARD_TS = '1795583820.000200';
  const LINE_TS = '1795583900.000300';
  const thread = { channel: 'C0LIST', ts: ROOT };
  const vendor = madeUpVendor({ mentionOnNew: ['S0CONFIGURED'] });
  const start = (answer: (request: SlackRequest) => SlackAnswer) => startChannel(answer, { vendor });

  const listed = madeUpTicket({ posted: { card: 'in/made-up' } });

  describe('R24: the card of a list’s ticket', () => {
    test('is a reply in the list’s thread and channel, shown only there, and mentions nobody', async () => {
      const { channel, requests, log } = await start(took('C0LIST', CARD_TS, { thread_ts: ROOT }));
      expect(await channel.post(listed, { thread })).toEqual({
        channel: 'C0LIST',
        ts: CARD_TS,
        threadTs: ROOT,
      });
      expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', thread_ts: ROOT });
      expect(requests[0]?.form).not.toHaveProperty('reply_broadcast');
      const message = messageOf(requests[0]);
      expect(faultsOfMessage(message)).toEqual([]);
      expect(JSON.stringify(message)).not.toContain('S0CONFIGURED');
      expect(JSON.parse(requests[0]?.form['metadata'] ?? '')).toEqual(messageMetadata(listed.key, 'card'));
      expect(log.lines).toEqual([]);
    });

    test('R22: is not a reply if it replaces another card, and links back', async () => {
      const link = `https://made-up.slack.com/archives/C0LIST/p1?thread_ts=${ROOT}&cid=C0LIST`;
      const { channel, requests } = await start(({ method }) =>
        method === 'chat.getPermalink' ? { ok: true, permalink: link } : took('C0LIST', LINE_TS)(),
      );
      const replacing = withFields(listed, {
        channel: 'C0LIST',
        replaced: { channel: 'C0LIST', ts: CARD_TS },
      });
      await channel.post(replacing);
      expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', message_ts: CARD_TS });
      expect(requests[1]?.form['channel']).toBe('C0LIST');
      expect(requests[1]?.form).not.toHaveProperty('thread_ts');
      expect(requests[1]?.form['blocks']).toContain(`<${link.replace('&', '&amp;')}|이전 메시지>`);
    });

    test('is logged if Slack puts it into the channel because the thread is gone', async () => {
      const { channel, log } = await start(took('C0LIST', CARD_TS, {}));
      expect(await channel.post(listed, { thread })).toEqual({ channel: 'C0LIST', ts: CARD_TS });
      expect(log.lines.join()).toMatch(/^warn .*thread is gone.*card for KR\/A00012345/);
    });
  });

  describe('R24: the lines of a ticket in a list’s thread', () => {
    test('go to the thread’s root, not to the card, and name the ticket', async () => {
      const { channel, requests } = await start(took('C0LIST', LINE_TS, { thread_ts: ROOT }));
      const card = withFields(listed, { channel: 'C0LIST', ts: CARD_TS, threadTs: ROOT });
      expect(await channel.postLine(card, { name: 'changed-2', at: DUE_AT })).toEqual({
        channel: 'C0LIST',
        ts: LINE_TS,
        threadTs: ROOT,
      });
      expect(requests[0]?.form).toMatchObject({
        channel: 'C0LIST',
        thread_ts: ROOT,
        reply_broadcast: 'false',
      });
      expect(requests[0]?.form['blocks']).toContain('인조가죽 스커트 Khaki L · 문의번호 `1015668177`');
    });
  });

  describe('R19: the search for a message of a ticket in a list’s thread', () => {
    const card = { ts: CARD_TS, metadata: messageMetadata(listed.key, 'card') };
    const other = {
      ts: '1795583810.000001',
      metadata: messageMetadata({ ...listed.key, answerId: '7' }, 'card'),
    };

    test('looks for a card among the replies of its thread', async () => {
      const { channel, requests } = await start(() => ({ ok: true, messages: [other, card] }));
      expect(await channel.lookFor(listed, 'card', DUE_AT, { thread })).toEqual({
        channel: 'C0LIST',
        ts: CARD_TS,
        threadTs: ROOT,
      });
      expect(requests.map(({ method }) => method)).toEqual(['conversations.replies']);
      expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', ts: ROOT });
    });
  });
});

describe('R24: a notice', () => {
  const start = (answer: (request: SlackRequest) => SlackAnswer, now = NOW) => startChannel(answer, { now });

  const blindness = makeBlindness();
  const list = makeList();
  const members = [madeUpTicket(), madeUpTicket({ inquiryId: '2', kind: 'confirm' })];

  test('goes to the vendor’s channel, searchable by its key', async () => {
    const { channel, requests } = await start(took('C0CS'));
    expect(await channel.post(blindness)).toEqual({ channel: 'C0CS', ts: TS });
    expect(requests[0]?.form['channel']).toBe('C0CS');
    expect(requests[0]?.form).not.toHaveProperty('thread_ts');
    expect(parseJson(requests[0]?.form['metadata'])).toEqual({
      event_type: 'coupang_ticket',
      event_payload: { key: `KR/${blindness.key.vendorId}/${blindness.key.notice}`, name: 'notice' },
    });
    expect(faultsOfMessage(messageOf(requests[0]))).toEqual([]);
  });

  test('shows the given tickets if it is a list', async () => {
    const { channel, requests } = await start(took('C0CS'));
    await channel.post(list, { members });
    expect(requests[0]?.form['blocks']).toContain('📋 새 이관 2건 · 미답변 1 · 미확인 1');
    expect(faultsOfMessage(messageOf(requests[0]))).toEqual([]);
  });

  test("R22: links back if it replaces another notice, in that notice's channel", async () => {
    const link = 'https://made-up.slack.com/archives/C0FIRST/p1795583820000100';
    const { channel, requests } = await start(({ method }) =>
      method === 'chat.getPermalink' ? { ok: true, permalink: link } : took('C0FIRST')(),
    );
    await channel.post(
      withFields(blindness, { channel: 'C0FIRST', replaced: { channel: 'C0FIRST', ts: TS } }),
    );
    expect(requests[0]?.form).toMatchObject({ channel: 'C0FIRST', message_ts: TS });
    expect(requests[1]?.form['channel']).toBe('C0FIRST');
    expect(requests[1]?.form['blocks']).toContain(`<${link}|이전 메시지>`);
  });

  test('is edited in place, with the minutes of that moment', async () => {
    const { channel, requests } = await start(took('C0FIRST'), NOW + 9 * MINUTE);
    await channel.edit(withFields(blindness, { channel: 'C0FIRST', ts: TS }));
    expect(requests[0]?.method).toBe('chat.update');
    expect(requests[0]?.form).toMatchObject({ channel: 'C0FIRST', ts: TS });
    expect(requests[0]?.form['blocks']).toContain('쿠팡 조회 중단 21분째');
  });

  test('D8: is refused with its name and Slack’s reason', async () => {
    const { channel } = await start(() => ({ ok: false, error: 'not_in_channel' }));
    const failure = await failureOf(channel.post(list, { members }));
    expect([failure.kind, failure.reason]).toEqual(['channel-unusable', 'not_in_channel']);
    expect(failure.message).toContain(`post of notice for KR/${list.key.vendorId}/${list.key.notice} failed`);
  });

  test('R19: is searched for by its key, in the channel to which it was sent', async () => {
    const ours = { ts: TS, metadata: messageMetadata(list.key, 'notice') };
    const other = { ts: '1.1', metadata: messageMetadata(makeBlindness().key, 'notice') };
    const { channel, requests } = await start(() => ({ ok: true, messages: [other, ours] }));
    expect(await channel.lookFor(list, 'notice', NOW, { members })).toEqual({
      channel: 'C0CS',
      ts: TS,
    });
    expect(requests.map(({ method }) => method)).toEqual(['conversations.history']);
    const replacing = withFields(list, { replaced: { channel: 'C0CS', ts: TS } });
    expect(await channel.lookFor(replacing, 'notice', NOW)).toBeUndefined();
  });
});

const BEFORE = DUE_AT - HOUR;
const CARD_TS = '1795583800.000100';
const MESSAGE_TS = '1795583820.000200';
const LINK = 'https://made-up.slack.com/archives/C0CS/p1795583800000100';
const vendor = madeUpVendor({
  mentions: { '1h': ['S0CONFIGURED'], 'last-shift': ['S0CONFIGURED'] },
  stepChannels: { '1h': 'C0LEAD', 'last-shift': 'C0EVENING' },
});
const line: HistoryLine = { name: `step/1h/${DUE_AT}`, at: BEFORE };
const escalation: HistoryLine = { name: `escalation/1h/${DUE_AT}`, at: BEFORE };
const escalated = madeUpTicket({
  channel: 'C0CS',
  ts: CARD_TS,
  steps: [{ name: '1h', deadline: DUE_AT, at: BEFORE, tells: 'team' }],
  history: [line, escalation],
});
const start = (answer: (request: SlackRequest) => SlackAnswer, of: VendorConfig = vendor) =>
  startChannel(answer, { vendor: of, now: BEFORE });
const slack = (request: SlackRequest): SlackAnswer => {
  if (request.method === 'chat.getPermalink') return { ok: true, permalink: LINK };
  if (request.method === 'auth.test') return { ok: true, url: 'https://made-up.slack.com/' };
  return { ok: true, channel: request.form['channel'] ?? '', ts: MESSAGE_TS };
};

describe('S6: an escalation', () => {
  test('is a separate message in the step’s channel, which mentions nobody, links to the card and is searchable', async () => {
    const { channel, requests } = await start(slack);
    expect(await channel.postLine(escalated, escalation)).toEqual({ channel: 'C0LEAD', ts: MESSAGE_TS });
    expect(requests[0]?.form).toMatchObject({ channel: 'C0CS', message_ts: CARD_TS });
    const { form } = requests[1] ?? {};
    expect(form?.['channel']).toBe('C0LEAD');
    expect(form).not.toHaveProperty('thread_ts');
    expect(form).not.toHaveProperty('reply_broadcast');
    expect(form?.['blocks']).not.toContain('S0CONFIGURED');
    expect(form?.['blocks']).toContain(`<${LINK}|카드 보기>`);
    expect(parseJson(form?.['metadata'])).toEqual(messageMetadata(escalated.key, escalation.name));
    expect(faultsOfMessage(messageOf(requests[1]))).toEqual([]);
  });

  test('its line in the thread mentions the team, and shows the time left at sending', async () => {
    const { channel, requests } = await start(slack);
    await channel.postLine(escalated, line);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.form).toMatchObject({ channel: 'C0CS', thread_ts: CARD_TS, reply_broadcast: 'true' });
    expect(requests[0]?.form['blocks']).toContain('🔴 마감 1시간 전');
    expect(requests[0]?.form['blocks']).toContain('S0CONFIGURED');
  });

  test('is sent without a link if Slack gives none', async () => {
    const { channel, requests } = await start((request) =>
      request.method === 'chat.getPermalink' ? { ok: false, error: 'message_not_found' } : slack(request),
    );
    await channel.postLine(escalated, escalation);
    expect(requests[1]?.form['blocks']).not.toContain('카드 보기');
  });

  test('R22: mentions as plain text the people of its blocks, each once, and nothing of other words', async () => {
    const words = { claimedBy: 'U0CLAIMER', claimedAt: 0, product: '<@U0BOSS>', text: '<!channel>' };
    const { channel, requests } = await start(slack);
    await channel.postLine(withFields(escalated, words), line, { plain: true });
    expect(requests[0]?.form['text']).toMatch(/ <@U0CLAIMER> <!subteam\^S0CONFIGURED>$/);
    await channel.post(withFields(escalated, words), { plain: true });
    expect(requests[1]?.form['text']).not.toMatch(/<[@!]/);
  });

  test('goes to the channel of the withheld step if it is for a stale claim', async () => {
    const deadline = BEFORE - 2 * HOUR;
    const stale: HistoryLine = { name: `escalation/stale/${deadline}`, at: BEFORE };
    const claimed: Ticket = withFields(escalated, {
      claimedBy: 'U0CLAIMER',
      claimedAt: deadline,
      steps: [
        { name: '1h', deadline: DUE_AT, at: BEFORE, tells: 'claimer' },
        { name: 'stale', deadline, at: BEFORE, tells: 'team' },
      ],
    });
    const { channel, requests } = await start(slack);
    await channel.postLine(claimed, stale);
    expect(requests[1]?.form['channel']).toBe('C0LEAD');
    expect(requests[1]?.form['blocks']).toContain('담당 있음');
    const inItsThread: HistoryLine = { name: `step/stale/${deadline}`, at: BEFORE };
    await channel.postLine(claimed, inItsThread);
    expect(requests[2]?.form['blocks']).toContain('담당 <@U0CLAIMER> · <!subteam^S0CONFIGURED>');
  });
});

describe('the lists of a shift', () => {
  const lastShift = makeNotice(`last-shift/${BEFORE}`, { about: 'last-shift', members: [], endsAt: BEFORE });
  const opening = makeNotice(`opening/${BEFORE}`, {
    about: 'opening',
    members: [],
    since: BEFORE - HOUR,
    until: BEFORE,
  });
  const members = [escalated];

  test('go to the step’s own channel for the last chance, with links to the cards, and to the vendor’s at opening', async () => {
    const { channel, requests } = await start(slack);
    expect(await channel.post(lastShift, { members })).toEqual({ channel: 'C0EVENING', ts: MESSAGE_TS });
    expect(requests[1]?.form['blocks']).toContain(`<${LINK}|카드>`);
    expect(faultsOfMessage(messageOf(requests[1]))).toEqual([]);
    await channel.post(opening, { members });
    expect(requests.at(-1)?.form['channel']).toBe('C0CS');
    expect(requests.at(-1)?.form['blocks']).toContain('🌅 밤사이 알림 1건');
  });

  test('S6: mention the people of the last chance if a claim has gone stale', async () => {
    const open = makeNotice(`last-shift/${BEFORE + 1}`, {
      about: 'last-shift',
      members: [],
      endsAt: BEFORE + 1,
    });
    const stale = withFields(escalated, { claimedBy: 'U0CLAIMER', claimedAt: BEFORE - HOUR });
    for (const claimStaleMs of [HOUR, HOUR + 1]) {
      const started = await startChannel(slack, { vendor, now: BEFORE, claimStaleMs });
      await started.channel.post(open, { members: [stale] });
      const mentions = started.requests[1]?.form['blocks']?.includes('<!subteam^S0CONFIGURED>');
      expect(mentions).toBe(claimStaleMs === HOUR);
    }
  });
});

test('C2: an edit names the claimer, a post does not', async () => {
  const { channel, requests } = await start(slack);
  const claimed = withFields(escalated, { claimedBy: 'U0CLAIMER' });
  await channel.edit(claimed);
  await channel.post(claimed);
  expect(requests[0]?.form['blocks']).toContain('담당 <@U0CLAIMER>');
  expect(requests[1]?.form['blocks']).toContain('담당 있음');
  expect(requests[1]?.form['blocks']).not.toContain('<@');
});

describe('the last warning by direct message (A9)', () => {
  const direct: HistoryLine = { name: `direct/1h/${DUE_AT}`, at: BEFORE };
  const claimed = madeUpTicket({
    channel: 'C0CS',
    ts: '1764000000.000100',
    claimedBy: 'U0CLAIMER',
    claimedAt: BEFORE - HOUR,
    steps: [{ name: '1h', deadline: DUE_AT, at: BEFORE, tells: 'claimer' }],
    history: [{ name: `step/1h/${DUE_AT}`, at: BEFORE }, direct],
  });
  const answerDirect = ({ method }: SlackRequest): SlackAnswer => {
    if (method === 'chat.getPermalink') return { ok: true, permalink: 'https://made-up.slack.com/card' };
    if (method === 'conversations.open') return { ok: true, channel: { id: 'D0CLAIMER' } };
    if (method === 'conversations.history')
      return {
        ok: true,
        messages: [{ ts: MESSAGE_TS, metadata: messageMetadata(claimed.key, direct.name) }],
      };
    return { ok: true, channel: 'D0CLAIMER', ts: MESSAGE_TS };
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
    expect(await channel.lookFor(claimed, direct.name, BEFORE)).toMatchObject({ ts: MESSAGE_TS });
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
    expect((await failureOf(channel.lookFor(claimed, direct.name, BEFORE))).kind).toBe(kind);
  });
});
