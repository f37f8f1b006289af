import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Language } from '../../../../local/page/texts.ts';
import {
  CHANNEL,
  EMPTY_BOARD,
  getPage,
  HOSTILE,
  NOW,
  type PageUnderTest,
  skeletonOf,
  startPage,
  VENDOR,
} from './page-parts.ts';
import * as z from 'zod/mini';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import { type FakeApp, SECRET, startApp } from '../../../fixtures/slack/start-app.ts';
import { type TestSlack, startTestSlack } from '../../../fixtures/slack/start-test-slack.ts';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLifeReader, type KnownLife } from '../../../../local/board/life-reader.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { makeShownTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';

afterAll(removeTempDirs);

let page: PageUnderTest;
beforeAll(async () => {
  page = await startPage({
    board: {
      ...EMPTY_BOARD,
      openCount: 1,
      open: [
        {
          ...VENDOR,
          source: 'call-center',
          inquiryId: '1000000001',
          answerId: '700000001',
          label: 'AA몰',
          kind: 'reply',
          level: 'none',
          isUnverified: false,
          product: HOSTILE,
          dueAt: NOW + 3_600_000,
          isEstimate: false,
        },
      ],
    },
  });
  const card = await page.channels.post({ channel: CHANNEL, text: '카드' });
  await page.channels.post({ channel: CHANNEL, text: '답글', thread_ts: card.ts, broadcast: true });
});
afterAll(() => page.stop());

const get = (path = '/', headers: Record<string, string> = {}) => getPage(page, path, headers);

describe('the page', () => {
  test('keeps the filters in the address after a choice of the language', async () => {
    const { status, headers } = await get('/?lang=en&kind=reply&q=%EB%B0%98%ED%8C%94');
    expect([status, headers.get('location')]).toEqual([303, '/?kind=reply&q=%EB%B0%98%ED%8C%94']);
    expect((await get('/?theme=dark')).headers.get('location')).toBe('/');
  });

  test('keeps the filters in the links to another language before any script runs', async () => {
    const { text } = await get('/?kind=reply&q=%EB%B0%98%ED%8C%94');
    expect(text).toContain('<a href="/?lang=en&amp;kind=reply&amp;q=%EB%B0%98%ED%8C%94" hreflang="en"');
    expect(text).toContain('<a href="/?theme=dark&amp;kind=reply&amp;q=%EB%B0%98%ED%8C%94"');
    expect((await get('/?q=%22%3E%3Cscript%3E')).text).not.toContain('<script>');
  });

  test('has no two elements with the same id, and every link into the page leads somewhere', async () => {
    const { text } = await get();
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...text.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(5);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('reports an unreadable board, and still shows the channels', async () => {
    const broken = await startPage({ readBoard: () => Promise.reject(new Error('made up')) });
    await broken.channels.post({ channel: CHANNEL, text: '카드' });
    const { status, text } = await getPage(broken);
    await broken.stop();
    expect(status).toBe(200);
    expect(text).toContain('보드를 불러오지 못했습니다');
    expect(text).toContain('카드');
    expect(broken.errors.length).toBeGreaterThan(0);
  });
});

describe('the language', () => {
  test.each([
    ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    ['en-US,en;q=0.9', 'en'],
    ['en;q=0.5,ko;q=0.7', 'ko'],
    ['ko;q=0', 'en'],
    ['fr-FR,fr;q=0.9', 'en'],
    ['zh-TW,zh;q=0.9,en-US;q=0.8', 'zh-TW'],
    ['zh-Hant-TW,en;q=0.5', 'zh-TW'],
    ['zh', 'zh-TW'],
    ['en,zh-TW;q=0.9', 'en'],
    ['*', 'ko'],
    ['', 'ko'],
  ])('of the first browser, which prefers %j, is %s', async (preferred, language) => {
    const cards = { chosen: () => undefined, choose: () => undefined };
    const first = await startPage({ cards });
    const { text } = await getPage(first, '/', { 'accept-language': preferred });
    await first.stop();
    expect(text).toContain(`<html lang="${language}"`);
  });

  test.each<[string, Language | undefined, string | undefined, string]>([
    ['that of the cards, once a page has chosen it', 'zh-TW', undefined, 'zh-TW'],
    ['that of the team’s own configuration', undefined, undefined, 'ko'],
    ['the one that the visitor chose', 'zh-TW', 'notifier-language=en', 'en'],
    ['that of the cards if the visitor’s choice is no language', 'zh-TW', 'notifier-language=xx', 'zh-TW'],
  ])('of a later browser is %s, in page and updates', async (_what, chosen, cookie, language) => {
    const cards = { chosen: () => chosen, choose: () => undefined };
    const later = await startPage(chosen === undefined ? {} : { cards });
    const headers = { 'accept-language': 'en-GB,en', ...(cookie === undefined ? {} : { cookie }) };
    const { text } = await getPage(later, '/?lang=xx', headers);
    const update = await getPage(later, '/update', headers);
    await later.stop();
    expect(text).toContain(`<html lang="${language}"`);
    expect(JSON.parse(update.text)).toMatchObject({ language });
  });

  test('is remembered once chosen, like the theme', async () => {
    const chosen = await get('/?lang=en&theme=dark', { 'accept-language': 'ko' });
    expect(chosen.status).toBe(303);
    expect(chosen.headers.get('location')).toBe('/');
    const cookies = chosen.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    const { text } = await get('/', { cookie: cookies.join('; '), 'accept-language': 'ko' });
    expect(text).toContain('<html lang="en" data-theme="dark">');
    expect(text).toMatch(/<a href="\/\?lang=en"[^>]* aria-current="true">English/);
  });

  test('is not chosen if it does not exist', async () => {
    const { status, headers } = await get('/?lang=xx&theme=%22%3E');
    expect(status).toBe(200);
    expect(headers.getSetCookie()).toEqual([]);
  });
});

describe('the language of the cards', () => {
  /** Opens a page whose cards have this language, and returns what it chose. */
  const open = async (chosen: Language | undefined, path: string, headers: Record<string, string>) => {
    const choices: Language[] = [];
    const cards = { chosen: () => chosen, choose: (language: Language) => void choices.push(language) };
    const opened = await startPage({ cards });
    const { text } = await getPage(opened, path, headers);
    await opened.stop();
    return { choices, text };
  };

  type Case = { chosen?: Language; path?: string; headers: Record<string, string>; choices: Language[] };
  const english = { 'accept-language': 'en-GB,en' };
  test.each<[string, Case]>([
    ['the first page is that of the browser', { headers: english, choices: ['en'] }],
    [
      'a remembered choice is the same',
      { headers: { cookie: 'notifier-language=zh-TW' }, choices: ['zh-TW'] },
    ],
    ['an address is that one', { path: '/?lang=ko', headers: english, choices: ['ko'] }],
    ['a script that accepts any language is none', { headers: { 'accept-language': '*' }, choices: [] }],
    ['a later page is none', { chosen: 'ko', headers: english, choices: [] }],
    ['a later switch is that one', { chosen: 'ko', path: '/?lang=en', headers: english, choices: ['en'] }],
  ])('that %s', async (_what, { chosen, path = '/', headers, choices }) => {
    expect((await open(chosen, path, headers)).choices).toEqual(choices);
  });

  test('changes with the page’s, and the switch says so', async () => {
    const { text } = await open('en', '/', { 'accept-language': 'en' });
    expect(text).toContain('aria-label="Language of page and cards"');
  });

  test('is the configuration’s without a choice, and the switch says so', async () => {
    const { text } = await get('/', { cookie: 'notifier-language=en' });
    expect(text).toContain('aria-label="Language of this page (cards keep the configured one)"');
  });

  test('is that in which a message is read aloud', async () => {
    const cards = { chosen: () => 'en' as const, choose: () => undefined };
    const opened = await startPage({ cards });
    await opened.channels.post({ channel: CHANNEL, text: 'A card' });
    const { text } = await getPage(opened);
    await opened.stop();
    expect(text).toContain('class="body" lang="en"');
  });
});

describe('the server', () => {
  test('allows no script and no style but its own, and lets no other page frame it', async () => {
    const { text, headers } = await get();
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(text).not.toMatch(/<script(?! src="\/client\/main\.ts" type="module"><\/script>)/);
    expect(text).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('does not answer to a foreign name that was made to point here', async () => {
    for (const path of ['/', '/events', '/update', '/client/main.ts']) {
      expect(await statusFor('evil.example', path)).toBe(403);
    }
    expect(await statusFor('localhost', '/')).toBe(200);
  });
});

const statusFor = (host: string, path: string) =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: page.server.port, path, headers: { Host: host } })
      .on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject)
      .end();
  });

describe('acting on the page', () => {
  const HANA = { id: 'U0HANA', name: '하나' };
  const plain = (text: string) => ({ type: 'plain_text', text });
  const BUTTON = { type: 'button', action_id: 'claim', text: plain(HOSTILE.slice(0, 75)) };
  const BLOCKS = [{ type: 'actions', elements: [BUTTON] }];

  let app: FakeApp;
  let started: TestSlack;
  let acting: PageUnderTest;
  let ts: string;
  beforeEach(async () => {
    app = await startApp();
    started = await startTestSlack({ people: [HANA], signingSecret: SECRET });
    const { channels, interactions, connectApp } = started.slack();
    await connectApp(app.url);
    ts = await started.post('card', { blocks: BLOCKS });
    acting = await startPage({ channels, interactions });
  });
  afterEach(async () => {
    await acting.stop();
    await started.stop();
    await app.close();
  });

  const act = async (
    command: object,
    headers: Record<string, string> = { Origin: acting.server.url },
    visit = 'v1',
  ) => {
    const response = await fetch(`${acting.server.url}/acts?lang=en&visit=${visit}`, {
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
    seen.parse(await (await fetch(`${acting.server.url}/acts?as=${HANA.id}&lang=en&visit=${visit}`)).json());

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

  /** Each press opens this modal. */
  const answerWith = (view: object) =>
    app.answer(async (payload) => {
      const { trigger_id } = z.parse(z.looseObject({ trigger_id: z.string() }), payload);
      await started.call('views.open', { trigger_id, view });
      return new Response('');
    });

  test('shows an open modal only in the visit that opened it, whoever acts later', async () => {
    answerWith({ type: 'modal', title: plain('Form'), blocks: BLOCKS });
    await act(press());
    expect((await see('v2')).modal).toBeUndefined();
    expect((await see()).modal?.html).toContain('Form');
    app.answer(() => new Response(''));
    await act({ do: 'home', as: HANA.id }, undefined, 'v2');
    expect((await see('v2')).modal).toBeUndefined();
    expect((await see()).modal?.html).toContain('Form');
  });

  test('renders nothing of a message, a modal or the Home tab as markup', async () => {
    await started.call('views.publish', { user_id: HANA.id, view: { type: 'home', blocks: BLOCKS } });
    const text = { multiline: true, initial_value: `</textarea>${HOSTILE}` };
    const element = { type: 'plain_text_input', action_id: 'a', ...text };
    const input = { type: 'input', block_id: '"><script>', label: plain(HOSTILE), element };
    answerWith({ type: 'modal', title: plain('<b>x</b>'), submit: plain('<b>'), blocks: [input] });
    await act(press());
    await started.call('chat.postEphemeral', { user: HANA.id, text: HOSTILE });
    const { modal, home, onlyYou } = await see();
    expect(onlyYou).toContain('&lt;');
    expect(modal?.html).toContain('&lt;b&gt;x&lt;/b&gt;');
    for (const html of [modal?.html ?? '', home, onlyYou, (await getPage(acting)).text]) {
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

const TICKET = makeShownTicket({
  ...VENDOR,
  product: '지어낸 상품',
  orderId: '98294587072450',
  text: '송장번호를 알려 주세요.',
  steps: [{ name: '1h', deadline: NOW + HOUR, at: NOW, tells: 'team' }],
});
const ID = ticketId(TICKET.key);
const LINE = { at: NOW, level: 'info', message: 'trace', deliverable: ID };
const lineOf = (did: string, fields: object) => ({ ...LINE, did, fields: { ...fields } });
const LIFE: KnownLife = {
  ticket: TICKET,
  lines: [
    lineOf('warned', { version: 2, steps: ['1h'], passed: [] }),
    lineOf('published', { version: 1, event: 'TicketOpened' }),
  ],
};

describe('the history of a ticket', () => {
  let shown: PageUnderTest;
  afterEach(() => shown.stop());
  const start = async (life: KnownLife | undefined = LIFE) => {
    shown = await startPage({
      readLife: async ({ inquiryId }) => (inquiryId === TICKET.key.inquiryId ? life : undefined),
    });
  };
  const getLife = (query: string) => getPage(shown, `/ticket?${query}&id=${encodeURIComponent(ID)}`);

  test('shows the ticket, the request and the events, in the reader’s language', async () => {
    await start();
    const { status, text } = await getLife('lang=ko');
    expect(status).toBe(200);
    expect(text).toMatch(/지어낸 상품.*98294587072450.*1시간 전 알림.*송장번호를 알려 주세요/s);
    expect(text).toMatch(/Asia\/Seoul.*알림 시각이 되었습니다: 1시간 전/s);
    expect((await getLife('lang=en')).text).toContain('Step fired: 1h.');
  });

  test('names the claimer and the channel', async () => {
    const posted = { version: 2, attempt: 'card', channel: 'C0CS', ts: '1768453200.000001' };
    const ticket = makeShownTicket({ ...VENDOR, inquiryId: TICKET.key.inquiryId, claimedBy: 'U0HANA' });
    await start({ ticket, lines: [lineOf('posted', posted)] });
    const { text } = await getLife('lang=ko');
    expect(text).toContain('<dd>@하나</dd>');
    expect(text).toContain('채널 #cs-문의, ts 1768453200.000001');
  });

  test('shows only the ticket without a log', async () => {
    await start({ ticket: TICKET, lines: [] });
    expect((await getLife('part')).text).toMatch(/지어낸 상품.*로그에 이 건의 기록이 없습니다/s);
  });

  test.each(['', 'KR/A00012345/call-center/1', '../../etc', 'KR/A00012345/call-center/77/1'])(
    'is not found for the unknown id %j',
    async (id) => {
      await start();
      const { status, text } = await getPage(shown, `/ticket?id=${encodeURIComponent(id)}`);
      expect([status, text.includes('해당 문의가 없습니다')]).toEqual([404, true]);
    },
  );

  test('C6: has the same elements and attributes for any text', async () => {
    const shownWith = async (text: string) => {
      const ticket = makeShownTicket({ ...VENDOR, product: text, text, category: text, claimedBy: text });
      await start({ ticket, lines: [lineOf('changed', { version: 2, state: text, fields: [text] })] });
      const html = (await getLife('part')).text;
      await shown.stop();
      return skeletonOf(html);
    };
    expect(await shownWith(HOSTILE)).toEqual(await shownWith('상품'));
    await start();
  });

  test('is read from the store and the log of this run', async () => {
    await start();
    const dataDir = makeTempDir();
    const line = { time: new Date(NOW).toISOString(), level: 'info', message: 'trace', deliverable: ID };
    const other = { ...line, deliverable: ID.replace('/1000000001/', '/1000000002/') };
    appendFileSync(join(dataDir, 'notifier.log'), `${JSON.stringify(line)}\n${JSON.stringify(other)}\n`);
    const read = createLifeReader({ ticket: async () => TICKET }, dataDir);
    expect(await read(TICKET.key)).toMatchObject({ ticket: TICKET, lines: [{ deliverable: ID }] });
    expect(await createLifeReader({ ticket: async () => TICKET }, makeTempDir())(TICKET.key)).toEqual({
      ticket: TICKET,
      lines: [],
    });
    expect(await createLifeReader({ ticket: async () => undefined }, dataDir)(TICKET.key)).toBeUndefined();
  });
});
