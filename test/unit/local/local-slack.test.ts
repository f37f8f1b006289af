import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LogLevel, type MessageMetadata, WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { type LocalSlack, startLocalSlack } from '../../../local/slack/local-slack.ts';
import { makeTempDir, removeTempDirs } from './temp-dirs.ts';

const TOKEN = 'xoxb-test';
const CHANNEL = 'C0CS';
const SECTION = { type: 'section', text: { type: 'mrkdwn', text: '*made up*' } };

const posted = z.looseObject({ ts: z.string() });

const clock = { now: 0 };
let dataDir: string;
let slack: LocalSlack;
let client: WebClient;
let lines: string[];

const start = async () => {
  lines = [];
  slack = await startLocalSlack({
    dataDir,
    channels: [CHANNEL, 'C0OPS'],
    token: TOKEN,
    now: () => clock.now,
    print: (line) => lines.push(line),
  });
  client = clientWith(TOKEN);
};
const clientWith = (token: string) =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });

beforeEach(async () => {
  clock.now = 1_768_453_200_000;
  dataDir = makeTempDir();
  await start();
});
afterEach(() => slack.stop());
afterAll(removeTempDirs);

const post = async (text: string, more: Record<string, unknown> = {}): Promise<string> => {
  const answer = await client.apiCall('chat.postMessage', { channel: CHANNEL, text, ...more });
  return posted.parse(answer).ts;
};
const metadataOf = (name: string): MessageMetadata => ({
  event_type: 'ticket',
  event_payload: { name },
});
const historyTexts = async (more: Record<string, unknown> = {}) => {
  const { messages } = await client.conversations.history({ channel: CHANNEL, ...more });
  return (messages ?? []).map(({ text }) => text);
};

describe('posting', () => {
  test('every ts is later than the one before, though the clock stands still or goes back', async () => {
    const first = await post('1');
    const second = await post('2');
    clock.now -= 60_000;
    const third = await post('3');
    expect(first).toBe('1768453200.000000');
    expect(second).toBe('1768453200.000001');
    expect(third).toBe('1768453200.000002');
  });

  test('blocks and text come back as they were sent', async () => {
    await post('push', { blocks: [SECTION] });
    const { messages } = await client.conversations.history({ channel: CHANNEL });
    expect(messages?.[0]).toMatchObject({ type: 'message', text: 'push', blocks: [SECTION] });
  });

  test('a JSON body is taken like a form', async () => {
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ channel: CHANNEL, text: 'json', blocks: [SECTION] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel: CHANNEL });
    expect(await historyTexts()).toEqual(['json']);
  });

  test('each post and edit is one line on the terminal, and steers nothing there', async () => {
    const ts = await post('새 문의\u001b[31m\n둘째 줄\u202e');
    await post('reply', { thread_ts: ts });
    await client.chat.update({ channel: CHANNEL, ts, text: '답변 완료' });
    expect(lines).toEqual([
      'Slack C0CS + 새 문의 [31m 둘째 줄',
      'Slack C0CS   > reply',
      'Slack C0CS ~ 답변 완료',
    ]);
  });

  test.each([
    ['channel_not_found', { channel: 'C0NONE', text: 'x' }],
    ['no_text', { channel: CHANNEL, text: '' }],
    ['msg_too_long', { channel: CHANNEL, text: 'x'.repeat(40_001) }],
    ['thread_not_found', { channel: CHANNEL, text: 'x', thread_ts: '1.000000' }],
    ['invalid_blocks', { channel: CHANNEL, text: 'x', blocks: Array.from({ length: 51 }, () => SECTION) }],
    ['invalid_blocks', { channel: CHANNEL, text: 'x', blocks: [{ type: 'nonsense' }] }],
    ['invalid_blocks', { channel: CHANNEL, text: 'x', blocks: [sectionOf(3001)] }],
    ['invalid_blocks', { channel: CHANNEL, text: 'x', blocks: [sectionOf(0)] }],
    ['invalid_blocks', { channel: CHANNEL, text: 'x', blocks: [headerOf(151)] }],
    ['invalid_metadata_format', { channel: CHANNEL, text: 'x', metadata: { event_type: '' } }],
  ])('%s is Slack’s refusal', async (error, args) => {
    await expect(client.apiCall('chat.postMessage', args)).rejects.toMatchObject({ data: { error } });
    expect(slack.channels.messages(CHANNEL)).toEqual([]);
  });

  test('what just fits is taken', async () => {
    await post('x'.repeat(40_000), { blocks: [headerOf(150), sectionOf(3000), { type: 'divider' }] });
    expect(slack.channels.messages(CHANNEL)).toHaveLength(1);
  });
});

describe('the token', () => {
  test('another is invalid_auth, none is not_authed, ours is known', async () => {
    await expect(clientWith('xoxb-other').auth.test()).rejects.toMatchObject({
      data: { error: 'invalid_auth' },
    });
    const response = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
    expect(await response.json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await client.auth.test()).toMatchObject({ ok: true, bot_id: 'B0LOCALBOT' });
  });
});

describe('editing', () => {
  test('the message is changed in its place and marked as edited', async () => {
    const ts = await post('before', { blocks: [SECTION] });
    await client.chat.update({ channel: CHANNEL, ts, text: 'after', blocks: [{ type: 'divider' }] });
    const { messages } = await client.conversations.history({ channel: CHANNEL });
    expect(messages).toHaveLength(1);
    expect(messages?.[0]).toMatchObject({ ts, text: 'after', blocks: [{ type: 'divider' }] });
    expect(messages?.[0]?.edited?.ts).toBeDefined();
  });

  test('a text alone removes the blocks; metadata stays until an empty one comes', async () => {
    const ts = await post('before', { blocks: [SECTION], metadata: metadataOf('card') });
    await client.chat.update({ channel: CHANNEL, ts, text: 'plain' });
    expect(slack.channels.find(CHANNEL, ts)).toMatchObject({ metadata: metadataOf('card') });
    expect(slack.channels.find(CHANNEL, ts)?.blocks).toBeUndefined();
    await client.apiCall('chat.update', { channel: CHANNEL, ts, text: 'plain', metadata: {} });
    expect(slack.channels.find(CHANNEL, ts)?.metadata).toBeUndefined();
  });

  test('a message that is not there, or in another channel, is message_not_found', async () => {
    const ts = await post('x');
    for (const args of [
      { channel: CHANNEL, ts: '1.000000', text: 'y' },
      { channel: 'C0OPS', ts, text: 'y' },
    ]) {
      await expect(client.apiCall('chat.update', args)).rejects.toMatchObject({
        data: { error: 'message_not_found' },
      });
    }
  });
});

describe('history', () => {
  test('newest first, page by page, each message once though others arrive between', async () => {
    for (let n = 1; n <= 5; n += 1) await post(String(n));
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.conversations.history({
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

  test('replies are left out, broadcasts stand in', async () => {
    const ts = await post('card');
    await post('reply', { thread_ts: ts });
    await post('broadcast', { thread_ts: ts, reply_broadcast: true });
    expect(await historyTexts()).toEqual(['broadcast', 'card']);
  });

  test('oldest is left out unless inclusive', async () => {
    const first = await post('1');
    await post('2');
    expect(await historyTexts({ oldest: first })).toEqual(['2']);
    expect(await historyTexts({ oldest: first, inclusive: true })).toEqual(['2', '1']);
  });

  test('R19: metadata comes only when all of it is asked for', async () => {
    await post('x', { metadata: metadataOf('card') });
    const plain = await client.conversations.history({ channel: CHANNEL });
    expect(plain.messages?.[0]).not.toHaveProperty('metadata');
    const all = await client.conversations.history({ channel: CHANNEL, include_all_metadata: true });
    expect(all.messages?.[0]?.metadata).toEqual(metadataOf('card'));
  });

  test('an unknown channel and a made-up cursor are refused', async () => {
    await expect(client.conversations.history({ channel: 'C0NONE' })).rejects.toMatchObject({
      data: { error: 'channel_not_found' },
    });
    await expect(client.conversations.history({ channel: CHANNEL, cursor: 'x' })).rejects.toMatchObject({
      data: { error: 'invalid_cursor' },
    });
  });
});

describe('a thread', () => {
  test('parent first, then replies in order, with their metadata', async () => {
    const ts = await post('card');
    await post('1', { thread_ts: ts, metadata: metadataOf('3h') });
    await post('2', { thread_ts: ts });
    await post('another card');
    const { messages } = await client.conversations.replies({
      channel: CHANNEL,
      ts,
      include_all_metadata: true,
    });
    expect(messages?.map(({ text }) => text)).toEqual(['card', '1', '2']);
    expect(messages?.[0]).toMatchObject({ thread_ts: ts, reply_count: 2 });
    expect(messages?.[1]).toMatchObject({ metadata: metadataOf('3h') });
  });

  test('one that is not there is thread_not_found', async () => {
    await expect(client.conversations.replies({ channel: CHANNEL, ts: '1.000000' })).rejects.toMatchObject({
      data: { error: 'thread_not_found' },
    });
  });
});

describe('failures', () => {
  test('a lost answer has posted all the same; one that was told to wait has not', async () => {
    slack.fail('lost-answer', { times: 1 });
    await expect(post('lost')).rejects.toThrow();
    slack.fail('rate-limited', { times: 1, method: 'chat.postMessage' });
    await expect(post('limited')).rejects.toMatchObject({ retryAfter: 1 });
    slack.fail({ error: 'is_archived' }, { times: 1 });
    await expect(post('archived')).rejects.toMatchObject({ data: { error: 'is_archived' } });
    expect(await historyTexts()).toEqual(['lost']);
  });
});

describe('the file', () => {
  test('a restart shows the same messages in their last state, and goes on with later ones', async () => {
    const ts = await post('card', { blocks: [SECTION], metadata: metadataOf('card') });
    await post('reply', { thread_ts: ts });
    await client.chat.update({ channel: CHANNEL, ts, text: 'edited' });
    const before = slack.channels.messages(CHANNEL);
    await slack.stop();
    clock.now -= 3_600_000;
    await start();
    expect(slack.channels.messages(CHANNEL)).toEqual(before);
    expect(Number(await post('later'))).toBeGreaterThan(Number(ts));
  });

  test('a last line that a crash tore is dropped, and the next post is readable', async () => {
    await post('whole');
    const file = join(dataDir, 'slack.jsonl');
    appendFileSync(file, '{"channel":"C0CS","ts":"17684532');
    await slack.stop();
    await start();
    await post('next');
    await slack.stop();
    await start();
    expect(slack.channels.messages(CHANNEL).map(({ text }) => text)).toEqual(['whole', 'next']);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  test('another broken line is named, not skipped', async () => {
    appendFileSync(join(dataDir, 'slack.jsonl'), 'broken\n');
    await slack.stop();
    await expect(start()).rejects.toThrow('slack.jsonl:1');
  });
});

function sectionOf(length: number) {
  return { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(length) } };
}

function headerOf(length: number) {
  return { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(length) } };
}
