import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { removeTempDirs } from '../temp-dirs.ts';
import { type FakeApp, SECRET, startApp } from '../slack/start-app.ts';
import { CHANNEL, type StartedSlack, startLocalSlack } from '../slack/start-local-slack.ts';
import { getPage, HOSTILE, type PageUnderTest, startPage } from './page-parts.ts';

const HANA = { id: 'U0HANA', name: '하나' };
const plain = (text: string) => ({ type: 'plain_text', text });
const BLOCKS = [
  { type: 'actions', elements: [{ type: 'button', action_id: 'claim', text: plain(HOSTILE.slice(0, 75)) }] },
];

let app: FakeApp;
let started: StartedSlack;
let page: PageUnderTest;
let ts: string;
beforeEach(async () => {
  app = await startApp();
  started = await startLocalSlack({ people: [HANA], signingSecret: SECRET });
  const { channels, interactions, connectApp } = started.slack();
  await connectApp(app.url);
  ts = await started.post('card', { blocks: BLOCKS });
  page = await startPage({ channels, interactions });
});
afterEach(async () => {
  await page.stop();
  await started.stop();
  await app.close();
});
afterAll(removeTempDirs);

const act = async (
  command: object,
  headers: Record<string, string> = { Origin: page.server.url },
  visit = 'v1',
) => {
  const response = await fetch(`${page.server.url}/acts?lang=en&visit=${visit}`, {
    method: 'POST',
    body: JSON.stringify(command),
    headers,
  });
  return { status: response.status, answer: z.unknown().parse(await response.json()) };
};
const press = (more: object = {}) => ({
  do: 'press',
  as: HANA.id,
  channel: CHANNEL,
  ts,
  blockId: 'block-0',
  actionId: 'claim',
  ...more,
});
const seen = z.object({
  modal: z.optional(z.object({ html: z.string() })),
  home: z.string(),
  onlyYou: z.string(),
});
const see = async (visit = 'v1') =>
  seen.parse(await (await fetch(`${page.server.url}/acts?as=${HANA.id}&lang=en&visit=${visit}`)).json());

describe('acting on the page', () => {
  test('sends a press to the app as the chosen person', async () => {
    expect(await act(press())).toEqual({ status: 200, answer: {} });
    expect(app.received[0]?.payload).toMatchObject({
      user: { id: HANA.id },
      actions: [{ action_id: 'claim' }],
    });
  });

  test('accepts no press of another page, of an unknown person, or with a text that is too long', async () => {
    expect((await act(press(), { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await act(press(), {})).status).toBe(403);
    expect((await act(press({ as: 'U0NOBODY' }))).status).toBe(400);
    expect((await act(press({ do: 'nonsense' }))).status).toBe(400);
    expect((await act({ do: 'command', as: HANA.id, text: 'x'.repeat(300_000) })).status).toBe(413);
    expect(app.received).toEqual([]);
  });

  test('explains in the page’s language why nothing happened', async () => {
    expect(await act(press({ actionId: 'gone' }))).toMatchObject({
      answer: { error: expect.stringContaining('has changed since') },
    });
    app.answer(() => new Response('', { status: 500 }));
    expect(await act(press())).toMatchObject({
      answer: { error: expect.stringContaining('did not answer') },
    });
  });

  test('shows an answer only in the visit that pressed last, and the next press ends it', async () => {
    await act(press());
    await started.call('chat.postEphemeral', { user: HANA.id, text: 'Already claimed' });
    expect((await see()).onlyYou).toContain('Already claimed');
    expect((await see('v2')).onlyYou).toBe('');
    await act({ do: 'close', as: HANA.id }, undefined, 'v2');
    expect((await see()).onlyYou).toContain('Already claimed');
    await act(press(), undefined, 'v2');
    expect((await see()).onlyYou).toBe('');
    expect((await see('v2')).onlyYou).toBe('');
    app.answer(() => Response.json({ text: 'Found' }));
    await act({ do: 'command', as: HANA.id, text: 'x' }, undefined, 'v2');
    expect((await see('v2')).onlyYou).toContain('Found');
    expect((await see()).onlyYou).toBe('');
  });

  test('shows an open modal only in the visit that opened it, whoever acts later', async () => {
    app.answer(async (payload) => {
      const { trigger_id } = z.parse(z.looseObject({ trigger_id: z.string() }), payload);
      const view = { type: 'modal', title: plain('Form'), blocks: BLOCKS };
      await started.call('views.open', { trigger_id, view });
      return new Response('');
    });
    await act(press());
    expect((await see('v2')).modal).toBeUndefined();
    expect((await see()).modal?.html).toContain('Form');
    app.answer(() => new Response(''));
    await act({ do: 'home', as: HANA.id }, undefined, 'v2');
    expect((await see('v2')).modal).toBeUndefined();
    expect((await see()).modal?.html).toContain('Form');
  });

  test('offers the way back from a pushed view, and stays in the visit that opened the modal', async () => {
    const modal = (title: string) => ({ type: 'modal', title: plain(title), blocks: BLOCKS });
    const show = (method: string, view: object) =>
      app.answer(async (payload) => {
        const { trigger_id } = z.parse(z.looseObject({ trigger_id: z.string() }), payload);
        await started.call(method, { trigger_id, view });
        return new Response('');
      });
    show('views.open', modal('Below'));
    await act(press());
    expect((await see()).modal?.html).toContain('Close</button>');
    show('views.push', modal('Above'));
    const view = started.slack().interactions.modal(HANA.id)?.id;
    await act({ do: 'press-in-view', as: HANA.id, view, blockId: 'block-0', actionId: 'claim', filled: [] });
    const above = (await see()).modal?.html;
    expect(above).toContain('Above');
    expect(above).toContain('Back</button>');
    app.answer(() => new Response(''));
    await act({ do: 'home', as: HANA.id }, undefined, 'v2');
    await act({ do: 'close', as: HANA.id });
    expect((await see()).modal?.html).toContain('Below');
    expect((await see('v2')).modal).toBeUndefined();
    show('views.push', modal('Above'));
    await act({ do: 'press-in-view', as: HANA.id, view, blockId: 'block-0', actionId: 'claim', filled: [] });
    await act({ do: 'clear', as: HANA.id });
    expect((await see()).modal).toBeUndefined();
  });

  test('renders nothing of a message, a modal or the Home tab as markup', async () => {
    await started.call('views.publish', { user_id: HANA.id, view: { type: 'home', blocks: BLOCKS } });
    app.answer(async (payload) => {
      const { trigger_id } = z.parse(z.looseObject({ trigger_id: z.string() }), payload);
      const element = {
        type: 'plain_text_input',
        action_id: 'a',
        multiline: true,
        initial_value: `</textarea>${HOSTILE}`,
      };
      const input = { type: 'input', block_id: '"><script>', label: plain(HOSTILE), element };
      const view = { type: 'modal', title: plain('<b>x</b>'), submit: plain('<b>'), blocks: [input] };
      await started.call('views.open', { trigger_id, view });
      return new Response('');
    });
    await act(press());
    await started.call('chat.postEphemeral', { user: HANA.id, text: HOSTILE });
    const { modal, home, onlyYou } = await see();
    expect(onlyYou).toContain('&lt;');
    expect(modal?.html).toContain('&lt;b&gt;x&lt;/b&gt;');
    for (const html of [modal?.html ?? '', home, onlyYou, (await getPage(page)).text]) {
      expect(html).not.toMatch(/<(script>|img)/);
    }
  });

  test('accepts no press without people', async () => {
    const other = await startPage({ channels: started.slack().channels });
    const { text } = await getPage(other);
    expect(text).toContain('disabled');
    expect(text).not.toMatch(/data-press|data-react|id="act-as"/);
    expect((await fetch(`${other.server.url}/acts`)).status).toBe(404);
    await other.stop();
  });
});
