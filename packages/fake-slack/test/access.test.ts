import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CHANNEL,
  clientOf,
  OTHER,
  PRIVATE,
  refusalOf,
  type TestSlack,
  startTestSlack,
  textsOf,
  TOKEN,
} from '../../../test/fixtures/slack/start-test-slack.ts';

let started: TestSlack;
let ts: string;
beforeEach(async () => {
  started = await startTestSlack();
  ts = await started.post('card', { metadata: { event_type: 'ticket', event_payload: { name: 'card' } } });
});
afterEach(() => started.stop());

const post = (channel = CHANNEL) => started.call('chat.postMessage', { channel, text: 'x' });
const edit = (channel = CHANNEL) => started.call('chat.update', { channel, ts, text: 'x' });
const read = (channel = CHANNEL) => started.call('conversations.history', { channel });
const readThread = (channel = CHANNEL) => started.call('conversations.replies', { channel, ts });
const info = (channel = CHANNEL) => started.call('conversations.info', { channel });
const link = (channel = CHANNEL) => started.call('chat.getPermalink', { channel, message_ts: ts });

describe('scopes', () => {
  test('without chat:write nothing is posted or edited, and the answer names the needed and the granted scopes', async () => {
    started.slack().takeScope('chat:write');
    const answer = {
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'channels:history,groups:history,channels:read,groups:read,metadata.message:read',
    };
    expect(await refusalOf(post())).toMatchObject(answer);
    expect(await refusalOf(edit())).toMatchObject(answer);
    expect(started.slack().channels.messages(CHANNEL)).toMatchObject([{ text: 'card' }]);
    expect(await read()).toMatchObject({ ok: true });
  });

  test('channels:history is for public channels, groups:history for private ones', async () => {
    started.slack().takeScope('channels:history');
    for (const call of [read, readThread])
      expect(await refusalOf(call())).toMatchObject({ error: 'missing_scope', needed: 'channels:history' });
    expect(await read(PRIVATE)).toMatchObject({ ok: true });
    started.slack().giveScope('channels:history');
    started.slack().takeScope('groups:history');
    expect(await refusalOf(read(PRIVATE))).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:history',
    });
    expect(await read()).toMatchObject({ ok: true });
  });

  test('without any history scope Slack names all of them', async () => {
    for (const scope of ['channels:history', 'groups:history'] as const) started.slack().takeScope(scope);
    expect(await refusalOf(readThread())).toMatchObject({
      needed: 'channels:history,groups:history,mpim:history,im:history',
    });
  });

  test('R19: without metadata.message:read no message shows metadata, even on request', async () => {
    started.slack().takeScope('metadata.message:read');
    const all = { include_all_metadata: true };
    expect((await started.history(all))[0]).not.toHaveProperty('metadata');
    expect((await started.thread(ts, all))[0]).not.toHaveProperty('metadata');
    started.slack().giveScope('metadata.message:read');
    expect((await started.history(all))[0]).toHaveProperty('metadata');
  });

  test('a restored scope works again; a link and auth.test need no scope', async () => {
    for (const scope of ['chat:write', 'channels:history', 'groups:history'] as const)
      started.slack().takeScope(scope);
    expect(await link()).toMatchObject({ ok: true });
    expect(await started.call('auth.test')).toMatchObject({ ok: true });
    started.slack().giveScope('chat:write');
    expect(await post()).toMatchObject({ ok: true });
  });

  test('every answer has the scopes in a header, as in Slack', async () => {
    started.slack().takeScope('channels:read');
    expect((await started.client().auth.test()).response_metadata?.scopes).toEqual([
      'chat:write',
      'channels:history',
      'groups:history',
      'groups:read',
      'metadata.message:read',
    ]);
  });
});

describe('the app’s view of a channel', () => {
  test('includes whether the app is a member, by channels:read for public and groups:read for private channels', async () => {
    expect(await info()).toMatchObject({
      channel: { id: CHANNEL, is_member: true, is_archived: false, is_private: false },
    });
    started.slack().takeScope('channels:read');
    expect(await refusalOf(info())).toMatchObject({ error: 'missing_scope', needed: 'channels:read' });
    expect(await info(PRIVATE)).toMatchObject({ channel: { is_private: true } });
    started.slack().takeScope('groups:read');
    expect(await refusalOf(info(PRIVATE))).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
  });

  test('includes a public channel without the app, but not a private channel', async () => {
    for (const channel of [CHANNEL, PRIVATE]) started.slack().setChannel(channel, 'not-member');
    expect(await info()).toMatchObject({ channel: { is_member: false } });
    for (const channel of [PRIVATE, 'C0NONE'])
      expect(await refusalOf(info(channel))).toMatchObject({ error: 'channel_not_found' });
    started.slack().setChannel(CHANNEL, 'archived');
    expect(await info()).toMatchObject({ channel: { is_archived: true } });
  });
});

const EACH = { post, edit, read, readThread, link };
/** The words of Slack's refusals. `ok`: it accepts the call. */
const answersIn = async (channel: string) => {
  const words: Record<string, string> = {};
  for (const [name, call] of Object.entries(EACH))
    words[name] = await call(channel).then(
      () => 'ok',
      async () => (await refusalOf(call(channel))).error,
    );
  return words;
};
const allAre = (word: string) => Object.fromEntries(Object.keys(EACH).map((name) => [name, word]));

describe('R22: channels', () => {
  test('a channel without the app is not_in_channel, but its links work, and chat:write.public lets it post', async () => {
    started.slack().setChannel(CHANNEL, 'not-member');
    expect(await answersIn(CHANNEL)).toEqual({ ...allAre('not_in_channel'), link: 'ok' });
    started.slack().giveScope('chat:write.public');
    expect(await answersIn(CHANNEL)).toMatchObject({ post: 'ok', read: 'not_in_channel' });
  });

  test('a private channel without the app, a deleted one and an unknown one are not found', async () => {
    started.slack().giveScope('chat:write.public');
    started.slack().setChannel(PRIVATE, 'not-member');
    started.slack().setChannel(CHANNEL, 'deleted');
    for (const channel of [PRIVATE, CHANNEL, 'C0NONE', ''])
      expect(await answersIn(channel)).toEqual(allAre('channel_not_found'));
  });

  test('an archived channel accepts no post and no edit, and can be read', async () => {
    started.slack().setChannel(CHANNEL, 'archived');
    expect(await answersIn(CHANNEL)).toEqual({ ...allAre('ok'), post: 'is_archived', edit: 'is_inactive' });
  });

  test('an unknown channel cannot be changed', () => {
    expect(() => started.slack().setChannel('C0NONE', 'archived')).toThrow('C0NONE');
  });
});

describe('the token', () => {
  test('is invalid_auth if it is wrong, and not_authed if it is missing', async () => {
    const other = clientOf(started.slack(), 'xoxb-other');
    expect(await refusalOf(other.auth.test())).toMatchObject({ error: 'invalid_auth' });
    const response = await fetch(`${started.slack().apiUrl}auth.test`, { method: 'POST' });
    expect(await response.json()).toEqual({ ok: false, error: 'not_authed' });
  });

  test('is refused for everything after it was revoked until it is accepted again', async () => {
    started.slack().refuseToken('token_revoked');
    expect(await answersIn(CHANNEL)).toEqual(allAre('token_revoked'));
    const other = clientOf(started.slack(), 'xoxb-other');
    expect(await refusalOf(other.auth.test())).toMatchObject({ error: 'invalid_auth' });
    started.slack().acceptToken();
    expect(await post()).toMatchObject({ ok: true });
    started.slack().refuseToken();
    expect(await refusalOf(post())).toMatchObject({ error: 'invalid_auth' });
  });

  test('may also be in the body', async () => {
    const response = await fetch(`${started.slack().apiUrl}auth.test`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `token=${TOKEN}`,
    });
    expect(await response.json()).toMatchObject({ ok: true });
  });
});

const rateLimited = (retryAfter: number) => ({ code: 'slack_webapi_rate_limited_error', retryAfter });
const texts = (channel: string) => textsOf(started.slack().channels.messages(channel));
const restart = async (...how: Parameters<typeof startTestSlack>) => {
  await started.stop();
  started = await startTestSlack(...how);
};

describe('R21: one message per second and channel', () => {
  beforeEach(() => restart({ rateLimits: true }));

  test('allows a short burst, then one more message after a second, but not two', async () => {
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
    ts = await started.post('card');
    await started.post('1', { thread_ts: ts });
    await started.post('2', { thread_ts: ts });
    await expect(started.post('3', { thread_ts: ts })).rejects.toMatchObject(rateLimited(1));
    await started.call('chat.update', { ts, text: 'edited' });
    await started.post('elsewhere', { channel: OTHER });
    expect(texts(CHANNEL)).toEqual(['edited', '1', '2']);
    expect(texts(OTHER)).toEqual(['elsewhere']);
  });

  test('is not used up by a call that is refused for its channel', async () => {
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
  beforeEach(() => restart({ rateLimits: true }));

  test('fifty calls pass at once, then one every 1.2 s, each method separately', async () => {
    ts = await started.post('card');
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
    ts = await started.post('card');
    for (let count = 0; count < 60; count += 1) await link();
    for (let count = 0; count < 60; count += 1) await started.call('auth.test');
  });
});

const PEOPLE = [
  { id: 'U0HANA', name: '하나' },
  { id: 'U0DURI', name: '두리' },
];

describe('people of the local Slack', () => {
  beforeEach(() => restart({ people: PEOPLE }));

  test('have direct messages in a conversation of their own', async () => {
    expect(await started.call('chat.postMessage', { channel: 'U0HANA', text: 'for you' })).toMatchObject({
      ok: true,
      channel: 'D0HANA',
    });
    expect(await started.call('conversations.open', { users: 'U0HANA' })).toMatchObject({
      channel: { id: 'D0HANA' },
    });
    expect(await started.history({ channel: 'D0HANA' })).toMatchObject([{ text: 'for you' }]);
    expect(await started.history({ channel: 'D0DURI' })).toEqual([]);
  });

  test('get direct messages with their scopes, and if they exist', async () => {
    const open = (users: string) => started.call('conversations.open', { users });
    expect(await refusalOf(open('U0NOBODY'))).toMatchObject({ error: 'user_not_found' });
    expect(await refusalOf(open(''))).toMatchObject({ error: 'user_not_found' });
    started.slack().takeScope('im:write');
    expect(await refusalOf(open('U0HANA'))).toMatchObject({ error: 'missing_scope', needed: 'im:write' });
    started.slack().takeScope('im:history');
    expect(await refusalOf(started.history({ channel: 'D0HANA' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'im:history',
    });
    expect(
      await refusalOf(started.call('chat.postMessage', { channel: 'U0NOBODY', text: 'x' })),
    ).toMatchObject({ error: 'channel_not_found' });
  });

  test('do-not-disturb is reported for each requested person, and needs its scope', async () => {
    started.slack().disturbNot('U0HANA', 60_000);
    const second = started.clock.now / 1000;
    expect(await started.call('dnd.teamInfo', { users: 'U0HANA,U0DURI,U0NOBODY' })).toMatchObject({
      users: {
        U0HANA: { dnd_enabled: true, next_dnd_start_ts: second, next_dnd_end_ts: second + 60 },
        U0DURI: { dnd_enabled: false },
      },
    });
    started.slack().takeScope('dnd:read');
    expect(await refusalOf(started.call('dnd.teamInfo', { users: 'U0HANA' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'dnd:read',
    });
  });
});
