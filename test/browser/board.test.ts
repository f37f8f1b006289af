import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Laptop } from '../e2e/start-laptop.ts';
import { expectAccessible, findAxeFaults } from './find-axe-faults.ts';
import { inLanguage, keepScreenshot, openLaptop, visit, WIDE } from './open-browser.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PHONE = { width: 390, height: 844 };
/** Counts the notes that are played, and makes the page believe that it is hidden. */
const LISTEN = `
  window.notes = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) { window.notes += 1; return start.apply(this, at); };
  document.hasFocus = () => false;`;

/** One running system with a day's work: 26 open hand-overs, two open questions, and three past ones of each. */
describe('a team’s board in a real browser', () => {
  let dataDir: string;
  let laptop: Laptop;
  let browser: Browser;
  let close: () => Promise<void>;
  let url: string;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    ({ dataDir, laptop, browser, url, close } = await openLaptop());
    const { simulator } = laptop;
    for (let made = 0; made < 24; made += 1)
      await simulator.handOver({
        kind: made % 4 === 3 ? 'confirm' : 'reply',
        askedAt: laptop.now() - DAY + 0.3 * HOUR + made * 0.6 * HOUR,
      });
    for (let made = 1; made < 4; made += 1)
      await simulator.handOver({ kind: 'confirm', askedAt: laptop.now() - DAY - made * HOUR });
    await laptop.poll();
    await laptop.settle();
    ({ page, faults } = await visit(browser, url));
    await rows(page).nth(27).waitFor();
  });
  afterAll(() => close());

  const rows = (on: Page) => on.locator('#board .tickets > li');
  const shown = (on: Page) => on.locator('#board .tickets > li:visible');
  /** How many whole rows are on the screen. */
  const onScreen = (on: Page) =>
    on.evaluate<number>(`(() => {
      const end = Math.min(innerHeight, document.querySelector('#board').getBoundingClientRect().bottom);
      return [...document.querySelectorAll('#board .tickets > li')].filter((row) => {
        const { top, bottom, height } = row.getBoundingClientRect();
        return height > 0 && top >= 0 && bottom <= end;
      }).length;
    })()`);
  const arrive = async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.poll();
    await laptop.settle();
    return inquiryId;
  };

  test('the drawer is closed at first, which leaves room for at least twenty rows with whole product names', async () => {
    expect(await page.locator('#do-burst').isVisible()).toBe(false);
    expect(await page.locator('#day-play').isVisible()).toBe(true);
    expect(await onScreen(page)).toBeGreaterThanOrEqual(20);
    const cut = `[...document.querySelectorAll('#board .product')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ textContent }) => textContent)`;
    expect(await page.evaluate(cut)).toEqual([]);
    await keepScreenshot(page, 'board');
  });

  test('the drawer opens and closes by keyboard alone, and is as its reader left it after a reload', async () => {
    const drawer = page.getByRole('region', { name: '시뮬레이터' });
    const opener = page.getByRole('button', { name: '시뮬레이터', exact: true });
    const state = async () => [
      await drawer.isVisible(),
      await opener.getAttribute('aria-expanded'),
      await page.evaluate<string>('document.activeElement.id'),
    ];
    await opener.focus();
    await page.keyboard.press('Enter');
    expect(await state()).toEqual([true, 'true', 'controls']);
    await expectAccessible(page, 'board-drawer');
    await page.reload();
    await rows(page).nth(27).waitFor();
    expect(await drawer.isVisible()).toBe(true);
    await page.locator('#do-burst').focus();
    await page.keyboard.press('Escape');
    expect(await state()).toEqual([false, 'false', 'controls-open']);
    await page.reload();
    await rows(page).nth(27).waitFor();
    expect(await drawer.isVisible()).toBe(false);
  });

  test('filters are part of the address, and survive a reload and an update', async () => {
    await page.locator('#filter-kind').selectOption('confirm');
    const confirms = await shown(page).count();
    expect([confirms > 0, confirms < 28]).toEqual([true, true]);
    expect(new URL(page.url()).search).toBe('?kind=confirm');
    await arrive();
    await rows(page).nth(28).waitFor({ state: 'attached' });
    expect(await shown(page).count()).toBe(confirms);
    await page.reload();
    await rows(page).nth(28).waitFor({ state: 'attached' });
    expect(await shown(page).count()).toBe(confirms);
    expect(await page.locator('#filter-kind').inputValue()).toBe('confirm');
    await page.locator('#show-all').click();
    expect([await shown(page).count(), new URL(page.url()).search]).toEqual([29, '']);
  });

  test('typing finds an inquiry number, an order or a product; the board reports a search without results', async () => {
    const [, second] = await rows(page).all();
    const key = (await second?.getAttribute('data-key')) ?? '';
    const [number = '', order = ''] = ((await second?.getAttribute('data-find')) ?? '').split(' ');
    for (const text of [number, order]) {
      await page.locator('#find').fill(text);
      expect(await shown(page).first().getAttribute('data-key')).toBe(key);
      expect(await shown(page).count()).toBe(1);
    }
    await page.locator('#find').fill('그런 상품은 없습니다');
    expect(await shown(page).count()).toBe(0);
    expect(await page.locator('#filter-said').textContent()).toContain(
      '조건에 맞는 건이 없습니다. 미처리 29건',
    );
    await expectAccessible(page, 'board-none-fits');
    await page.locator('#show-all').click();
    expect(await shown(page).count()).toBe(29);
  });

  test('sound and title announce only new tickets, and only after they are switched on', async () => {
    const listener = await visit(browser, 'about:blank');
    await listener.page.addInitScript(LISTEN);
    await listener.page.goto(url);
    const notes = () => listener.page.evaluate<number>('window.notes');
    const title = await listener.page.title();
    await arrive();
    await rows(listener.page).nth(29).waitFor();
    expect([await notes(), await listener.page.title()]).toEqual([0, title]);
    await listener.page.locator('#board-more > summary').click();
    await listener.page.locator('#set-sound').check();
    await listener.page.locator('#set-title').check();
    const tried = await notes();
    expect(tried).toBeGreaterThan(0);
    await listener.page.reload();
    await rows(listener.page).nth(29).waitFor();
    await listener.page.locator('#board').click({ position: { x: 5, y: 5 } });
    expect(await notes()).toBe(0);
    await arrive();
    await rows(listener.page).nth(30).waitFor();
    await laptop.until(async () => (await listener.page.title()).includes('새 문의 1건'));
    expect(await notes()).toBe(2);
    expect(await rows(listener.page).and(listener.page.locator('.is-new')).count()).toBe(1);
    expect(listener.faults).toEqual([]);
    await listener.close();
  }, 30_000);

  test('past confirmations and questions are listed separately, and stay dismissed after a reload', async () => {
    expect(await page.locator('.tickets [data-key]').filter({ hasText: '마감 지난' }).count()).toBe(0);
    await page.locator('#past > summary').click();
    const past = page.locator('#past li:visible');
    expect(await past.count()).toBe(6);
    await past.first().locator('[data-dismiss]').focus();
    await page.keyboard.press('Enter');
    expect(await past.count()).toBe(5);
    await page.reload();
    await page.locator('#past > summary').click();
    expect(await past.count()).toBe(5);
    expect(await findAxeFaults(page)).toEqual([]);
    await page.locator('#dismiss-all').click();
    expect(await past.count()).toBe(0);
    await page.locator('#bring-back').click();
    expect(await past.count()).toBe(6);
  });

  test('arrow keys move through the rows, Enter opens a ticket’s life, Escape closes it', async () => {
    await page.locator('#board .opens').first().focus();
    await page.keyboard.press('ArrowDown');
    const second = rows(page).nth(1);
    const id = (await second.getAttribute('data-key')) ?? '';
    const line = { time: new Date().toISOString(), level: 'info', message: 'trace', deliverable: id };
    const warned = { ...line, did: 'warned', version: 2, steps: ['1h'], passed: [] };
    const published = { ...line, did: 'published', version: 2, event: 'TicketWarned' };
    appendFileSync(
      join(dataDir, 'notifier.log'),
      `${JSON.stringify(warned)}\n${JSON.stringify(published)}\n`,
    );
    await page.keyboard.press('Enter');
    const life = page.locator('#life[open]');
    await life.filter({ hasText: '알림 시각이 되었습니다: 1시간 전' }).waitFor();
    const inner = [life.locator('li.is-inner'), life.locator('span.is-inner')];
    const areVisible = () => Promise.all(inner.map((locator) => locator.isVisible()));
    expect(await areVisible()).toEqual([false, false]);
    await life.locator('#inner-steps').check();
    expect(await areVisible()).toEqual([true, true]);
    await expectAccessible(page, 'board-life');
    await page.keyboard.press('Escape');
    expect(await life.count()).toBe(0);
    const alone = await visit(browser, `${url}/ticket?id=${encodeURIComponent(id)}`, {
      javaScriptEnabled: false,
    });
    await alone.page.locator('main.life h2').waitFor();
    await alone.close();
  });

  test('the top of the board shows that Slack fails, until Slack accepts messages again', async () => {
    await laptop.settle();
    laptop.slack.fail('rate-limited');
    await laptop.simulator.handOver();
    await laptop.poll();
    const health = page.locator('#slack-health');
    await health.filter({ hasText: '전송 장애' }).filter({ hasText: '보낼 메시지 1건' }).waitFor();
    await page.locator('#problems').filter({ hasText: '이 보드를 확인하세요' }).waitFor();
    await expectAccessible(page, 'board-slack-down');
    laptop.slack.recover();
    await laptop.until(async () => {
      await laptop.system.trackSla();
      return ((await health.textContent()) ?? '').includes('밀린 메시지 없음');
    });
    expect(await page.locator('#problems').textContent()).not.toContain('Slack');
  }, 120_000);

  test.each([
    ['light', 'ko-KR', WIDE],
    ['dark', 'ko-KR', WIDE],
    ['light', 'en-US', WIDE],
    ['dark', 'en-US', WIDE],
    ['light', 'ko-KR', PHONE],
    ['dark', 'en-US', PHONE],
  ] as const)('axe finds nothing wrong with all open: %s, %s, %j', async (colorScheme, locale, viewport) => {
    const visitor = await visit(browser, `${url}/#board`, {
      colorScheme,
      viewport,
      ...inLanguage(url, locale),
    });
    await rows(visitor.page).nth(27).waitFor();
    await visitor.page.locator('#past > summary').click();
    await visitor.page.locator('#board-more > summary').click();
    expect(await findAxeFaults(visitor.page)).toEqual([]);
    const wide = await visitor.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(viewport.width);
    await keepScreenshot(visitor.page, `board-${colorScheme}-${locale}-${viewport.width}`);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  test('no script failed during these tests', () => {
    expect(faults).toEqual([]);
  });
});
