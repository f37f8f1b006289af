import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CHANNEL,
  OTHER,
  type TestSlack,
  startTestSlack,
  textsOf,
  TOKEN,
} from '../../../test/fixtures/slack/start-test-slack.ts';
import * as z from 'zod/mini';

let started: TestSlack;
beforeEach(async () => {
  started = await startTestSlack();
});
afterEach(() => started.stop());

const BUTTONS = {
  type: 'actions',
  elements: [
    { type: 'button', text: { type: 'plain_text', text: 'WING' }, url: 'https://wing.coupang.com/' },
  ],
};
const SECTION = { type: 'section', text: { type: 'mrkdwn', text: '*made up*' } };

const metadataOf = (name: string) => ({ event_type: 'ticket', event_payload: { name } });

describe('posting', () => {
  test('every ts is later than the previous one, even if the clock stops or goes back', async () => {
    const first = await started.post('1');
    const second = await started.post('2');
    started.clock.now -= 60_000;
    const third = await started.post('3');
    expect(first).toBe('1768453200.000000');
    expect(second).toBe('1768453200.000001');
    expect(third).toBe('1768453200.000002');
  });

  test('a long id keeps its digits, as a text where it came as a number', async () => {
    const id = '9223372036854775807';
    const metadata = `{"event_type":"ticket","event_payload":{"number":${id},"text":"${id}","short":1.5}}`;
    await fetch(`${started.slack().apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${TOKEN}` },
      body: `{"channel":"${CHANNEL}","text":"${id}","metadata":${metadata}}`,
    });
    await started.post(id, { metadata });
    const event_payload = { number: id, text: id, short: 1.5 };
    const kept = { text: id, metadata: { event_type: 'ticket', event_payload } };
    expect(await started.history({ include_all_metadata: true })).toMatchObject([kept, kept]);
  });

  test('a JSON body is accepted like a form', async () => {
    const response = await fetch(`${started.slack().apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8', Authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ channel: CHANNEL, text: 'json', blocks: [SECTION] }),
    });
    expect(await response.json()).toMatchObject({ ok: true, channel: CHANNEL });
    expect(textsOf(await started.history())).toEqual(['json']);
  });
});

describe('editing', () => {
  test('the message is changed in its place and marked as edited', async () => {
    const ts = await started.post('before', { blocks: [SECTION] });
    await started.call('chat.update', { ts, text: 'after', blocks: [{ type: 'divider' }] });
    const edited = { ts: expect.any(String) };
    expect(await started.history()).toMatchObject([
      { ts, text: 'after', blocks: [{ type: 'divider' }], edited },
    ]);
  });

  test('a text without blocks removes the blocks; metadata stays until an empty one comes', async () => {
    const ts = await started.post('before', { blocks: [SECTION], metadata: metadataOf('card') });
    await started.call('chat.update', { ts, text: 'plain' });
    expect(started.slack().channels.find(CHANNEL, ts)).toMatchObject({ metadata: metadataOf('card') });
    expect(started.slack().channels.find(CHANNEL, ts)?.blocks).toBeUndefined();
    await started.call('chat.update', { ts, text: 'plain', metadata: {} });
    expect(started.slack().channels.find(CHANNEL, ts)?.metadata).toBeUndefined();
  });

  test('a missing message, or a message in another channel, is message_not_found', async () => {
    const ts = await started.post('x');
    for (const place of [{ ts: '1.000000' }, { channel: OTHER, ts }])
      await expect(started.call('chat.update', { ...place, text: 'y' })).rejects.toThrow('message_not_found');
  });
});

describe('a thread', () => {
  test('shows its parent first, then replies in order, with their metadata', async () => {
    const ts = await started.post('card');
    await started.post('1', { thread_ts: ts, metadata: metadataOf('3h') });
    await started.post('2', { thread_ts: ts });
    await started.post('another card');
    const messages = await started.thread(ts, { include_all_metadata: true });
    expect(textsOf(messages)).toEqual(['card', '1', '2']);
    expect(messages[0]).toMatchObject({ thread_ts: ts, reply_count: 2 });
    expect(messages[1]).toMatchObject({ metadata: metadataOf('3h') });
  });

  test('R24: has cards with buttons, which are edited in it and keep their metadata', async () => {
    const ts = await started.post('list');
    const content = { blocks: [SECTION, BUTTONS], metadata: metadataOf('card') };
    const card = await started.post('card', { thread_ts: ts, ...content });
    await started.call('chat.update', { ts: card, text: 'edited', blocks: content.blocks });
    const messages = await started.thread(ts, { include_all_metadata: true });
    expect(messages[1]).toMatchObject({ ts: card, thread_ts: ts, text: 'edited', ...content });
    expect(textsOf(await started.history())).toEqual(['list']);
  });

  test('contains a reply to a reply, which has no replies of its own', async () => {
    const ts = await started.post('list');
    const card = await started.post('card', { thread_ts: ts });
    const answer = await started.call('chat.postMessage', { text: 'line', thread_ts: card });
    expect(answer).toMatchObject({ message: { thread_ts: ts } });
    const textsUnder = async (root: string) => textsOf(await started.thread(root));
    expect(await textsUnder(ts)).toEqual(['list', 'card', 'line']);
    expect(await textsUnder(card)).toEqual(['card']);
  });

  test('R19: still shows its parent from a given time on', async () => {
    const ts = await started.post('list');
    await started.post('before', { thread_ts: ts });
    const oldest = await started.post('card', { thread_ts: ts });
    const messages = await started.thread(ts, { oldest, inclusive: true });
    expect(textsOf(messages)).toEqual(['list', 'card']);
  });

  test('is thread_not_found for a missing message', async () => {
    await expect(started.thread('1.000000')).rejects.toThrow('thread_not_found');
  });
});

describe('a permalink', () => {
  test('names the channel and the message, and for a reply its thread', async () => {
    const ts = await started.post('list');
    const reply = await started.post('card', { thread_ts: ts });
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
    await expect(started.call('chat.getPermalink', args)).rejects.toThrow(error);
  });
});

describe('the log of messages', () => {
  test('lets a restart show the same messages in their last state, and continue with later messages', async () => {
    const ts = await started.post('card', { blocks: [SECTION], metadata: metadataOf('card') });
    await started.post('reply', { thread_ts: ts });
    await started.call('chat.update', { ts, text: 'edited' });
    const before = started.slack().channels.messages(CHANNEL);
    started.clock.now -= 3_600_000;
    await started.restart();
    expect(started.slack().channels.messages(CHANNEL)).toEqual(before);
    expect(Number(await started.post('later'))).toBeGreaterThan(Number(ts));
  });
});

const metadata = metadataOf('card');
const blocks = [{ type: 'divider' }];

const remove = (ts: string) => started.slack().channels.remove(CHANNEL, ts);
const isGone = async (ts: string) => {
  await expect(started.thread(ts)).rejects.toThrow('thread_not_found');
  await expect(started.call('chat.update', { ts, text: 'x' })).rejects.toThrow('message_not_found');
  await expect(started.call('chat.getPermalink', { message_ts: ts })).rejects.toThrow('message_not_found');
};

describe('R22: a message that a person deletes', () => {
  test('disappears if it has no replies', async () => {
    const ts = await started.post('card', { metadata, blocks });
    await remove(ts);
    expect(await started.history()).toEqual([]);
    expect(started.slack().channels.messages(CHANNEL)).toEqual([]);
    expect(started.slack().channels.find(CHANNEL, ts)).toBeUndefined();
    await isGone(ts);
  });

  test('has gone, so that a reply goes to the channel and its answer names no thread', async () => {
    const ts = await started.post('card');
    await remove(ts);
    const line = { text: 'line', thread_ts: ts, reply_broadcast: true };
    const answer = await started.call('chat.postMessage', line);
    expect(answer).toMatchObject({ ok: true, message: { text: 'line' } });
    expect(JSON.stringify(answer)).not.toContain('thread_ts');
    const [shown] = await started.history();
    expect(shown).toMatchObject({ text: 'line' });
    expect(shown).not.toHaveProperty('thread_ts');
    expect(shown).not.toHaveProperty('subtype');
  });

  test('leaves a placeholder above its replies, without text, blocks and metadata', async () => {
    const ts = await started.post('card', { metadata, blocks });
    await started.post('line', { thread_ts: ts });
    await remove(ts);
    const shown = {
      ts,
      subtype: 'tombstone',
      user: 'USLACKBOT',
      hidden: true,
      text: 'This message was deleted.',
      reply_count: 1,
    };
    const [tombstone] = await started.history({ include_all_metadata: true });
    expect(tombstone).toMatchObject(shown);
    for (const field of ['metadata', 'blocks', 'bot_id', 'edited'])
      expect(tombstone).not.toHaveProperty(field);
    expect(await started.thread(ts)).toMatchObject([shown, { text: 'line', thread_ts: ts }]);
    await expect(started.call('chat.update', { ts, text: 'x' })).rejects.toThrow('message_not_found');
    await expect(started.call('chat.getPermalink', { message_ts: ts })).rejects.toThrow('message_not_found');
  });

  test('keeps later replies in its thread if it is a placeholder', async () => {
    const ts = await started.post('card');
    await started.post('1', { thread_ts: ts });
    await remove(ts);
    const answer = await started.call('chat.postMessage', { text: '2', thread_ts: ts });
    expect(answer).toMatchObject({ message: { thread_ts: ts } });
    expect(textsOf(await started.thread(ts))).toEqual(['This message was deleted.', '1', '2']);
  });

  test('disappears from its thread and from the channel if it is a reply; the last reply removes the placeholder too', async () => {
    const ts = await started.post('card');
    const first = await started.post('1', { thread_ts: ts });
    const second = await started.post('2', { thread_ts: ts, reply_broadcast: true });
    await remove(ts);
    await remove(first);
    expect(textsOf(await started.history())).toEqual(['2', 'This message was deleted.']);
    await remove(second);
    expect(await started.history()).toEqual([]);
    await isGone(ts);
    await isGone(second);
  });

  test('keeps the message above it if it is the last reply of an existing message', async () => {
    const ts = await started.post('card');
    await remove(await started.post('1', { thread_ts: ts }));
    expect(await started.history()).toMatchObject([{ text: 'card' }]);
    await remove(ts);
    expect(await started.history()).toEqual([]);
  });

  test('stays deleted after a restart, and no later message gets its ts', async () => {
    const rooted = await started.post('1');
    await started.post('2', { thread_ts: rooted });
    const last = await started.post('3');
    await remove(rooted);
    await remove(last);
    const before = started.slack().channels.messages(CHANNEL);
    await started.restart();
    expect(started.slack().channels.messages(CHANNEL)).toEqual(before);
    expect(textsOf(before)).toEqual(['This message was deleted.', '2']);
    expect(Number(await started.post('4'))).toBeGreaterThan(Number(last));
  });

  test('is reported with its former content', async () => {
    const ts = await started.post('card');
    const line = await started.post('line', { thread_ts: ts });
    const changes: unknown[] = [];
    started.slack().channels.onChange((change) => changes.push(change));
    await remove(line);
    await remove(ts);
    expect(changes).toMatchObject([
      { kind: 'deleted', message: { ts: line, text: 'line' } },
      { kind: 'deleted', message: { ts, text: 'card' } },
    ]);
  });

  test('cannot be deleted again, nor can an unknown one', async () => {
    const ts = await started.post('card');
    const rooted = await started.post('root');
    await started.post('line', { thread_ts: rooted });
    await remove(ts);
    await remove(rooted);
    for (const none of [ts, rooted, '1.000000']) await expect(remove(none)).rejects.toThrow(none);
  });
});

describe('R19: history lags behind', () => {
  beforeEach(async () => {
    await started.stop();
    started = await startTestSlack({ historyLagMs: 2000 });
  });

  test('by two seconds after a post, though the post was answered at once', async () => {
    const ts = await started.post('card');
    expect(await started.history()).toEqual([]);
    started.clock.now += 1999;
    expect(await started.history()).toEqual([]);
    started.clock.now += 1;
    expect(await started.history()).toMatchObject([{ ts, text: 'card' }]);
  });

  test('for a thread until its root appears, and for each reply longer than for its root', async () => {
    const ts = await started.post('card');
    await expect(started.thread(ts)).rejects.toThrow('thread_not_found');
    started.clock.now += 2000;
    await started.post('reply', { thread_ts: ts });
    expect(textsOf(await started.thread(ts))).toEqual(['card']);
    expect((await started.history())[0]).not.toHaveProperty('reply_count');
    started.clock.now += 2001;
    expect(textsOf(await started.thread(ts))).toEqual(['card', 'reply']);
    expect((await started.history())[0]).toMatchObject({ reply_count: 1 });
  });

  test('but not for writing: edit, link and reply work at once', async () => {
    const ts = await started.post('card');
    await started.call('chat.update', { ts, text: 'edited' });
    expect(await started.call('chat.getPermalink', { message_ts: ts })).toMatchObject({ ok: true });
    await started.post('reply', { thread_ts: ts });
    started.clock.now += 2001;
    expect(textsOf(await started.thread(ts))).toEqual(['edited', 'reply']);
  });

  test('but not for an edit of a visible message', async () => {
    const ts = await started.post('card');
    started.clock.now += 2000;
    await started.call('chat.update', { ts, text: 'edited' });
    expect(textsOf(await started.history())).toEqual(['edited']);
  });

  test('and a restart neither shows a message earlier nor hides it', async () => {
    await started.post('card');
    await started.restart();
    expect(await started.history()).toEqual([]);
    started.clock.now += 2000;
    expect(textsOf(await started.history())).toEqual(['card']);
  });

  test('and a clock that went back hides no visible message', async () => {
    await started.post('card');
    started.clock.now -= 3_600_000;
    expect(textsOf(await started.history())).toEqual(['card']);
  });

  test('but `channels` shows a message at once', async () => {
    await started.post('card');
    expect(started.slack().channels.messages('C0CS')).toHaveLength(1);
  });
});

test('the history lags by default, and the lag has limits', async () => {
  await started.stop();
  started = await startTestSlack({}, {});
  for (const text of ['1', '2', '3']) await started.post(text);
  await expect(started.post('4')).rejects.toMatchObject({ retryAfter: 1 });
  started.clock.now += 1999;
  expect(await started.history()).toEqual([]);
  started.clock.now += 2;
  expect(await started.history()).toHaveLength(3);
});

describe('metadata', () => {
  test('R19: history and threads include it only on request for all of it', async () => {
    const ts = await started.post('card', { metadata });
    for (const read of [started.history, (more: Record<string, unknown>) => started.thread(ts, more)]) {
      expect((await read({}))[0]).not.toHaveProperty('metadata');
      expect((await read({ include_all_metadata: true }))[0]).toMatchObject({ metadata });
    }
  });

  test('is in the answer to the post', async () => {
    const answer = await started.call('chat.postMessage', { text: 'card', metadata });
    expect(answer).toMatchObject({ message: { metadata } });
  });
});

test.each([
  ['invalid_ts_oldest', { oldest: 'yesterday' }],
  ['invalid_ts_latest', { latest: 'now' }],
  ['invalid_cursor', { cursor: 'made up' }],
  ['invalid_arguments', { limit: 1000 }],
])('%s is Slack’s refusal', async (error, args) => {
  const ts = await started.post('card');
  await expect(started.history(args)).rejects.toThrow(error);
  await expect(started.thread(ts, args)).rejects.toThrow(error);
});

describe('R19: a search from a ts on', () => {
  test('goes on at its cursor, in the channel and in a thread, while new messages come', async () => {
    const first = await started.post('1');
    for (const text of ['2', '3']) await started.post(text, { thread_ts: first });
    for (const text of ['4', '5']) await started.post(text);
    const page = z.looseObject({
      messages: z.array(z.looseObject({ text: z.string() })),
      response_metadata: z.object({ next_cursor: z.string() }),
    });
    for (const [method, texts, newest] of [
      ['conversations.history', ['5', '4', '1'], []],
      ['conversations.replies', ['1', '2', '3'], ['new']],
    ] as const) {
      const args = { oldest: first, inclusive: true, limit: 2, ts: first };
      const begun = page.parse(await started.call(method, args));
      await started.post('new', { ...(method === 'conversations.replies' && { thread_ts: first }) });
      const cursor = begun.response_metadata.next_cursor;
      const rest = page.parse(await started.call(method, { ...args, limit: 999, cursor }));
      expect(textsOf([...begun.messages, ...rest.messages])).toEqual([...texts, ...newest]);
    }
  });

  test('compares every digit of a ts', async () => {
    const [, second, third] = [await started.post('1'), await started.post('2'), await started.post('3')];
    expect(textsOf(await started.history({ oldest: second }))).toEqual(['3']);
    expect(textsOf(await started.history({ oldest: second, inclusive: true }))).toEqual(['3', '2']);
    const own = { oldest: third, latest: third };
    expect(textsOf(await started.history({ ...own, inclusive: true }))).toEqual(['3']);
    expect(await started.history(own)).toEqual([]);
  });
});
