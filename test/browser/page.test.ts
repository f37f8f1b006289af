import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { findAxeFaults } from './find-axe-faults.ts';
import { keepScreenshot, openBrowser, visit } from './open-browser.ts';

/** One running system and one browser for the whole file. The tests follow a day in order. */
describe('the page in a real browser', () => {
  let dataDir: string;
  let laptop: Laptop;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let url: string;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    laptop = await startLaptop(dataDir);
    laptop.hurry(true);
    url = laptop.system.pageUrl ?? '';
    browser = await openBrowser();
    ({ page, faults } = await visit(browser, url, { viewport: { width: 1400, height: 1000 } }));
    await page.locator('#controls-open').click();
  });
  afterAll(async () => {
    await browser.close();
    await laptop.stop();
    await removeDataDir(dataDir);
  });

  const cards = () => page.locator('#channels article.message');

  test('before the first poll the page explains what will appear', async () => {
    await page.locator('#board').filter({ hasText: '첫 조회가 끝나면' }).waitFor();
    expect(await page.locator('#channels').textContent()).toContain('아직 메시지가 없습니다');
    expect(await findAxeFaults(page)).toEqual([]);
    await keepScreenshot(page, 'empty');
  });

  test('cards appear without a reload; the board lists hand-overs, then questions, by deadline', async () => {
    await laptop.poll();
    await cards().nth(3).waitFor();
    await page.locator('#board .ticket').nth(3).waitFor();
    // Two hand-overs, two questions.
    expect(await cards().count()).toBe(4);
    const places: [isQuestion: number, due: number][] = [];
    for (const item of await page.locator('#board .ticket').all()) {
      const isQuestion = ((await item.textContent()) ?? '').includes('상품 문의');
      places.push([Number(isQuestion), Number(await item.getAttribute('data-due'))]);
    }
    expect(places).toEqual(places.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
    await keepScreenshot(page, 'page');
    await cards().first().screenshot({ path: 'artefacts/card.png' });
  });

  test('the time left counts down', async () => {
    const left = () => page.locator('#board [data-left]').first().textContent();
    await laptop.simulator.handOver({ askedAt: laptop.now() - 24 * 3_600_000 + 50_000 });
    await laptop.poll();
    await page.locator('#board .ticket').nth(4).waitFor();
    const before = await left();
    await laptop.until(async () => (await left()) !== before);
  });

  test('a button of the panel works by keyboard alone', async () => {
    const before = await cards().count();
    await page.locator('#do-hand-over-confirm').focus();
    await page.keyboard.press('Enter');
    await laptop.until(async () => (await page.locator('#said').textContent()) !== '');
    await laptop.poll();
    await cards().nth(before).waitFor();
    expect(await cards().count()).toBe(before + 1);
  });

  test.each(['light', 'dark'] as const)(
    'a pressed button under the pointer is readable: %s',
    async (colorScheme) => {
      const visitor = await visit(browser, url, { colorScheme, viewport: { width: 1400, height: 900 } });
      await visitor.page.locator('#controls-open').click();
      await visitor.page.locator('#slack-rate-limited').click();
      await visitor.page.locator('#slack-rate-limited[aria-pressed="true"]').hover();
      expect(await findAxeFaults(visitor.page)).toEqual([]);
      await keepScreenshot(visitor.page, `pressed-${colorScheme}`);
      await visitor.page.locator('#slack-normal').click();
      await visitor.page.locator('#slack-rate-limited[aria-pressed="false"]').waitFor();
      await visitor.close();
    },
  );

  test('Tab reaches each button and link in the order of the page, and focus is visible', async () => {
    const reached: string[] = [];
    await page.locator('h1').click();
    const there = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#controls :is(button, select, summary)')].map(({ id, tagName }) => id || tagName)`,
    );
    for (let tab = 0; tab < 200 && reached.at(-1) !== there.at(-1); tab += 1) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate<[string, string]>(
        `[document.activeElement.id || document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]`,
      );
      expect([name, outline]).toEqual([name, 'solid']);
      reached.push(name);
    }
    expect(reached.slice(-there.length)).toEqual(there);
  });

  test('on a phone nothing is wider than the screen, and one tap opens the board', async () => {
    const phone = await visit(browser, url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.page.locator('#board .ticket').first().waitFor({ state: 'attached' });
    const wide = await phone.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(390);
    const cut = await phone.page.evaluate<boolean>(
      `[...document.querySelectorAll('h1, .preferences a')].some((element) => element.scrollWidth > element.clientWidth + 1)`,
    );
    expect(cut).toBe(false);
    await phone.page.locator('nav.views a[href="#board"]').tap();
    await phone.page.locator('#board .ticket').first().waitFor();
    await keepScreenshot(phone.page, 'phone-board');
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  test('after a leap to the next morning the page names the time, the day and the report', async () => {
    await page.locator('#leap-morning').click();
    await page.locator('#said').filter({ hasText: '현재 시각 다음 날 09:00 · 일일 보고' }).waitFor();
  });

  test('no script failed and no request was refused during these tests', () => {
    expect(faults).toEqual([]);
  });
});
