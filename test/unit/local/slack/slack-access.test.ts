import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CHANNEL,
  clientOf,
  PRIVATE,
  refusalOf,
  type StartedSlack,
  startLocalSlack,
  TOKEN,
} from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

let started: StartedSlack;
let ts: string;
beforeEach(async () => {
  started = await startLocalSlack();
  ts = await started.post('card', { metadata: { event_type: 'ticket', event_payload: { name: 'card' } } });
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

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
    started.slack().takeScope('channels:history');
    started.slack().takeScope('groups:history');
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

describe('R22: channels', () => {
  test('a channel without the app is not_in_channel, but its links work', async () => {
    started.slack().setChannel(CHANNEL, 'not-member');
    for (const call of [post, edit, read, readThread])
      expect(await refusalOf(call())).toMatchObject({ error: 'not_in_channel' });
    expect(await link()).toMatchObject({ ok: true });
  });

  test('chat:write.public lets it post there, and nothing else', async () => {
    started.slack().setChannel(CHANNEL, 'not-member');
    started.slack().giveScope('chat:write.public');
    expect(await post()).toMatchObject({ ok: true });
    expect(await refusalOf(read())).toMatchObject({ error: 'not_in_channel' });
  });

  test('a private channel without the app is not found', async () => {
    started.slack().setChannel(PRIVATE, 'not-member');
    started.slack().giveScope('chat:write.public');
    for (const call of [post, edit, read, readThread, link])
      expect(await refusalOf(call(PRIVATE))).toMatchObject({ error: 'channel_not_found' });
  });

  test('an archived channel accepts no post and no edit, and can be read', async () => {
    started.slack().setChannel(CHANNEL, 'archived');
    expect(await refusalOf(post())).toMatchObject({ error: 'is_archived' });
    expect(await refusalOf(edit())).toMatchObject({ error: 'is_inactive' });
    for (const call of [read, readThread, link]) expect(await call()).toMatchObject({ ok: true });
  });

  test('a deleted or unknown channel is channel_not_found', async () => {
    started.slack().setChannel(CHANNEL, 'deleted');
    for (const channel of [CHANNEL, 'C0NONE', '']) {
      for (const call of [post, edit, read, readThread, link])
        expect(await refusalOf(call(channel))).toMatchObject({ error: 'channel_not_found' });
    }
  });

  test('the app can be added again', async () => {
    started.slack().setChannel(CHANNEL, 'not-member');
    started.slack().setChannel(CHANNEL, 'member');
    expect(await post()).toMatchObject({ ok: true });
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
    for (const call of [post, edit, read, readThread, link])
      expect(await refusalOf(call())).toMatchObject({ error: 'token_revoked' });
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
