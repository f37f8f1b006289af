import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { CHANNEL, type StartedSlack, startLocalSlack } from './start-local-slack.ts';
import { type FakeApp, SECRET, startApp } from './start-app.ts';
import { removeTempDirs } from '../temp-dirs.ts';

const HANA = { id: 'U0HANA', name: '하나' };

let started: StartedSlack;
let app: FakeApp;
let ts: string;
beforeEach(async () => {
  app = await startApp();
  started = await startLocalSlack({ people: [HANA], signingSecret: SECRET });
  await started.slack().connectApp(app.url);
  ts = await started.post('card', { blocks: [{ type: 'actions', block_id: 'a', elements: [BUTTON] }] });
});
afterEach(async () => {
  await started.stop();
  await app.close();
});
afterAll(removeTempDirs);

const plain = (text: string) => ({ type: 'plain_text', text });
const BUTTON = { type: 'button', text: plain('열기'), action_id: 'open', value: 'x' };
const input = (block_id = 'text', initial_value = '') => ({
  type: 'input',
  block_id,
  label: plain('답변'),
  element: { type: 'plain_text_input', action_id: 'text', initial_value },
});
const view = (title: string, ...blocks: object[]) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('보내기'),
  blocks: [...blocks, { type: 'actions', block_id: 'a', elements: [BUTTON] }],
});

const on = () => started.slack().interactions;
const shown = () => on().modal(HANA.id);
const title = () =>
  (shown()?.sent.type === 'modal' ? JSON.stringify(shown()?.sent) : '').match(/"text":"([^"]+)"/)?.[1];
const last = () => app.received.at(-1)?.payload ?? {};
const triggerOf = (payload: unknown): string =>
  z.parse(z.looseObject({ trigger_id: z.string() }), payload).trigger_id;
const press = async (): Promise<string> => {
  await on().press(HANA.id, { channel: CHANNEL, ts }, { blockId: 'a', actionId: 'open' });
  return triggerOf(last());
};
const pressInView = async (
  filled: { blockId: string; actionId: string; value: string }[] = [],
): Promise<string> => {
  await on().pressInView(HANA.id, shown()?.id ?? '', { blockId: 'a', actionId: 'open' }, filled);
  return triggerOf(last());
};
const placed = z.looseObject({ view: z.looseObject({ id: z.string(), hash: z.string() }) });
const open = async (sent: object) =>
  placed.parse(await started.call('views.open', { trigger_id: await press(), view: sent })).view;
const push = async (sent: object) =>
  placed.parse(await started.call('views.push', { trigger_id: await pressInView(), view: sent })).view;
const fill = (value: string, blockId = 'text') => [{ blockId, actionId: 'text', value }];

describe('a stack of views', () => {
  test('shows the pushed view, and the view below after it is closed', async () => {
    const first = await open(view('first'));
    const second = await push(view('second'));
    expect(second).toMatchObject({ root_view_id: first.id, previous_view_id: first.id });
    expect(title()).toBe('second');
    on().close(HANA.id);
    expect(title()).toBe('first');
    on().close(HANA.id);
    expect(shown()).toBeUndefined();
  });

  test('holds at most three views', async () => {
    await open(view('first'));
    await push(view('second'));
    await push(view('third'));
    await expect(push(view('fourth'))).rejects.toThrow('push_limit_reached');
    expect(title()).toBe('third');
  });

  test('needs an open view to push on, and a trigger that was not used', async () => {
    await expect(started.call('views.push', { trigger_id: await press(), view: view('x') })).rejects.toThrow(
      'not_found',
    );
    await open(view('first'));
    const trigger_id = await pressInView();
    await started.call('views.push', { trigger_id, view: view('second') });
    await expect(started.call('views.push', { trigger_id, view: view('x') })).rejects.toThrow(
      'exchanged_trigger_id',
    );
  });

  test('is replaced by a modal that opens', async () => {
    await open(view('first'));
    await push(view('second'));
    await open(view('other'));
    on().close(HANA.id);
    expect(shown()).toBeUndefined();
  });

  test('takes an update of any of its views, by id and hash, until the view is closed', async () => {
    const first = await open(view('first'));
    const second = await push(view('second'));
    const update = (of: { id: string; hash: string }, name: string) =>
      started.call('views.update', { view_id: of.id, hash: of.hash, view: view(name) });
    await update(first, 'below');
    expect(title()).toBe('second');
    await expect(update(first, 'again')).rejects.toThrow('hash_conflict');
    await update(second, 'above');
    expect(title()).toBe('above');
    on().close(HANA.id);
    expect(title()).toBe('below');
    await expect(update(second, 'late')).rejects.toThrow('not_found');
  });

  test('goes back after a submission with an empty answer, and closes as a whole if the app wants it', async () => {
    await open(view('first'));
    await push(view('second'));
    await on().submit(HANA.id, shown()?.id ?? '', []);
    expect(title()).toBe('first');
    await push(view('second'));
    app.answer(() => Response.json({ response_action: 'clear' }));
    await on().submit(HANA.id, shown()?.id ?? '', []);
    expect(shown()).toBeUndefined();
  });

  test('closes as a whole with the page', async () => {
    await open(view('first'));
    await push(view('second'));
    on().clear(HANA.id);
    expect(shown()).toBeUndefined();
  });
});

describe('a press in a view', () => {
  test('has a trigger, and names its view', async () => {
    const { id } = await open(view('first'));
    await pressInView();
    expect(last()).toMatchObject({
      type: 'block_actions',
      trigger_id: expect.any(String),
      container: { type: 'view', view_id: id },
      view: { id, hash: expect.any(String) },
    });
  });
});

describe('an entered text', () => {
  const update = (id: string, ...blocks: object[]) =>
    started.call('views.update', { view_id: id, view: view('first', ...blocks) });
  const submitted = async () => {
    expect(await on().submit(HANA.id, shown()?.id ?? '', [])).toEqual({ is: 'done' });
    return JSON.stringify(last()['view']);
  };

  test('stays if an update has an input of the same block and action', async () => {
    const { id } = await open(view('first', input()));
    await pressInView(fill('적은 글'));
    await update(id, input('text', '다른 글'));
    expect(await submitted()).toContain('적은 글');
  });

  test('goes with its input', async () => {
    const { id } = await open(view('first', input()));
    await pressInView(fill('적은 글'));
    await update(id, input('other', '다른 글'));
    await update(id, input('text', '처음 글'));
    const sent = await submitted();
    expect(sent).toContain('처음 글');
    expect(sent).not.toContain('적은 글');
  });

  test('is still there when the view above it is closed', async () => {
    await open(view('first', input()));
    const trigger_id = await pressInView(fill('적은 글'));
    await started.call('views.push', { trigger_id, view: view('second') });
    on().close(HANA.id);
    expect(await submitted()).toContain('적은 글');
  });
});
