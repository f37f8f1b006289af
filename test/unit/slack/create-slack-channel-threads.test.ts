import { withFields } from '../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import type { HistoryLine } from '../../../lib/domain/ticket/ticket.ts';
import { messageMetadata } from '../../../lib/slack/client/message-metadata.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { messageOf, startChannel } from './start-channel.ts';
import type { SlackAnswer, SlackRequest } from './start-slack.ts';
import { faultsOfMessage } from './validate-blocks.ts';

const ROOT = '1795583800.000100';
const TS = '1795583820.000200';
const LINE_TS = '1795583900.000300';
const thread = { channel: 'C0LIST', ts: ROOT };
const vendor = madeUpVendor({ mentionOnNew: ['S0CONFIGURED'] });
const start = (answer: (request: SlackRequest) => SlackAnswer) => startChannel(answer, { vendor });
const took = (channel: string, ts: string, threadTs?: string) => (): SlackAnswer => ({
  ok: true,
  channel,
  ts,
  message: threadTs === undefined ? {} : { thread_ts: threadTs },
});

const ticket = madeUpTicket({ posted: { card: 'in/made-up' } });
const inThread = withFields(ticket, { channel: 'C0LIST', ts: TS, threadTs: ROOT });
const changed: HistoryLine = { name: 'changed-2', at: DUE_AT };

describe('R24: the card of a list’s ticket', () => {
  test('is a reply in the list’s thread and channel, shown only there, and mentions nobody', async () => {
    const { channel, requests, log } = await start(took('C0LIST', TS, ROOT));
    expect(await channel.post(ticket, { thread })).toEqual({ channel: 'C0LIST', ts: TS, threadTs: ROOT });
    expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', thread_ts: ROOT });
    expect(requests[0]?.form).not.toHaveProperty('reply_broadcast');
    const message = messageOf(requests[0]);
    expect(faultsOfMessage(message)).toEqual([]);
    expect(JSON.stringify(message)).not.toContain('S0CONFIGURED');
    expect(JSON.parse(requests[0]?.form['metadata'] ?? '')).toEqual(messageMetadata(ticket.key, 'card'));
    expect(log.lines).toEqual([]);
  });

  test('R22: is in no thread if there is none, or in the fallback channel, and mentions like any card', async () => {
    const { channel, requests } = await start(took('C0CS', TS));
    await channel.post(ticket);
    await channel.post(ticket, { thread, fallback: true });
    expect(requests.map(({ form }) => form['channel'])).toEqual(['C0CS', 'C0OPS']);
    for (const { form } of requests) {
      expect(form).not.toHaveProperty('thread_ts');
      expect(form['blocks']).toContain('<!subteam^S0CONFIGURED>');
    }
  });

  test('R22: is not a reply if it replaces another card, and links back', async () => {
    const link = `https://made-up.slack.com/archives/C0LIST/p1?thread_ts=${ROOT}&cid=C0LIST`;
    const { channel, requests } = await start(({ method }) =>
      method === 'chat.getPermalink' ? { ok: true, permalink: link } : took('C0LIST', LINE_TS)(),
    );
    const replacing = withFields(ticket, { channel: 'C0LIST', replaced: { channel: 'C0LIST', ts: TS } });
    await channel.post(replacing);
    expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', message_ts: TS });
    expect(requests[1]?.form['channel']).toBe('C0LIST');
    expect(requests[1]?.form).not.toHaveProperty('thread_ts');
    expect(requests[1]?.form['blocks']).toContain(`<${link.replace('&', '&amp;')}|이전 메시지>`);
  });

  test('is edited in place, still without a mention', async () => {
    const { channel, requests } = await start(() => ({ ok: true }));
    await channel.edit(inThread);
    expect(requests[0]?.method).toBe('chat.update');
    expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', ts: TS });
    expect(requests[0]?.form['blocks']).not.toContain('S0CONFIGURED');
  });

  test('is logged if Slack puts it into the channel because the thread is gone', async () => {
    const { channel, log } = await start(took('C0LIST', TS));
    expect(await channel.post(ticket, { thread })).toEqual({ channel: 'C0LIST', ts: TS });
    expect(log.lines.join()).toMatch(/^warn .*thread is gone.*card for KR\/A00012345/);
  });
});

describe('R24: the lines of a ticket in a list’s thread', () => {
  test('go to the thread’s root, not to the card, and name the ticket', async () => {
    const { channel, requests } = await start(took('C0LIST', LINE_TS, ROOT));
    expect(await channel.postLine(inThread, changed)).toEqual({
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

  test('R16: go to the channel too for a breach, and name the ticket once', async () => {
    const { channel, requests } = await start(took('C0LIST', LINE_TS, ROOT));
    const closed = withFields(inThread, { state: 'closed', outcome: 'auto-closed' });
    await channel.postLine(closed, { name: 'breach', at: DUE_AT });
    expect(requests[0]?.form).toMatchObject({ thread_ts: ROOT, reply_broadcast: 'true' });
    expect(requests[0]?.form['blocks']?.match(/1015668177/g)).toHaveLength(1);
  });
});

describe('R19: the search for a message of a ticket in a list’s thread', () => {
  const card = { ts: TS, metadata: messageMetadata(ticket.key, 'card') };
  const line = { ts: LINE_TS, metadata: messageMetadata(ticket.key, 'changed-2') };
  const other = {
    ts: '1795583810.000001',
    metadata: messageMetadata({ ...ticket.key, answerId: '7' }, 'card'),
  };

  test('looks for a card among the replies of its thread', async () => {
    const { channel, requests } = await start(() => ({ ok: true, messages: [other, card] }));
    expect(await channel.lookFor(ticket, 'card', DUE_AT, { thread })).toEqual({
      channel: 'C0LIST',
      ts: TS,
      threadTs: ROOT,
    });
    expect(requests.map(({ method }) => method)).toEqual(['conversations.replies']);
    expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', ts: ROOT });
  });

  test('looks for a card that was sent to the fallback channel, or to no thread, in that channel', async () => {
    const { channel, requests } = await start(() => ({ ok: true, messages: [card] }));
    const fallback = { thread, fallback: true };
    expect(await channel.lookFor(ticket, 'card', DUE_AT, fallback)).toEqual({ channel: 'C0OPS', ts: TS });
    expect(await channel.lookFor(ticket, 'card', DUE_AT)).toEqual({ channel: 'C0CS', ts: TS });
    expect(requests.map(({ method }) => method)).toEqual(['conversations.history', 'conversations.history']);
  });

  test('looks for a card whose thread is gone in the thread’s channel, where Slack then puts it', async () => {
    const { channel, requests } = await start(({ method }) =>
      method === 'conversations.replies'
        ? { ok: false, error: 'thread_not_found' }
        : { ok: true, messages: [card] },
    );
    expect(await channel.lookFor(ticket, 'card', DUE_AT, { thread })).toEqual({
      channel: 'C0LIST',
      ts: TS,
    });
    expect(requests[1]?.form['channel']).toBe('C0LIST');
  });

  test("looks for a line among the list's replies, since a card in a thread has none", async () => {
    const { channel, requests } = await start(() => ({ ok: true, messages: [card, line] }));
    const found = await channel.lookFor(inThread, 'changed-2', DUE_AT);
    expect(found).toMatchObject({ channel: 'C0LIST', ts: LINE_TS });
    expect(requests[0]?.method).toBe('conversations.replies');
    expect(requests[0]?.form).toMatchObject({ channel: 'C0LIST', ts: ROOT });
  });
});
