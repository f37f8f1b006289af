import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CHANNEL, OTHER, type StartedSlack, startLocalSlack, TOKEN } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

let started: StartedSlack;
beforeEach(async () => {
  started = await startLocalSlack({ rateLimits: true });
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

const rateLimited = (retryAfter: number) => ({ code: 'slack_webapi_rate_limited_error', retryAfter });
const texts = (channel: string) =>
  started
    .slack()
    .channels.messages(channel)
    .map(({ text }) => text);

describe('R21: one message per second and channel', () => {
  test('allows a short burst, then makes a post wait, which is not posted', async () => {
    for (const text of ['1', '2', '3']) await started.post(text);
    await expect(started.post('4')).rejects.toMatchObject(rateLimited(1));
    expect(texts(CHANNEL)).toEqual(['1', '2', '3']);
  });

  test('allows one more message after a second, but not two', async () => {
    for (const text of ['1', '2', '3']) await started.post(text);
    started.clock.now += 999;
    await expect(started.post('early')).rejects.toMatchObject(rateLimited(1));
    started.clock.now += 1;
    await started.post('4');
    await expect(started.post('5')).rejects.toMatchObject(rateLimited(1));
    expect(texts(CHANNEL)).toEqual(['1', '2', '3', '4']);
  });

  test('always allows one a second', async () => {
    for (let second = 0; second < 20; second += 1) {
      await started.post(String(second));
      started.clock.now += 1000;
    }
    expect(texts(CHANNEL)).toHaveLength(20);
  });

  test('never makes a call wait longer after a clock went back', async () => {
    for (const text of ['1', '2', '3']) await started.post(text);
    started.clock.now -= 60_000;
    await expect(started.post('4')).rejects.toMatchObject(rateLimited(1));
  });

  test('counts replies, but neither another channel nor edits', async () => {
    const ts = await started.post('card');
    await started.post('1', { thread_ts: ts });
    await started.post('2', { thread_ts: ts });
    await expect(started.post('3', { thread_ts: ts })).rejects.toMatchObject(rateLimited(1));
    await started.call('chat.update', { ts, text: 'edited' });
    await started.post('elsewhere', { channel: OTHER });
    expect(texts(CHANNEL)).toEqual(['edited', '1', '2']);
    expect(texts(OTHER)).toEqual(['elsewhere']);
  });

  test('is not used up by a call that is refused for its token or channel', async () => {
    started.slack().setChannel(CHANNEL, 'archived');
    for (let count = 0; count < 5; count += 1) await expect(started.post('x')).rejects.toThrow('is_archived');
    started.slack().setChannel(CHANNEL, 'member');
    for (const text of ['1', '2', '3']) await started.post(text);
    expect(texts(CHANNEL)).toEqual(['1', '2', '3']);
  });

  test('answers with a 429 and whole seconds in Retry-After', async () => {
    for (const text of ['1', '2', '3']) await started.post(text);
    const response = await fetch(`${started.slack().apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ channel: CHANNEL, text: '4' }).toString(),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await response.json()).toEqual({ ok: false, error: 'ratelimited' });
  });
});

describe('methods of tier 3', () => {
  test('fifty calls pass at once, then one every 1.2 s, each method separately', async () => {
    const ts = await started.post('card');
    const methods: (() => Promise<unknown>)[] = [
      () => started.history(),
      () => started.thread(ts),
      () => started.call('chat.update', { ts, text: 'edited' }),
    ];
    for (const call of methods) {
      for (let count = 0; count < 50; count += 1) await call();
      await expect(call()).rejects.toMatchObject(rateLimited(2));
    }
    started.clock.now += 1200;
    for (const call of methods) {
      await call();
      await expect(call()).rejects.toMatchObject(rateLimited(2));
    }
  });

  test('a link and auth.test are not limited', async () => {
    const ts = await started.post('card');
    for (let count = 0; count < 60; count += 1) await started.call('chat.getPermalink', { message_ts: ts });
    for (let count = 0; count < 60; count += 1) await started.call('auth.test');
  });
});

test('without limits no call must wait', async () => {
  await started.stop();
  started = await startLocalSlack({ rateLimits: false });
  for (let count = 0; count < 60; count += 1) await started.post('x');
  for (let count = 0; count < 60; count += 1) await started.history();
  expect(texts(CHANNEL)).toHaveLength(60);
});
