import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { send, startWatchedSystem } from '../unit/local/run/start-watched-system.ts';
import { makeTempDir, removeTempDirs } from '../unit/local/temp-dirs.ts';
import { fetchFrom, listenFrom, postFormFrom, type Shot } from './attack.ts';
import { openBrowser } from './open-browser.ts';

const EVIL = 'evil.example';
/** Coupang's edge blocks the address after this many failed calls. */
const TOO_MANY_FAILURES = 20;

let watched: Awaited<ReturnType<typeof startWatchedSystem>>;
let elsewhere: { port: number; close: () => void };
let browser: Browser;
let context: BrowserContext;
let page: Page;
/** The answers of the servers, as far as the browser reports them. */
let answered: { url: string; status: number; headers: Record<string, string> }[];

beforeAll(async () => {
  watched = await startWatchedSystem(makeTempDir());
  elsewhere = await serveBlankPage();
  // An attacked person's browser may lack the newest protections.
  browser = await openBrowser([
    `--host-resolver-rules=MAP ${EVIL} 127.0.0.1`,
    '--disable-features=LocalNetworkAccessChecks',
  ]);
});
afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await watched.stop();
  removeTempDirs();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  answered = [];
  page.on('response', (response) => {
    answered.push({ url: response.url(), status: response.status(), headers: response.headers() });
  });
});
afterEach(() => context.close());

const serveBlankPage = () =>
  new Promise<{ port: number; close: () => void }>((resolve, reject) => {
    const server = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Elsewhere</title>');
    });
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address !== 'object' || address === null) throw new Error('The server listens on no port.');
      resolve({ port: address.port, close: () => server.close().closeAllConnections() });
    });
  });

/** The requests of this run's own programs, with its credentials. An attacker cannot know them. */
const ownShots = (): Shot[] => watched.knocks(watched.credentials);

const pageUrl = (): string => watched.system.pageUrl ?? '';
const shotsAtPage = (): Shot[] => {
  const json = { 'Content-Type': 'application/json' };
  return [
    { url: `${pageUrl()}/`, method: 'GET', headers: {} },
    { url: `${pageUrl()}/?lang=en`, method: 'GET', headers: {} },
    { url: `${pageUrl()}/update`, method: 'GET', headers: {} },
    { url: `${pageUrl()}/controls`, method: 'POST', headers: json, body: '{"do":"burst"}' },
    { url: `${pageUrl()}/controls`, method: 'POST', headers: {}, body: '{"do":"burst"}' },
  ];
};

/** The attack returns what it could read. It must be nothing, and nothing may have changed. */
const expectInVain = async (attack: () => Promise<string[]>): Promise<void> => {
  const before = await watched.state();
  expect(await attack()).toEqual([]);
  expect(await watched.state()).toEqual(before);
};

const expectAllForbidden = (origins: string[]): void => {
  const byDoors = answered.filter(({ url }) => origins.includes(new URL(url).origin));
  for (const { url, status, headers } of byDoors) {
    expect([url, status]).toEqual([url, 403]);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
};

/** The content of a frame of another origin cannot be read. */
const postForms = async (shots: Shot[]): Promise<string[]> => {
  for (const shot of shots) await postFormFrom(page, shot);
  return [];
};

const originOf = ({ url }: Shot): string => new URL(url).origin;

describe.each(['127.0.0.1', 'localhost', EVIL])('a page of another port at %s', (host) => {
  beforeEach(async () => {
    await page.goto(`http://${host}:${elsewhere.port}/`);
  });

  test('cannot read or change the internal servers by fetch', async () => {
    await expectInVain(() => fetchFrom(page, ownShots()));
    expectAllForbidden(ownShots().map(originOf));
  });

  test('cannot change the internal servers by a form', async () => {
    const shots = ownShots().filter(({ method }) => method === 'POST');
    await expectInVain(() => postForms(shots));
    expectAllForbidden(shots.map(originOf));
  });

  test('cannot make the simulated Coupang block the program', async () => {
    const [list] = ownShots().filter(({ method }) => method === 'GET');
    if (list === undefined) throw new Error('There is a GET.');
    const unsigned = Array.from({ length: TOO_MANY_FAILURES }, () => ({ ...list, headers: {} }));
    await fetchFrom(page, unsigned);
    expect((await send({ ...list, method: 'GET' })).status).toBe(200);
  });

  test('cannot read or change the page or its language', async () => {
    await expectInVain(() => fetchFrom(page, shotsAtPage()));
    const forms = shotsAtPage().filter(({ method }) => method === 'POST');
    await expectInVain(() => postForms(forms));
    await expectInVain(() => listenFrom(page, `${pageUrl()}/events`));
    expectAllForbidden([pageUrl()]);
    expect(await context.cookies(pageUrl())).toEqual([]);
  });
});

describe('a page whose host name is redirected to this machine after loading', () => {
  /** The same address under the attacker's host name. */
  const renamed = (url: string): string => url.replace(/(?<=^http:\/\/)[^:]+/, EVIL);

  const loadAt = async (origin: string): Promise<void> => {
    await page.route(`${origin}/`, (route) =>
      route.request().isNavigationRequest()
        ? route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })
        : route.continue(),
    );
    await page.goto(`${origin}/`);
  };

  test('cannot read or change anything, although its origin is the same', async () => {
    const shots = [...ownShots(), ...shotsAtPage().slice(1)].map((shot) => ({
      ...shot,
      url: renamed(shot.url),
    }));
    const before = await watched.state();
    const read: string[] = [];
    for (const shot of shots) {
      await loadAt(originOf(shot));
      read.push(...(await fetchFrom(page, [shot])));
    }
    expect(new Set(read)).toEqual(new Set(shots.map(({ url }) => `${url} Forbidden`)));
    expect(await watched.state()).toEqual(before);
    expect(await context.cookies(renamed(pageUrl()))).toEqual([]);
  });
});

describe('a person', () => {
  test('opens the page through a link on another site', async () => {
    await page.goto(`http://${EVIL}:${elsewhere.port}/`);
    await page.setContent(`<a href="${pageUrl()}">There</a>`);
    await page.click('a');
    await page.waitForURL(`${pageUrl()}/`);
    expect(await page.locator('#board').count()).toBe(1);
  });
});
