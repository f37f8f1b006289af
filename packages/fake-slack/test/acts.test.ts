import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import type { ElementPlace } from '../src/acts/interactions.ts';
import { createTriggers } from '../src/acts/triggers.ts';
import { CHANNEL, type TestSlack, startTestSlack } from '../../../test/fixtures/slack/start-test-slack.ts';
import { type FakeApp, SECRET, startApp } from '../../../test/fixtures/slack/start-app.ts';

const HANA = { id: 'U0HANA', name: '하나' };
const DURI = { id: 'U0DURI', name: '두리' };

let started: TestSlack;
let app: FakeApp;
let ts: string;
beforeEach(async () => {
  app = await startApp();
  started = await startTestSlack({ people: [HANA, DURI], signingSecret: SECRET, repeatEventMs: [0, 1, 1] });
  await started.slack().connectApp(app.url);
  ts = await started.post('card', { blocks: BLOCKS });
});
afterEach(async () => {
  await started.stop();
  await app.close();
});

const plain = (text: string) => ({ type: 'plain_text', text });
const CLAIM = { type: 'button', text: plain('담당하기'), action_id: 'claim', value: 'KR/A1/x/1/1' };
const ASSIGN = { type: 'users_select', action_id: 'assign', placeholder: plain('담당 지정') };
const BLOCKS = [
  { type: 'section', text: { type: 'mrkdwn', text: 'card' } },
  { type: 'actions', elements: [CLAIM, ASSIGN] },
];
const input = (block_id = 'text', more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain('답변'),
  element: { type: 'plain_text_input', action_id: 'text', ...more },
});
const modal = (title: string, ...blocks: object[]) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('보내기'),
  blocks: [...blocks, { type: 'actions', block_id: 'block-1', elements: [CLAIM] }],
});
const REPLY = {
  ...modal('답변', input('text', { multiline: true, min_length: 2, max_length: 1000 })),
  callback_id: 'reply',
  private_metadata: '{"ticket":"x"}',
};

const on = () => started.slack().interactions;
const claim: ElementPlace = { blockId: 'block-1', actionId: 'claim' };
const press = (element = claim, by = HANA.id) => on().press(by, { channel: CHANNEL, ts }, element);
const last = () => app.received.at(-1)?.payload ?? {};
const lastTrigger = () => z.parse(z.looseObject({ trigger_id: z.string() }), last()).trigger_id;
const trigger = async (): Promise<string> => {
  await press();
  return lastTrigger();
};
const fill = (value: string) => [{ blockId: 'text', actionId: 'text', value }];
const shown = () => on().modal(HANA.id);
const pressInView = async (filled: ReturnType<typeof fill> = []): Promise<string> => {
  await on().pressInView(HANA.id, shown()?.id ?? '', claim, filled);
  return lastTrigger();
};
const placed = z.looseObject({ view: z.looseObject({ id: z.string(), hash: z.string() }) });
const openBy = (trigger_id: string, view: object = REPLY) => started.call('views.open', { trigger_id, view });
const open = async (view: object) => placed.parse(await openBy(await trigger(), view)).view;
const push = async (view: object) =>
  placed.parse(await started.call('views.push', { trigger_id: await pressInView(), view })).view;

describe('a press', () => {
  test('reaches the app as a signed form with what Slack sends about person, message and button', async () => {
    expect(await press()).toEqual({ is: 'done' });
    const [{ headers, isSigned } = { headers: new Headers(), isSigned: false }] = app.received;
    expect(isSigned).toBe(true);
    expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(headers.get('x-slack-retry-num')).toBeNull();
    expect(last()).toMatchObject({
      type: 'block_actions',
      user: { id: HANA.id, username: HANA.name, team_id: 'T0LOCAL' },
      team: { id: 'T0LOCAL', domain: 'local' },
      api_app_id: 'A0LOCAL',
      channel: { id: CHANNEL },
      container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
      message: { ts, text: 'card', blocks: [{ block_id: 'block-0' }, { block_id: 'block-1' }] },
      state: { values: { 'block-1': { assign: { type: 'users_select', selected_user: null } } } },
      actions: [
        { type: 'button', action_id: 'claim', block_id: 'block-1', value: CLAIM.value, text: CLAIM.text },
      ],
    });
  });

  test('contains the chosen person in the action', async () => {
    await press({ blockId: 'block-1', actionId: 'assign', choice: DURI.id });
    expect(last()).toMatchObject({ actions: [{ type: 'users_select', selected_user: DURI.id }] });
  });

  test('does nothing on a button that an edit removed', async () => {
    await started.call('chat.update', { ts, text: 'done', blocks: BLOCKS.slice(0, 1) });
    expect(await press()).toEqual({ is: 'gone' });
    expect(app.received).toEqual([]);
  });

  test('is sent again, marked as a retry, if the app fails', async () => {
    app.answer((_payload, times) => new Response('', { status: times === 1 ? 500 : 200 }));
    expect(await press()).toEqual({ is: 'done' });
    expect(app.received.map(({ headers }) => headers.get('x-slack-retry-num'))).toEqual([null, '1']);
    expect(app.received[1]?.headers.get('x-slack-retry-reason')).toBe('http_error');
    expect(app.received[1]?.body).toBe(app.received[0]?.body);
    app.answer(() => new Response('', { status: 500 }));
    expect(await press()).toEqual({ is: 'unanswered' });
  });

  test('is not repeated after X-Slack-No-Retry', async () => {
    app.answer(() => new Response('', { status: 401, headers: { 'X-Slack-No-Retry': '1' } }));
    expect(await press()).toEqual({ is: 'unanswered' });
    expect(app.received.length).toBe(1);
  });
});

describe('a modal', () => {
  test('opens once for a trigger, for the person who pressed', async () => {
    const trigger_id = await trigger();
    expect(await openBy(trigger_id)).toMatchObject({
      ok: true,
      view: { callback_id: 'reply', private_metadata: '{"ticket":"x"}', state: { values: {} } },
    });
    expect(shown()?.sent.callback_id).toBe('reply');
    expect(on().modal(DURI.id)).toBeUndefined();
    await expect(openBy(trigger_id)).rejects.toThrow('exchanged_trigger_id');
    await expect(openBy('1.2.x')).rejects.toThrow('invalid_trigger_id');
  });

  test('is refused with the place of invalid content, and the trigger still works', async () => {
    const trigger_id = await trigger();
    const wrong: [object, string][] = [
      [{ ...REPLY, title: plain('x'.repeat(25)) }, '/view/title/text'],
      [{ ...REPLY, submit: undefined }, 'submit is required'],
      [{ ...REPLY, blocks: [input(), input()] }, 'block_id must be unique'],
      [{ ...REPLY, private_metadata: 'x'.repeat(3001) }, '/view/private_metadata'],
      [{ ...REPLY, blocks: [{ ...input(), element: CLAIM }] }, '/view/blocks/0/element'],
      [{ ...REPLY, type: 'home' }, 'additional property'],
    ];
    for (const [view, reason] of wrong) {
      const error: unknown = await openBy(trigger_id, view).catch((cause: unknown) => cause);
      expect(JSON.stringify(error)).toContain('invalid_arguments');
      expect(JSON.stringify(error)).toContain(reason);
    }
    expect(await openBy(trigger_id)).toMatchObject({ ok: true });
  });

  test('reaches the app with its values when it is submitted, and an empty answer closes it', async () => {
    const { id } = await open(REPLY);
    expect(await on().submit(HANA.id, id, fill('안녕하세요'))).toEqual({ is: 'done' });
    expect(last()).toMatchObject({
      type: 'view_submission',
      user: { id: HANA.id },
      view: {
        id,
        callback_id: 'reply',
        private_metadata: '{"ticket":"x"}',
        state: { values: { text: { text: { type: 'plain_text_input', value: '안녕하세요' } } } },
        hash: expect.any(String),
        root_view_id: id,
        previous_view_id: null,
      },
    });
    expect(shown()).toBeUndefined();
    expect(await on().submit(HANA.id, id, fill('안녕하세요'))).toEqual({ is: 'gone' });
  });

  test('is refused by Slack itself for an empty, short or long input', async () => {
    const { id } = await open(REPLY);
    const sent = app.received.length;
    const faults = [
      ['', { is: 'missing' }],
      ['x', { is: 'short', limit: 2 }],
      ['x'.repeat(1001), { is: 'long', limit: 1000 }],
    ] as const;
    for (const [value, fault] of faults) {
      const errors = new Map([['text', fault]]);
      expect(await on().submit(HANA.id, id, fill(value))).toEqual({ is: 'errors', errors });
    }
    expect(app.received.length).toBe(sent);
  });

  test('shows errors or another view, or closes, as the app answers', async () => {
    const { id } = await open(REPLY);
    const answer = (body: object) => app.answer(() => Response.json(body));
    answer({ response_action: 'errors', errors: { text: '전화번호가 있습니다' } });
    expect(await on().submit(HANA.id, id, fill('010'))).toEqual({
      is: 'errors',
      errors: new Map([['text', '전화번호가 있습니다']]),
    });
    const preview = { type: 'modal', title: plain('미리보기'), submit: plain('보내기'), blocks: BLOCKS };
    answer({ response_action: 'update', view: preview });
    expect(await on().submit(HANA.id, id, fill('안녕'))).toEqual({ is: 'done' });
    expect(shown()).toMatchObject({ id, sent: { title: plain('미리보기') } });
    answer({ response_action: 'update', view: { type: 'modal' } });
    expect(await on().submit(HANA.id, id, [])).toEqual({ is: 'unanswered' });
    answer({ response_action: 'clear' });
    expect(await on().submit(HANA.id, id, [])).toEqual({ is: 'done' });
    expect(shown()).toBeUndefined();
  });
});

describe('a stack of views', () => {
  test('shows the pushed view, and the view below after it is closed', async () => {
    const first = await open(modal('first'));
    const second = await push(modal('second'));
    expect(second).toMatchObject({ root_view_id: first.id, previous_view_id: first.id });
    expect(shown()?.sent).toMatchObject({ title: plain('second') });
    on().close(HANA.id);
    expect(shown()?.sent).toMatchObject({ title: plain('first') });
    on().close(HANA.id);
    expect(shown()).toBeUndefined();
  });

  test('holds at most three views', async () => {
    await open(modal('first'));
    await push(modal('second'));
    await push(modal('third'));
    await expect(push(modal('fourth'))).rejects.toThrow('push_limit_reached');
    expect(shown()?.sent).toMatchObject({ title: plain('third') });
  });

  test('needs an open view to push on, and a trigger that was not used', async () => {
    const pushBy = (trigger_id: string) => started.call('views.push', { trigger_id, view: modal('second') });
    await expect(pushBy(await trigger())).rejects.toThrow('not_found');
    await open(modal('first'));
    const trigger_id = await pressInView();
    await pushBy(trigger_id);
    await expect(pushBy(trigger_id)).rejects.toThrow('exchanged_trigger_id');
  });

  test('is replaced by a modal that opens', async () => {
    await open(modal('first'));
    await push(modal('second'));
    await open(modal('other'));
    on().close(HANA.id);
    expect(shown()).toBeUndefined();
  });

  test('takes an update of any of its views, by id and hash, until the view is closed', async () => {
    const first = await open(modal('first'));
    const second = await push(modal('second'));
    const update = (of: { id: string; hash: string }, name: string) =>
      started.call('views.update', { view_id: of.id, hash: of.hash, view: modal(name) });
    await update(first, 'below');
    expect(shown()?.sent).toMatchObject({ title: plain('second') });
    await expect(update(first, 'again')).rejects.toThrow('hash_conflict');
    await update(second, 'above');
    expect(shown()?.sent).toMatchObject({ title: plain('above') });
    on().close(HANA.id);
    expect(shown()?.sent).toMatchObject({ title: plain('below') });
    await expect(update(second, 'late')).rejects.toThrow('not_found');
  });

  test('goes back after a submission with an empty answer, and closes as a whole if the app wants it', async () => {
    await open(modal('first'));
    await push(modal('second'));
    await on().submit(HANA.id, shown()?.id ?? '', []);
    expect(shown()?.sent).toMatchObject({ title: plain('first') });
    await push(modal('second'));
    app.answer(() => Response.json({ response_action: 'clear' }));
    await on().submit(HANA.id, shown()?.id ?? '', []);
    expect(shown()).toBeUndefined();
  });

  test('closes as a whole with the page', async () => {
    await open(modal('first'));
    await push(modal('second'));
    on().clear(HANA.id);
    expect(shown()).toBeUndefined();
  });
});

describe('an entered text', () => {
  const update = (id: string, ...blocks: object[]) =>
    started.call('views.update', { view_id: id, view: modal('first', ...blocks) });
  const submitted = async () => {
    expect(await on().submit(HANA.id, shown()?.id ?? '', [])).toEqual({ is: 'done' });
    return JSON.stringify(last()['view']);
  };

  test('stays if an update has an input of the same block and action', async () => {
    const { id } = await open(modal('first', input()));
    await pressInView(fill('적은 글'));
    await update(id, input('text', { initial_value: '다른 글' }));
    expect(await submitted()).toContain('적은 글');
  });

  test('goes with its input', async () => {
    const { id } = await open(modal('first', input()));
    await pressInView(fill('적은 글'));
    await update(id, input('other', { initial_value: '다른 글' }));
    await update(id, input('text', { initial_value: '처음 글' }));
    const sent = await submitted();
    expect(sent).toContain('처음 글');
    expect(sent).not.toContain('적은 글');
  });

  test('is still there when the view above it is closed', async () => {
    await open(modal('first', input()));
    const trigger_id = await pressInView(fill('적은 글'));
    await started.call('views.push', { trigger_id, view: modal('second') });
    on().close(HANA.id);
    expect(await submitted()).toContain('적은 글');
  });
});

test('the Home tab is published for one person, and opening it is an event', async () => {
  const view = { type: 'home', blocks: BLOCKS };
  expect(await started.call('views.publish', { user_id: HANA.id, view })).toMatchObject({ ok: true });
  await expect(started.call('views.publish', { user_id: 'U0NOBODY', view })).rejects.toThrow(
    'user_not_found',
  );
  expect(on().home(DURI.id)).toBeUndefined();
  expect(await on().openHome(HANA.id)).toEqual({ is: 'done' });
  expect(app.received.at(-1)?.headers.get('content-type')).toBe('application/json');
  expect(app.received.at(-1)?.isSigned).toBe(true);
  expect(last()).toMatchObject({
    type: 'event_callback',
    team_id: 'T0LOCAL',
    event_id: expect.stringMatching(/^Ev/),
    event: { type: 'app_home_opened', user: HANA.id, tab: 'home', view: { type: 'home' } },
  });
  const home = on().home(HANA.id)?.id ?? '';
  await on().pressInView(HANA.id, home, { blockId: 'block-1', actionId: 'claim' }, []);
  expect(last()).toMatchObject({ container: { type: 'view', view_id: home }, view: { type: 'home' } });
});

test('a reaction is kept, sent to the app once, and removed by a second click', async () => {
  const at = { channel: CHANNEL, ts };
  await on().react(HANA.id, at, 'eyes');
  expect(await started.history()).toMatchObject([
    { reactions: [{ name: 'eyes', users: [HANA.id], count: 1 }] },
  ]);
  await until(() => app.received.length === 1);
  expect(last()).toMatchObject({
    event: { type: 'reaction_added', user: HANA.id, reaction: 'eyes', item: { type: 'message', ...at } },
  });
  await on().react(HANA.id, at, 'eyes');
  expect((await started.history())[0]).not.toHaveProperty('reactions');
  expect(app.received.length).toBe(1);
});

test('an event that the app does not accept is sent three times more', async () => {
  app.answer(() => new Response('', { status: 503 }));
  expect(await on().openHome(HANA.id)).toEqual({ is: 'unanswered' });
  expect(app.received.map(({ headers }) => headers.get('x-slack-retry-num'))).toEqual([null, '1', '2', '3']);
});

test('a command is a separate form, and its answer is for that person alone', async () => {
  app.answer(() => Response.json({ response_type: 'ephemeral', text: '찾았습니다' }));
  expect(await on().command(HANA.id, CHANNEL, '/coupang', '1015')).toEqual({ is: 'done' });
  expect(last()).toMatchObject({ command: '/coupang', text: '1015', user_id: HANA.id, channel_id: CHANNEL });
  expect(on().ephemerals(HANA.id)).toMatchObject([{ text: '찾았습니다' }]);
});

test('chat.postEphemeral reaches one person of the workspace, and history shows nothing of it', async () => {
  const say = (user: string) => started.call('chat.postEphemeral', { user, text: '보내지 못했습니다' });
  expect(await say(HANA.id)).toMatchObject({ ok: true, message_ts: expect.any(String) });
  await expect(say('U0NOBODY')).rejects.toThrow('user_not_in_channel');
  const [older] = on().ephemerals(HANA.id);
  expect(older?.text).toBe('보내지 못했습니다');
  expect((await started.history()).length).toBe(1);
  await say(HANA.id);
  const [newer] = on().ephemerals(HANA.id);
  on().dismiss(HANA.id, older?.ts ?? '');
  expect(on().ephemerals(HANA.id)).toEqual([newer]);
  on().dismiss(HANA.id, newer?.ts ?? '');
  expect(on().ephemerals(HANA.id)).toEqual([]);
});

test('usergroups.users.list names everybody, with its scope', async () => {
  const list = (usergroup: string) => started.call('usergroups.users.list', { usergroup });
  expect(await list('S0MADEUP')).toMatchObject({ users: expect.arrayContaining([HANA.id]) });
  await expect(list('cs')).rejects.toThrow('no_such_subteam');
  started.slack().takeScope('usergroups:read');
  await expect(list('S0MADEUP')).rejects.toThrow('missing_scope');
});

test('users.info names a person, with its scope', async () => {
  expect(await started.call('users.info', { user: HANA.id })).toMatchObject({ user: { name: HANA.name } });
  await expect(started.call('users.info', { user: 'U0NOBODY' })).rejects.toThrow('user_not_found');
  started.slack().takeScope('users:read');
  await expect(started.call('users.info', { user: HANA.id })).rejects.toThrow('missing_scope');
});

test('a trigger works once and for three seconds', () => {
  let at = 0;
  const triggers = createTriggers(() => at);
  const [first, second] = [triggers.issue('U0HANA'), triggers.issue('U0DURI')];
  at = 3000;
  expect(triggers.exchange(first)).toMatchObject({ user: 'U0HANA' });
  expect(triggers.exchange(first)).toBe('exchanged_trigger_id');
  at = 3001;
  expect(triggers.exchange(second)).toBe('expired_trigger_id');
  expect(triggers.exchange('1.1.x')).toBe('invalid_trigger_id');
});

test('an address that does not answer the challenge is not an app', async () => {
  await expect(started.slack().connectApp('http://127.0.0.1:9/')).rejects.toThrow('did not answer');
});

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await new Promise((tick) => setTimeout(tick, 5));
};
