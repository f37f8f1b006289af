import { withFields } from '../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { messageMetadata } from '../../../lib/slack/client/message-metadata.ts';
import { MINUTE, NOW } from '../../fixtures/domain/made-up.ts';
import { makeBlindness, makeList, makeNotice } from '../../fixtures/domain/make-notice.ts';
import type { PostOptions } from '../../../lib/workflows/ports/slack.ts';
import { makeDailyReport } from '../local/page/make-daily-report.ts';
import { failureOf } from './failure-of.ts';
import { madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { messageOf, parseJson, startChannel } from './start-channel.ts';
import type { SlackAnswer, SlackRequest } from './start-slack.ts';
import { faultsOfMessage } from './validate-blocks.ts';

const TS = '1795583820.000100';
const start = (answer: (request: SlackRequest) => SlackAnswer, now = NOW) => startChannel(answer, { now });
const took = (channel: string) => (): SlackAnswer => ({ ok: true, channel, ts: TS });

const blindness = makeBlindness();
const list = makeList();
const daily = makeNotice(`daily/${NOW}`, makeDailyReport(NOW));
const members = [madeUpTicket(), madeUpTicket({ inquiryId: '2', kind: 'confirm' })];

describe('R24: a notice', () => {
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

  test('R22: goes to the fallback channel, and as plain text, if requested; the push text has the main thing', async () => {
    const { channel, requests } = await start(took('C0OPS'));
    expect(await channel.post(blindness, { fallback: true, plain: true })).toEqual({
      channel: madeUpVendor().fallbackChannel,
      ts: TS,
    });
    const text = '[조회 중단] 12분째 · 쿠팡 접속 장애 · 마감 0건 · WING을 직접 확인하세요 · AA몰';
    expect(requests[0]?.form).toMatchObject({ text });
    expect(requests[0]?.form).not.toHaveProperty('blocks');
  });

  test.each<[string, PostOptions, string]>([
    ['invalid_blocks', {}, 'content-refused'],
    ['msg_blocks_too_long', {}, 'content-refused'],
    ['invalid_attachments', {}, 'content-refused'],
    ['invalid_blocks', { plain: true }, 'content-refused'],
    ['channel_not_found', {}, 'channel-unusable'],
    ['internal_error', {}, 'unsure'],
  ])('R22: answers %s for a report with %j by %s', async (error, options, kind) => {
    const { channel } = await start(() => ({ ok: false, error }));
    expect(await failureOf(channel.post(daily, options))).toMatchObject({ kind, reason: error });
    const shown = withFields(daily, { channel: 'C0CS', ts: TS });
    expect(await failureOf(channel.edit(shown, options))).toMatchObject({ kind, reason: error });
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

  test('cannot be edited if it is not in Slack, and the error names it', async () => {
    const { channel, requests } = await start(took('C0CS'));
    const failure = await failureOf(channel.edit(blindness));
    expect([failure.kind, failure.reason]).toEqual(['card-unusable', 'no_card']);
    expect(failure.message).toContain(`notice for KR/${blindness.key.vendorId}/${blindness.key.notice}`);
    expect(requests).toHaveLength(0);
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
    expect(await channel.lookFor(list, 'notice', NOW, { fallback: true })).toEqual({
      channel: 'C0OPS',
      ts: TS,
    });
    expect(requests.map(({ method }) => method)).toEqual(['conversations.history', 'conversations.history']);
    const replacing = withFields(list, { replaced: { channel: 'C0CS', ts: TS } });
    expect(await channel.lookFor(replacing, 'notice', NOW)).toBeUndefined();
  });
});
