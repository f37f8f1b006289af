import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Language } from '../../../../local/page/texts.ts';
import {
  CHANNEL,
  EMPTY_BOARD,
  getPage,
  HOSTILE,
  NOW,
  type PageUnderTest,
  startPage,
  VENDOR,
} from './page-parts.ts';

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
  test('shows the channels, the board, the last poll and the panel', async () => {
    const { text } = await get();
    for (const part of ['channel-C0CS', 'class="ticket"', 'class="poll"', 'id="slack-down"']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('<script>');
  });

  test('closes the drawer with the controls at first, and keeps it as the reader left it', async () => {
    const isOpen = async (cookie: string) => {
      const { text } = await get('/', { cookie });
      const [, expanded] = /id="controls-open"[^>]* aria-expanded="(\w+)"/.exec(text) ?? [];
      return [expanded, text.includes('<body class="is-controls-open"')];
    };
    expect(await isOpen('')).toEqual(['false', false]);
    expect(await isOpen('notifier-controls=open')).toEqual(['true', true]);
    expect(await isOpen('notifier-controls=closed')).toEqual(['false', false]);
  });

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

  test('fits a phone, follows the system’s brightness, and has one heading of the first order', async () => {
    const { text } = await get();
    expect(text).toContain('content="width=device-width, initial-scale=1"');
    expect(text).toContain('<meta name="color-scheme" content="light dark" />');
    expect(text.match(/<h1/g)).toHaveLength(1);
    expect(text).toContain('<main>');
    expect(text).toMatch(/<a class="skip" href="#board">/);
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
    expect(text).not.toMatch(/<script(?! src="\/client\/main\.js" type="module"><\/script>)/);
    expect(text).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('serves everything that the page, its scripts and styles request', async () => {
    const wanted = ['/'];
    for (const path of wanted) {
      const { status, headers, text } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('content-type')).toMatch(/^(text\/(html|css|javascript)|image\/svg\+xml)/);
      const named = [
        ...text.matchAll(/(?:src|href)="(\/[\w/.-]+)"/g),
        ...text.matchAll(/^import .* from '\.\/([\w.-]+)';$/gm),
        ...text.matchAll(/url\("(\/[\w/.-]+)"\)/g),
      ].map(([, name = '']) => (name.startsWith('/') ? name : `/client/${name}`));
      wanted.push(...named.filter((name) => !wanted.includes(name)));
    }
    expect(wanted.length).toBeGreaterThan(12);
  });

  test('does not answer to a foreign name that was made to point here', async () => {
    for (const path of ['/', '/events', '/update', '/client/main.js']) {
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
