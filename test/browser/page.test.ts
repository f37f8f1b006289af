import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { findAxeFaults } from './find-axe-faults.ts';
import { keepScreenshot, openBrowser, visit } from './open-browser.ts';

const BLIND_MS = 1500;

/** One running system and one browser for the whole file; the tests go through a day in order. */
describe('the page in a real browser', () => {
  let dataDir: string;
  let laptop: Laptop;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let url: string;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    laptop = await startLaptop(dataDir, {}, { blindMinutes: BLIND_MS / 60_000 });
    url = laptop.system.pageUrl ?? '';
    browser = await openBrowser();
    ({ page, faults } = await visit(browser, url, { viewport: { width: 1400, height: 1000 } }));
  });
  afterAll(async () => {
    await browser.close();
    await laptop.stop();
    await removeDataDir(dataDir);
  });

  const cards = () => page.locator('#channels article.message');
  const cardOf = (inquiryId: string) => cards().filter({ hasText: inquiryId });
  const ticketOf = (inquiryId: string) => page.locator('#board .ticket').filter({ hasText: inquiryId });

  test('cards appear by themselves, and stand on the board by deadline', async () => {
    await laptop.poll();
    await cards().nth(1).waitFor();
    await page.locator('#board .ticket').nth(1).waitFor();
    expect(await cards().count()).toBe(2);
    const due: number[] = [];
    for (const item of await page.locator('#board .ticket').all())
      due.push(Number(await item.getAttribute('data-due')));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    await keepScreenshot(page, 'page');
    await cards().first().screenshot({ path: 'artefacts/card.png' });
  });

  test('the time left runs', async () => {
    const left = () => page.locator('#board [data-left]').first().textContent();
    await laptop.simulator.handOver({ askedAt: Date.now() - 24 * 3_600_000 + 50_000 });
    await laptop.poll();
    await page.locator('#board .ticket').nth(2).waitFor();
    const before = await left();
    await laptop.until(async () => (await left()) !== before);
  });

  test('D2: a second hand-over is a second card, and the first is closed in place', async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.poll();
    await cardOf(inquiryId).first().waitFor();
    await laptop.simulator.answer(inquiryId);
    await laptop.simulator.handOverAgain(inquiryId);
    await laptop.poll();
    await cardOf(inquiryId).nth(1).waitFor();
    await cardOf(inquiryId).filter({ hasText: '답변 완료' }).first().waitFor();
    expect(await cardOf(inquiryId).count()).toBe(2);
    await ticketOf(inquiryId).waitFor();
    expect(await ticketOf(inquiryId).count()).toBe(1);
    await page.locator('#board .closed li').filter({ hasText: inquiryId }).waitFor();
  });

  test('D10: an outage shows its cause, and its end', async () => {
    laptop.simulator.fail('unavailable');
    await laptop.poll();
    await sleep(BLIND_MS);
    await laptop.system.trackSla();
    await cards().filter({ hasText: '조회 중단' }).filter({ hasText: '원인' }).waitFor();
    await keepScreenshot(page, 'outage');
    laptop.simulator.recover();
    await laptop.poll();
    await laptop.system.trackSla();
    await cards().filter({ hasText: '조회 재개' }).waitFor();
    await cards().filter({ hasText: '조회 중단 끝' }).waitFor();
  });

  test('the panel makes things happen, by keyboard alone', async () => {
    const before = await cards().count();
    await page.locator('#do-hand-over-confirm').focus();
    await page.keyboard.press('Enter');
    await laptop.until(async () => (await page.locator('#said').textContent()) !== '');
    await laptop.poll();
    await cards().nth(before).waitFor();
    expect(await cards().count()).toBe(before + 1);
  });

  test.each([
    ['light', 'ko-KR', 1400, '#board'],
    ['dark', 'ko-KR', 1400, '#board'],
    ['light', 'en-US', 390, '#board'],
    ['dark', 'en-US', 390, '#board'],
    ['light', 'ko-KR', 390, '#channels'],
  ] as const)('axe finds nothing wrong: %s, %s, %i wide, %s', async (colorScheme, locale, width, view) => {
    const viewport = { width, height: 900 };
    const visitor = await visit(browser, `${url}/${view}`, { colorScheme, locale, viewport });
    await visitor.page.locator(`${view} :is(.ticket, .message)`).first().waitFor();
    expect(await findAxeFaults(visitor.page)).toEqual([]);
    await keepScreenshot(visitor.page, `page-${colorScheme}-${width}-${view.slice(1)}`);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });

  test('on a phone nothing is wider than the screen, and the board is one tap away', async () => {
    const phone = await visit(browser, url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.page.locator('#board .ticket').first().waitFor({ state: 'attached' });
    const wide = await phone.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(390);
    await phone.page.locator('nav.views a[href="#board"]').tap();
    await phone.page.locator('#board .ticket').first().waitFor();
    await keepScreenshot(phone.page, 'phone-board');
    expect(phone.faults).toEqual([]);
    await phone.close();
  });

  test('no script failed and nothing was refused in all this time', () => {
    expect(faults).toEqual([]);
  });
});
