import { afterEach, describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { Hono } from 'hono';
import type { Board } from '../../../../local/board/board.ts';
import { createLive } from '../../../../local/page/live.ts';
import { createPageState, type Shown } from '../../../../local/page/page-state.ts';
import { MOST_SHOWN } from '../../../../local/page/render-channels.ts';
import type { Language } from '../../../../local/page/texts.ts';
import type { NewMessage } from '../../../../local/slack/channels.ts';
import { CHANNEL, EMPTY_BOARD, makePageOptions, NOW } from './page-parts.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type Given = Parameters<typeof makePageOptions>[0];

/** A page that is open, and what happens to the program meanwhile. */
const openPage = async (given?: Given, language: Language = 'ko') => {
  const { options, show } = await makePageOptions(given);
  const state = createPageState(options);
  ends.push(state.stop);
  const { channels, slackLog, controls, board } = options;
  /** The HTML of the part that holds the channels. */
  let list = '';
  let shown: Shown = { revision: '', hashes: [] };
  const hashes = new Map<string, string>();
  const reload = async () => {
    const { parts, revision } = await state.renderParts(language);
    list = String(await parts['channel-list']);
    hashes.clear();
    shown = { revision, hashes: [] };
  };
  await reload();
  return {
    state,
    channels,
    slackLog,
    controls,
    show: (next: Board) =>
      new Promise((resolve) => {
        board.onChange(resolve);
        show(next);
      }),
    reload,
    list: () => list,
    shown: () => shown,
    /** Updates the page. Returns the changed parts by their ids. */
    update: async () => {
      const { revision, parts } = await state.update(language, shown);
      for (const { id, hash } of parts) hashes.set(id, hash);
      shown = { revision, hashes: [...hashes.values()] };
      const changed = Object.fromEntries(parts.map(({ id, html }) => [id, html]));
      list = fillKept(changed['channel-list'] ?? list, list);
      return changed;
    },
    whole: async () => String(await (await state.renderParts(language)).parts['channel-list']),
    post: (text: string, rest: Partial<NewMessage> = {}) =>
      channels.post({ channel: CHANNEL, text, ...rest }),
  };
};

const KEPT = /<(article|li) id="([^"]+)" data-keep><\/\1>/g;

/** Puts what the page had into the elements that it keeps, as the browser does. */
const fillKept = (html: string, before: string): string =>
  html.replaceAll(KEPT, (_whole, tag: string, id: string) => {
    const found = new RegExp(`<${tag} [^>]*id="${id}".*?</${tag}>`, 's').exec(before);
    if (found === null) throw new Error(`The page cannot keep ${id}, which it does not have.`);
    return found[0];
  });

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

  test('reports that Slack did not accept a call, though nothing in the store has changed', async () => {
    const waits = { ...EMPTY_BOARD, slack: { pending: 1, pendingSince: NOW, isLate: false } };
    const page = await openPage({ board: waits });
    await page.update();
    const quiet = () => undefined;
    const log = page.slackLog.watch({ info: quiet, warn: quiet, error: quiet });
    log.warn('no', { did: 'failed', kind: 'unreached', reason: 'ENOTFOUND' });
    const changed = await page.update();
    expect(Object.keys(changed)).toEqual(['poll-list', 'problems']);
    expect(changed['problems']).toContain('접속 실패');
  });

  test('shows a trouble that another page has switched on', async () => {
    const page = await openPage();
    await page.update();
    await page.controls.run({ do: 'slack', trouble: 'down' });
    expect((await page.update())['controls-content']).toMatch(/slack-down"[^>]*aria-pressed="true"/);
  });

  test('is in the language of its page', async () => {
    const english = await openPage({}, 'en');
    await english.channels.edit(await english.post('카드 1'));
    expect((await english.update())['channel-list']).toContain('(edited)');
  });

  test('makes the page equal to a page that is opened now, whatever happens', async () => {
    const deed = fc.tuple(
      fc.constantFrom('post', 'reply', 'broadcast', 'edit', 'react', 'remove', 'update', 'reload'),
      fc.nat(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
        const page = await openPage();
        const { channels } = page;
        for (const [did, draw] of deeds) {
          const messages = channels.messages(CHANNEL).filter(({ deleted }) => deleted === undefined);
          const chosen = messages[draw % Math.max(1, messages.length)];
          if (did === 'update') await page.update();
          else if (did === 'reload') await page.reload();
          else if (did === 'post' || chosen === undefined) await page.post(`카드 ${draw % 10}`);
          else if (did === 'edit') await channels.edit({ ...chosen, text: `카드 ${draw % 10}` });
          else if (did === 'react') await channels.react(CHANNEL, chosen.ts, 'eyes', 'U0HANA');
          else if (did === 'remove') await channels.remove(CHANNEL, chosen.ts);
          else {
            const rootTs = chosen.thread_ts ?? chosen.ts;
            await page.post('회신 1', { thread_ts: rootTs, broadcast: did === 'broadcast' });
          }
        }
        await page.update();
        expect(page.list()).toBe(await page.whole());
        page.state.stop();
      }),
      { numRuns: 100 },
    );
  });

  test('contains an old message in full that a deletion brings back', async () => {
    const page = await openPage();
    for (let made = 0; made < MOST_SHOWN; made += 1) await page.post(`카드 ${made}`);
    const newest = await page.post('카드');
    await page.update();
    await page.channels.remove(CHANNEL, newest.ts);
    await page.update();
    expect(page.list()).toBe(await page.whole());
  });
});

describe('the stream of news', () => {
  const start = () => {
    const live = createLive(() => NOW);
    ends.push(live.stop);
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
