import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageMetadata } from '@slack/web-api';
import { CHANNEL, OTHER, type StartedSlack, startLocalSlack, TOKEN } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

const BUTTONS = {
  type: 'actions',
  elements: [
    { type: 'button', text: { type: 'plain_text', text: 'WING' }, url: 'https://wing.coupang.com/' },
  ],
};
const SECTION = { type: 'section', text: { type: 'mrkdwn', text: '*made up*' } };

let started: StartedSlack;
beforeEach(async () => {
  started = await startLocalSlack();
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

const post = (text: string, more: Record<string, unknown> = {}): Promise<string> => started.post(text, more);
const metadataOf = (name: string): MessageMetadata => ({
  event_type: 'ticket',
  event_payload: { name },
});
const historyTexts = async (more: Record<string, unknown> = {}) =>
  (await started.history(more)).map(({ text }) => text);

describe('posting', () => {
  test('every ts is later than the previous one, even if the clock stops or goes back', async () => {
    const first = await post('1');
    const second = await post('2');
    started.clock.now -= 60_000;
    const third = await post('3');
    expect(first).toBe('1768453200.000000');
    expect(second).toBe('1768453200.000001');
    expect(third).toBe('1768453200.000002');
  });

  test('blocks and text are returned as they were sent', async () => {
    await post('push', { blocks: [SECTION] });
    const { messages } = await started.client().conversations.history({ channel: CHANNEL });
    expect(messages?.[0]).toMatchObject({ type: 'message', text: 'push', blocks: [SECTION] });
  });

  test('a JSON body is accepted like a form', async () => {
    const response = await fetch(`${started.slack().apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ channel: CHANNEL, text: 'json', blocks: [SECTION] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel: CHANNEL });
    expect(await historyTexts()).toEqual(['json']);
  });

  test('each post and edit is one line on the terminal, and cannot control it', async () => {
    const ts = await post('새 문의\u001b[31m\n둘째 줄\u202e');
    await post('reply', { thread_ts: ts });
    await started.client().chat.update({ channel: CHANNEL, ts, text: '답변 완료' });
    expect(started.lines).toEqual([
      'Slack #C0CS + 새 문의 [31m 둘째 줄',
      'Slack #C0CS   > reply',
      'Slack #C0CS ~ 답변 완료',
    ]);
  });

  test('R24: on the terminal a thread’s edits are inside it, and broadcasts are marked', async () => {
    const ts = await post('list');
    const card = await post('card', { thread_ts: ts });
    await started.client().chat.update({ channel: CHANNEL, ts: card, text: 'closed' });
    await post('breach', { thread_ts: ts, reply_broadcast: true });
    expect(started.lines).toEqual([
      'Slack #C0CS + list',
      'Slack #C0CS   > card',
      'Slack #C0CS   ~ closed',
      'Slack #C0CS   >+ breach',
    ]);
  });
});

describe('editing', () => {
  test('the message is changed in its place and marked as edited', async () => {
    const ts = await post('before', { blocks: [SECTION] });
    await started
      .client()
      .chat.update({ channel: CHANNEL, ts, text: 'after', blocks: [{ type: 'divider' }] });
    const { messages } = await started.client().conversations.history({ channel: CHANNEL });
    expect(messages).toHaveLength(1);
    expect(messages?.[0]).toMatchObject({ ts, text: 'after', blocks: [{ type: 'divider' }] });
    expect(messages?.[0]?.edited?.ts).toBeDefined();
  });

  test('a text without blocks removes the blocks; metadata stays until an empty one comes', async () => {
    const ts = await post('before', { blocks: [SECTION], metadata: metadataOf('card') });
    await started.client().chat.update({ channel: CHANNEL, ts, text: 'plain' });
    expect(started.slack().channels.find(CHANNEL, ts)).toMatchObject({ metadata: metadataOf('card') });
    expect(started.slack().channels.find(CHANNEL, ts)?.blocks).toBeUndefined();
    await started.client().apiCall('chat.update', { channel: CHANNEL, ts, text: 'plain', metadata: {} });
    expect(started.slack().channels.find(CHANNEL, ts)?.metadata).toBeUndefined();
  });

  test('a missing message, or a message in another channel, is message_not_found', async () => {
    const ts = await post('x');
    for (const args of [
      { channel: CHANNEL, ts: '1.000000', text: 'y' },
      { channel: OTHER, ts, text: 'y' },
    ]) {
      await expect(started.client().apiCall('chat.update', args)).rejects.toMatchObject({
        data: { error: 'message_not_found' },
      });
    }
  });
});

describe('the history of a channel', () => {
  test('is newest first, page by page, with each message once though others arrive in between', async () => {
    for (let n = 1; n <= 5; n += 1) await post(String(n));
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await started.client().conversations.history({
        channel: CHANNEL,
        limit: 2,
        ...(cursor !== undefined && { cursor }),
      });
      seen.push(...(page.messages ?? []).map(({ text }) => text));
      cursor = page.response_metadata?.next_cursor;
      expect(page.has_more).toBe(Boolean(cursor));
      await post('between');
    } while (cursor);
    expect(seen).toEqual(['5', '4', '3', '2', '1']);
  });

  test('leaves out replies and includes broadcasts', async () => {
    const ts = await post('card');
    await post('reply', { thread_ts: ts });
    await post('broadcast', { thread_ts: ts, reply_broadcast: true });
    expect(await historyTexts()).toEqual(['broadcast', 'card']);
  });

  test('leaves out oldest unless inclusive', async () => {
    const first = await post('1');
    await post('2');
    expect(await historyTexts({ oldest: first })).toEqual(['2']);
    expect(await historyTexts({ oldest: first, inclusive: true })).toEqual(['2', '1']);
  });
});

describe('a thread', () => {
  test('shows its parent first, then replies in order, with their metadata', async () => {
    const ts = await post('card');
    await post('1', { thread_ts: ts, metadata: metadataOf('3h') });
    await post('2', { thread_ts: ts });
    await post('another card');
    const { messages } = await started.client().conversations.replies({
      channel: CHANNEL,
      ts,
      include_all_metadata: true,
    });
    expect(messages?.map(({ text }) => text)).toEqual(['card', '1', '2']);
    expect(messages?.[0]).toMatchObject({ thread_ts: ts, reply_count: 2 });
    expect(messages?.[1]).toMatchObject({ metadata: metadataOf('3h') });
  });

  test('R24: has cards with buttons, which are edited in it and keep their metadata', async () => {
    const ts = await post('list');
    const card = await post('card', {
      thread_ts: ts,
      blocks: [SECTION, BUTTONS],
      metadata: metadataOf('card'),
    });
    await started
      .client()
      .chat.update({ channel: CHANNEL, ts: card, text: 'edited', blocks: [SECTION, BUTTONS] });
    const { messages } = await started.client().conversations.replies({
      channel: CHANNEL,
      ts,
      include_all_metadata: true,
    });
    expect(messages?.[1]).toMatchObject({
      ts: card,
      thread_ts: ts,
      text: 'edited',
      blocks: [SECTION, BUTTONS],
      metadata: metadataOf('card'),
    });
    expect(await historyTexts()).toEqual(['list']);
  });

  test('contains a reply to a reply, which has no replies of its own', async () => {
    const ts = await post('list');
    const card = await post('card', { thread_ts: ts });
    const answer = await started.client().apiCall('chat.postMessage', {
      channel: CHANNEL,
      text: 'line',
      thread_ts: card,
    });
    expect(answer).toMatchObject({ message: { thread_ts: ts } });
    const textsUnder = async (root: string) =>
      (await started.client().conversations.replies({ channel: CHANNEL, ts: root })).messages?.map(
        ({ text }) => text,
      );
    expect(await textsUnder(ts)).toEqual(['list', 'card', 'line']);
    expect(await textsUnder(card)).toEqual(['card']);
  });

  test('R19: still shows its parent from a given time on', async () => {
    const ts = await post('list');
    await post('before', { thread_ts: ts });
    const oldest = await post('card', { thread_ts: ts });
    const { messages } = await started.client().conversations.replies({
      channel: CHANNEL,
      ts,
      oldest,
      inclusive: true,
    });
    expect(messages?.map(({ text }) => text)).toEqual(['list', 'card']);
  });

  test('is thread_not_found for a missing message', async () => {
    await expect(
      started.client().conversations.replies({ channel: CHANNEL, ts: '1.000000' }),
    ).rejects.toMatchObject({
      data: { error: 'thread_not_found' },
    });
  });
});

describe('a permalink', () => {
  test('names the channel and the message, and for a reply its thread', async () => {
    const ts = await post('list');
    const reply = await post('card', { thread_ts: ts });
    const linkOf = async (message_ts: string) =>
      (await started.client().chat.getPermalink({ channel: CHANNEL, message_ts })).permalink;
    expect(await linkOf(ts)).toBe('https://local.slack.example/archives/C0CS/p1768453200000000');
    expect(await linkOf(reply)).toBe(
      'https://local.slack.example/archives/C0CS/p1768453200000001?thread_ts=1768453200.000000&cid=C0CS',
    );
  });

  test.each([
    ['message_not_found', { channel: CHANNEL, message_ts: '1.000000' }],
    ['channel_not_found', { channel: 'C0NONE', message_ts: '1.000000' }],
    ['invalid_arguments', { channel: CHANNEL }],
  ])('%s is Slack’s refusal', async (error, args) => {
    await expect(started.client().apiCall('chat.getPermalink', args)).rejects.toMatchObject({
      data: { error },
    });
  });
});

describe('the file of messages', () => {
  test('lets a restart show the same messages in their last state, and continue with later messages', async () => {
    const ts = await post('card', { blocks: [SECTION], metadata: metadataOf('card') });
    await post('reply', { thread_ts: ts });
    await started.client().chat.update({ channel: CHANNEL, ts, text: 'edited' });
    const before = started.slack().channels.messages(CHANNEL);
    started.clock.now -= 3_600_000;
    await started.restart();
    expect(started.slack().channels.messages(CHANNEL)).toEqual(before);
    expect(Number(await post('later'))).toBeGreaterThan(Number(ts));
  });

  test('loses an incomplete last line after a crash, and the next post is readable', async () => {
    await post('whole');
    const file = join(started.dataDir, 'slack.jsonl');
    appendFileSync(file, '{"channel":"C0CS","ts":"17684532');
    await started.restart();
    await post('next');
    await started.restart();
    expect(
      started
        .slack()
        .channels.messages(CHANNEL)
        .map(({ text }) => text),
    ).toEqual(['whole', 'next']);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  test('is refused with the number of another broken line', async () => {
    appendFileSync(join(started.dataDir, 'slack.jsonl'), 'broken\n');
    await expect(started.restart()).rejects.toThrow('slack.jsonl:1');
  });
});
