import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CHANNEL, type StartedSlack, startLocalSlack, textsOf } from './start-local-slack.ts';
import { removeTempDirs } from '../temp-dirs.ts';

const metadata = { event_type: 'ticket', event_payload: { name: 'card' } };
const blocks = [{ type: 'divider' }];
let started: StartedSlack;
beforeEach(async () => {
  started = await startLocalSlack();
});
afterEach(() => started.stop());
afterAll(removeTempDirs);

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
    const answer = await started.call('chat.postMessage', {
      text: 'line',
      thread_ts: ts,
      reply_broadcast: true,
    });
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

  test('is reported to the page and the terminal, with its former content', async () => {
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
    expect(started.lines.slice(2)).toEqual(['Slack #C0CS   - line', 'Slack #C0CS - card']);
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
