import { withFields } from '../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { messageMetadata } from '../../../lib/slack/client/message-metadata.ts';
import type { Messenger } from '../../../lib/workflows/ports/slack.ts';
import { failureOf } from './failure-of.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { messageOf, parseJson, startChannel } from './start-channel.ts';
import { faultsOfMessage } from './validate-blocks.ts';

const TS = '1795583820.000100';
const REPLY_TS = '1795583821.000200';

const ticket = madeUpTicket();
const shown = madeUpTicket({ channel: 'C0FIRST', ts: TS });
const to = { channel: 'C0TO' };
const inThread = { ...to, threadTs: REPLY_TS };

describe('posting a card', () => {
  test('posts into the vendor’s channel, searchable, without previews or automatic links', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0CS', ts: TS }));
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
      const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0CS', ts: TS }), {
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
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0OPS', ts: TS }));
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
    const { channel } = await startChannel(() => ({ ok: true, channel: 'C0CS', ts: TS }));
    const broken = madeUpTicket({ product: '\ud83d', text: '\ude00', category: '\ud83d' });
    expect(await channel.post(broken)).toEqual({ channel: 'C0CS', ts: TS });
  });

  test('R19: is unsure after an ok without a ts, since the message may be in Slack', async () => {
    const { channel } = await startChannel(() => ({ ok: true }));
    expect(await failureOf(channel.post(ticket))).toMatchObject({
      kind: 'unsure',
      reason: 'unreadable_answer',
    });
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
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0FIRST', ts: TS }));
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
    expect(await failureOf(channel.edit(ticket))).toMatchObject({
      kind: 'card-unusable',
      reason: 'no_card',
    });
    expect(requests).toHaveLength(0);
  });
});

describe('posting a line', () => {
  test('replies in the card’s thread', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0FIRST', ts: REPLY_TS }));
    expect(await channel.postLine(shown, { name: 'changed-2', at: DUE_AT })).toEqual({
      channel: 'C0FIRST',
      ts: REPLY_TS,
      threadTs: TS,
    });
    expect(requests[0]?.form).toMatchObject({ channel: 'C0FIRST', thread_ts: TS, reply_broadcast: 'false' });
    expect(parseJson(requests[0]?.form['metadata'])).toEqual(messageMetadata(shown.key, 'changed-2'));
  });

  test('R16: a breach goes to the channel too', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0FIRST', ts: REPLY_TS }));
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
    const { channel, requests, tokenReads } = await startChannel(() => ({
      ok: true,
      channel: 'C0TO',
      ts: TS,
    }));
    const call = await prepareIt(channel);
    expect(requests.map((request) => request.method).sort()).toEqual(reads);
    const readBefore = tokenReads();
    expect(readBefore).toBeGreaterThan(0);
    await call();
    expect(requests.slice(reads.length).map((request) => request.method)).toEqual([method]);
    expect(tokenReads()).toBe(readBefore);
  });

  test('edits a line in place, and no longer with a text that was erased', async () => {
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0FIRST', ts: REPLY_TS }));
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
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0OLD', ts: TS }));
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
    const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0TO', ts: TS }));
    await (
      await channel.preparePost(ticket, 'card', to, {})
    )();
    await (
      await channel.preparePost(shown, 'changed-2', inThread, {})
    )();
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

test('R22: a card from the fallback channel is tried in its own channel again, and a card from another channel stays there', async () => {
  const { channel, requests } = await startChannel(() => ({ ok: true, channel: 'C0ANY', ts: TS }));
  await channel.post(madeUpTicket({ channel: 'C0OPS', replaced: { channel: 'C0OPS', ts: TS } }));
  await channel.post(madeUpTicket({ channel: 'C0OLD', replaced: { channel: 'C0OLD', ts: TS } }));
  const posts = requests.filter(({ method }) => method === 'chat.postMessage');
  expect(posts.map(({ form }) => form['channel'])).toEqual(['C0CS', 'C0OLD']);
});
