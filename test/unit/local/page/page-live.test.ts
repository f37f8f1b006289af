import { afterEach, describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { type Listening, listen } from '../../../../local/common/listen.ts';
import { createLive } from '../../../../local/page/live.ts';
import type { Patch } from '../../../../local/page/patch.ts';
import { CHANNEL, EMPTY_BOARD, getPage, NOW, type PageUnderTest, startPage } from './page-parts.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const news = z.object({
  now: z.number(),
  patches: z.optional(
    z.array(z.looseObject({ do: z.string(), id: z.string(), html: z.optional(z.string()) })),
  ),
  say: z.optional(z.string()),
});

/** A page that listens. It returns the events in order. */
const hear = async (url: string, headers: Record<string, string> = {}) => {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let hasEnded = false;
  const next = async (): Promise<{ id: string; data: z.infer<typeof news> } | undefined> => {
    while (!text.includes('\n\n')) {
      const chunk = await chunks?.read();
      if (chunk?.value === undefined) {
        hasEnded = true;
        return undefined;
      }
      text += chunk.value;
    }
    const [event = '', ...rest] = text.split('\n\n');
    text = rest.join('\n\n');
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(event)?.[1] ?? '';
    return { id: field('id'), data: news.parse(JSON.parse(field('data'))) };
  };
  const leave = async () => {
    abort.abort();
    await chunks?.cancel().catch(() => undefined);
  };
  ends.push(leave);
  return { response, next, leave, hasEnded: () => hasEnded };
};

const start = async (): Promise<PageUnderTest> => {
  const page = await startPage();
  ends.push(page.stop);
  return page;
};

const revisionOf = async (page: PageUnderTest) =>
  /data-revision="([^"]+)"/.exec((await getPage(page)).text)?.[1] ?? '';

describe('the live updates of the page', () => {
  test('send only the time to a page that is up to date, then each change by itself, at once', async () => {
    const page = await start();
    await page.channels.post({ channel: CHANNEL, text: '먼저' });
    const listener = await hear(`${page.server.url}/events?since=${await revisionOf(page)}`);
    expect(listener.response.headers.get('content-type')).toContain('text/event-stream');
    expect((await listener.next())?.data).toEqual({ now: NOW });
    const { ts } = await page.channels.post({ channel: CHANNEL, text: '새 카드' });
    const told = await listener.next();
    expect(told?.data).toMatchObject({ patches: [{ do: 'put', id: `m-${ts}` }], say: '새 카드' });
    expect(JSON.stringify(told)).not.toContain('먼저');
  });

  test("send everything to a page that was away: its browser's memory counts, not its address", async () => {
    const page = await start();
    const loaded = await revisionOf(page);
    const first = await hear(`${page.server.url}/events?since=${loaded}`);
    await first.next();
    await page.channels.post({ channel: CHANNEL, text: '하나' });
    const heard = await first.next();
    await first.leave();
    const upToDate = await hear(`${page.server.url}/events?since=${loaded}`, {
      'last-event-id': heard?.id ?? '',
    });
    expect((await upToDate.next())?.data.patches).toBeUndefined();
    await page.channels.post({ channel: CHANNEL, text: '둘' });
    const away = await hear(`${page.server.url}/events?since=${loaded}`, {
      'last-event-id': heard?.id ?? '',
    });
    const { patches = [] } = (await away.next())?.data ?? {};
    expect(patches.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'channel-list',
        'board-content',
        'report-list',
        'poll-list',
        'problems',
        'troubles',
      ]),
    );
    expect(patches[0]?.html).toMatch(/둘.*하나/s);
  });

  test('send everything to a page of an earlier run', async () => {
    const earlier = await revisionOf(await start());
    const listener = await hear(`${(await start()).server.url}/events?since=${earlier}`);
    expect((await listener.next())?.data.patches?.length).toBeGreaterThan(3);
  });

  test('tell of a call that Slack did not take, though nothing in the store has changed', async () => {
    const waits = { ...EMPTY_BOARD, slack: { owed: 1, owedSince: NOW, isLate: false } };
    const page = await startPage({ board: waits });
    ends.push(page.stop);
    const listener = await hear(`${page.server.url}/events?since=${await revisionOf(page)}`);
    await listener.next();
    const quiet = () => undefined;
    const log = page.slackLog.watch({ info: quiet, warn: quiet, error: quiet });
    log.warn('no', { did: 'failed', kind: 'unreached', reason: 'ENOTFOUND' });
    const told = JSON.stringify((await listener.next())?.data.patches);
    expect(told).toMatch(/전송 장애.*접속 실패/s);
  });

  test('send only the changed parts of the board', async () => {
    const page = await start();
    const listener = await hear(`${page.server.url}/events`);
    await listener.next();
    const vendor = EMPTY_BOARD.vendors[0];
    if (vendor === undefined) throw new Error('a board has a vendor');
    page.show({ ...EMPTY_BOARD, openCount: 3 });
    await listener.next();
    page.show({ ...EMPTY_BOARD, openCount: 4 });
    expect((await listener.next())?.data.patches).toMatchObject([{ do: 'fill', id: 'board-content' }]);
    page.show({ ...EMPTY_BOARD, openCount: 4, vendors: [{ ...vendor, polledAt: NOW + 5000 }] });
    expect((await listener.next())?.data.patches).toMatchObject([{ do: 'fill', id: 'poll-list' }]);
  });

  test('use the language of each page', async () => {
    const page = await start();
    const [ko, en] = [
      await hear(`${page.server.url}/events?lang=ko`),
      await hear(`${page.server.url}/events?lang=en`),
    ];
    await Promise.all([ko.next(), en.next()]);
    await page.channels.edit(await page.channels.post({ channel: CHANNEL, text: '카드' }));
    await Promise.all([ko.next(), en.next()]);
    expect(JSON.stringify(await ko.next())).toContain('(수정됨)');
    expect(JSON.stringify(await en.next())).toContain('(edited)');
  });

  test('end at once when the server stops', async () => {
    const page = await startPage();
    const listener = await hear(`${page.server.url}/events`);
    await listener.next();
    await page.stop();
    expect(await listener.next().catch(() => undefined)).toBeUndefined();
  });
});

describe('a stream', () => {
  const startLive = async (whole: () => Promise<Patch[]> = async () => []) => {
    const errors: unknown[] = [];
    const live = createLive({
      now: () => NOW,
      whole,
      onError: (error) => void errors.push(error),
    });
    const app = new Hono();
    app.get('/', (c) => live.open(c, 'ko', c.req.query('since')));
    const server: Listening = await listen(app.fetch);
    ends.push(server.close, async () => live.stop());
    return { live, url: `${server.url}/`, errors };
  };
  type Render = Parameters<ReturnType<typeof createLive>['tell']>[0];
  /** Sends all changes and waits. Each has its own revision. */
  const tellAll = async (
    { live }: Pick<Awaited<ReturnType<typeof startLive>>, 'live'>,
    renders: Render[],
  ) => {
    const told = () => Number(live.revision().split('.').at(-1));
    const end = told() + renders.length;
    for (const render of renders) live.tell(render);
    while (told() < end) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** Counts how often something is rendered for the present listeners. */
  const countRenderings = async (started: Awaited<ReturnType<typeof startLive>>) => {
    let rendered = 0;
    const render = async () => {
      rendered += 1;
      return [];
    };
    await tellAll(started, [render]);
    return rendered;
  };

  test('that was closed is forgotten: nothing is rendered without a listener', async () => {
    const started = await startLive();
    const listener = await hear(started.url);
    await listener.next();
    expect(await countRenderings(started)).toBe(1);
    await listener.leave();
    let left = 1;
    for (let look = 0; look < 3000 && left > 0; look += 1) {
      left = await countRenderings(started);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(left).toBe(0);
  });

  test('that is not read is closed before it has cost much', async () => {
    const started = await startLive();
    const listener = await hear(started.url);
    await listener.next();
    const big: Patch = { do: 'fill', id: 'x', html: 'x'.repeat(100_000) };
    let rendered = 0;
    const render = async () => {
      rendered += 1;
      return [big];
    };
    await tellAll(
      started,
      Array.from({ length: 1000 }, () => render),
    );
    expect(rendered).toBeGreaterThan(199);
    expect(rendered).toBeLessThan(500);
    expect(await countRenderings(started)).toBe(0);
  });

  test('is closed when the page stops, and a later one at once', async () => {
    const { live, url } = await startLive();
    const listener = await hear(url);
    await listener.next();
    live.stop();
    expect(await listener.next()).toBeUndefined();
    expect(await (await hear(url)).next()).toBeUndefined();
  });

  test('is closed if something could not be rendered, so that its page comes back for everything', async () => {
    const { live, url, errors } = await startLive();
    const listener = await hear(url);
    await listener.next();
    live.tell(() => Promise.reject(new Error('made up')));
    expect(await listener.next()).toBeUndefined();
    expect(errors).toHaveLength(1);
  });

  test('is closed if the whole could not be rendered, and the next one works', async () => {
    let fails = true;
    const { url, errors } = await startLive(() =>
      fails ? Promise.reject(new Error('made up')) : Promise.resolve([]),
    );
    expect(await (await hear(url)).next()).toBeUndefined();
    expect(errors).toHaveLength(1);
    fails = false;
    expect(await (await hear(url)).next()).toBeDefined();
  });
});
