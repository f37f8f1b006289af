import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Hono } from 'hono';
import type { Board } from '../../../../local/board/board.ts';
import { createLive } from '../../../../local/page/live.ts';
import { createPageState, type Shown } from '../../../../local/page/page-state.ts';
import { MOST_SHOWN } from '../../../../local/page/render-channels.ts';
import type { NewMessage } from 'fake-slack';
import { CHANNEL, EMPTY_BOARD, makePageOptions, NOW } from './page-parts.ts';
import { createBoardFeed } from '../../../../local/board/board-feed.ts';
import { stopAfterTest } from '../../../fixtures/stop-after-test.ts';

/** A page that is open, and what happens to the program meanwhile. */
const openPage = async () => {
  const { options, show } = await makePageOptions();
  const state = createPageState(options);
  stopAfterTest(state.stop);
  const { channels, board } = options;
  const { revision: first } = await state.renderParts('ko');
  let shown: Shown = { revision: first, hashes: [] };
  const hashes = new Map<string, string>();
  return {
    state,
    channels,
    show: (next: Board) =>
      new Promise((resolve) => {
        board.onChange(resolve);
        show(next);
      }),
    shown: () => shown,
    /** Updates the page. Returns the changed parts by their ids. */
    update: async () => {
      const { revision, parts } = await state.update('ko', shown);
      for (const { id, hash } of parts) hashes.set(id, hash);
      shown = { revision, hashes: [...hashes.values()] };
      return Object.fromEntries(parts.map(({ id, html }) => [id, html]));
    },
    whole: async () => String(await (await state.renderParts('ko')).parts['channel-list']),
    post: (text: string, rest: Partial<NewMessage> = {}) =>
      channels.post({ channel: CHANNEL, text, ...rest }),
  };
};

const textsOf = (html = '') => [...html.matchAll(/카드 \d|회신 \d/g)].map(([text]) => text);

describe('an update of an open page', () => {
  test('contains no part that the page has, and no messages if none has changed', async () => {
    const page = await openPage();
    await page.post('카드 1');
    expect(Object.keys(await page.update())).toEqual([
      'day',
      'poll-list',
      'problems',
      'board-content',
      'report-list',
      'channel-list',
      'webhook-list',
      'controls-content',
    ]);
    expect(await page.update()).toEqual({});
  });

  test('contains a new card in full, and the others as elements to keep', async () => {
    const page = await openPage();
    await page.post('카드 1');
    await page.post('카드 2', { channel: 'C0OPS' });
    await page.update();
    await page.post('카드 3');
    expect(textsOf((await page.update())['channel-list'])).toEqual(['카드 3']);
  });

  test('C2: contains an edited message without the rest of its thread, in both places if it is shown twice', async () => {
    const page = await openPage();
    const card = await page.post('카드 1');
    await page.post('회신 1', { thread_ts: card.ts });
    const reply = await page.post('회신 2', { thread_ts: card.ts, broadcast: true });
    await page.post('카드 2');
    await page.update();
    await page.channels.edit({ ...card, text: '카드 3' });
    expect(textsOf((await page.update())['channel-list'])).toEqual(['카드 3']);
    await page.channels.edit({ ...reply, text: '회신 4' });
    expect(textsOf((await page.update())['channel-list'])).toEqual(['회신 4', '카드 3', '회신 4']);
  });

  test('contains everything for a page of an earlier run, and for a page that was opened long ago', async () => {
    const [earlier, page] = [await openPage(), await openPage()];
    await page.post('카드 1');
    await page.post('카드 2');
    await page.update();
    const whole = await page.whole();
    for (const revision of [earlier.shown().revision, '', 'x.9', '.']) {
      const { parts } = await page.state.update('ko', { revision, hashes: [] });
      expect(parts.find(({ id }) => id === 'channel-list')?.html).toBe(whole);
    }
  });

  test('contains a message again that came while the page was rendered', async () => {
    const page = await openPage();
    const { post, state } = page;
    const rendering = state.renderParts('ko');
    await post('카드 1');
    const { revision } = await rendering;
    const { parts } = await state.update('ko', { revision, hashes: [] });
    expect(textsOf(parts.find(({ id }) => id === 'channel-list')?.html)).toEqual(['카드 1']);
  });

  test('contains only the changed parts of the board', async () => {
    const page = await openPage();
    await page.update();
    const [vendor] = EMPTY_BOARD.vendors;
    if (vendor === undefined) throw new Error('a board has a vendor');
    await page.show({ ...EMPTY_BOARD, openCount: 4 });
    expect(Object.keys(await page.update())).toEqual(['board-content']);
    await page.show({ ...EMPTY_BOARD, openCount: 4, vendors: [{ ...vendor, polledAt: NOW + 5000 }] });
    expect(Object.keys(await page.update())).toEqual(['poll-list']);
  });

  test('contains an old message in full that a deletion brings back', async () => {
    const page = await openPage();
    for (let made = 0; made < MOST_SHOWN; made += 1) await page.post(`카드 ${made}`);
    const newest = await page.post('카드');
    await page.update();
    await page.channels.remove(CHANNEL, newest.ts);
    expect(textsOf((await page.update())['channel-list']).at(-1)).toBe('카드 0');
  });
});

describe('the stream of news', () => {
  const start = () => {
    const live = createLive(() => NOW);
    stopAfterTest(live.stop);
    const app = new Hono().get('/', live.open);
    const open = async () => {
      const { body } = await app.request('/');
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      return { next: async () => (await reader?.read())?.value };
    };
    return { live, open };
  };

  test('asks a page to update itself when it connects and after each change, with the clock', async () => {
    const { live, open } = start();
    const { next } = await open();
    expect(await next()).toBe(`event: changed\ndata: {"now":${NOW}}\n\n`);
    live.changed('새 카드');
    expect(await next()).toBe(`event: changed\ndata: {"now":${NOW},"announcement":"새 카드"}\n\n`);
    live.acted('U0HANA');
    expect(await next()).toBe('event: acted\ndata: U0HANA\n\n');
  });

  test('ends when the page stops, and a later stream ends at once', async () => {
    const { live, open } = start();
    const { next } = await open();
    await next();
    live.stop();
    expect(await next()).toBeUndefined();
    expect(await (await open()).next()).toBeUndefined();
  });

  test('ends for a page that does not read it', async () => {
    const { live, open } = start();
    const { next } = await open();
    for (let count = 0; count < 1000; count += 1) live.changed();
    let events = 0;
    while ((await next()) !== undefined) events += 1;
    expect(events).toBeLessThan(300);
  });
});

describe('the feed of the board', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const makeFeed = (leastMs: number, isFailing = () => false) => {
    let reads = 0;
    const errors: unknown[] = [];
    const read = async () => {
      reads += 1;
      if (isFailing()) throw new Error('made up');
      return { ...EMPTY_BOARD, openCount: reads };
    };
    const feed = createBoardFeed(read, (error) => void errors.push(error), leastMs);
    return { feed, reads: () => reads, errors };
  };

  test('reads the store once per interval, whatever happens, and once more for the last change', async () => {
    const { feed, reads } = makeFeed(80);
    const openCounts: number[] = [];
    feed.onChange(({ openCount }) => openCounts.push(openCount));
    for (let touched = 0; touched < 20; touched += 1) {
      feed.touch();
      await wait(5);
    }
    await wait(150);
    await feed.stop();
    expect(reads()).toBeGreaterThanOrEqual(2);
    expect(reads()).toBeLessThanOrEqual(4);
    expect(openCounts.at(-1)).toBe(reads());
  });

  test('reads nothing while nobody listens, and again on request after a change', async () => {
    const { feed, reads } = makeFeed(10);
    feed.touch();
    await wait(40);
    expect(reads()).toBe(0);
    await feed.read();
    await feed.read();
    expect(reads()).toBe(1);
    await wait(20);
    feed.touch();
    expect((await feed.read()).openCount).toBe(2);
    await feed.stop();
  });

  test('reads once more if something changed during the reading', async () => {
    let holds = Promise.withResolvers<void>();
    const openCounts: number[] = [];
    let reads = 0;
    const read = async () => {
      reads += 1;
      const board = { ...EMPTY_BOARD, openCount: reads };
      await holds.promise;
      return board;
    };
    const feed = createBoardFeed(read, () => undefined, 5);
    feed.onChange(({ openCount }) => openCounts.push(openCount));
    await wait(20);
    feed.touch();
    holds.resolve();
    holds = Promise.withResolvers<void>();
    holds.resolve();
    await wait(40);
    await feed.stop();
    expect(openCounts).toEqual([1, 2]);
  });

  test('sends no board that looks the same', async () => {
    const boards: Board[] = [];
    const feed = createBoardFeed(
      async () => EMPTY_BOARD,
      () => undefined,
      5,
    );
    feed.onChange((board) => boards.push(board));
    for (let touched = 0; touched < 5; touched += 1) {
      feed.touch();
      await wait(15);
    }
    await feed.stop();
    expect(boards).toHaveLength(1);
  });

  test('continues after a failed reading, and reads nothing after it was stopped', async () => {
    let isFailing = true;
    const { feed, reads, errors } = makeFeed(5, () => isFailing);
    feed.onChange(() => undefined);
    await wait(30);
    expect([errors.length, reads()]).toEqual([1, 1]);
    isFailing = false;
    expect((await feed.read()).openCount).toBe(2);
    await feed.stop();
    feed.touch();
    await wait(20);
    expect(reads()).toBe(2);
  });
});
