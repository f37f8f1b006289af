import * as z from 'zod/mini';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type StartedSlack, startLocalSlack, textsOf } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

let started: StartedSlack;
const start = async (historyLagMs?: number) => {
  started = await startLocalSlack(historyLagMs === undefined ? {} : { historyLagMs });
};
beforeEach(() => start(2000));
afterEach(() => started.stop());
afterAll(removeTempDirs);

describe('R19: history lags behind', () => {
  test('by two seconds after a post, though the post was answered at once', async () => {
    const ts = await started.post('card');
    expect(await started.history()).toEqual([]);
    started.clock.now += 1999;
    expect(await started.history()).toEqual([]);
    started.clock.now += 1;
    expect(await started.history()).toMatchObject([{ ts, text: 'card' }]);
  });

  test('also for several messages in the same millisecond', async () => {
    for (const text of ['1', '2', '3']) await started.post(text);
    expect(await started.history()).toEqual([]);
    started.clock.now += 2001;
    expect(textsOf(await started.history())).toEqual(['3', '2', '1']);
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

  test('but the page and the terminal see a message at once', async () => {
    await started.post('card');
    expect(started.slack().channels.messages('C0CS')).toHaveLength(1);
    expect(started.lines).toEqual(['Slack #C0CS + card']);
  });
});

test('the history lags by default, and the lag has limits', async () => {
  await started.stop();
  started = await startLocalSlack({}, {});
  for (const text of ['1', '2', '3']) await started.post(text);
  await expect(started.post('4')).rejects.toMatchObject({ retryAfter: 1 });
  started.clock.now += 1999;
  expect(await started.history()).toEqual([]);
  started.clock.now += 2;
  expect(await started.history()).toHaveLength(3);
});

describe('metadata', () => {
  const metadata = { event_type: 'ticket', event_payload: { name: 'card' } };

  test('R19: history and threads include it only on request for all of it', async () => {
    await started.stop();
    await start();
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
  started.clock.now += 2000;
  await expect(started.history(args)).rejects.toThrow(error);
  await expect(started.thread(ts, args)).rejects.toThrow(error);
});

describe('R19: a search from a ts on', () => {
  test('goes on at its cursor, in the channel and in a thread, while new messages come', async () => {
    await started.stop();
    await start(0);
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
    await started.stop();
    await start(0);
    const [, second, third] = [await started.post('1'), await started.post('2'), await started.post('3')];
    expect(textsOf(await started.history({ oldest: second }))).toEqual(['3']);
    expect(textsOf(await started.history({ oldest: second, inclusive: true }))).toEqual(['3', '2']);
    const own = { oldest: third, latest: third };
    expect(textsOf(await started.history({ ...own, inclusive: true }))).toEqual(['3']);
    expect(await started.history(own)).toEqual([]);
  });
});
