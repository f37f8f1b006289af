import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { findAxeFaults } from './find-axe-faults.ts';
import { keepScreenshot, openBrowser, visit } from './open-browser.ts';

describe('C5: the page of a Taiwanese team', () => {
  let dataDir: string;
  let laptop: Laptop;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    dataDir = await makeDataDir();
    laptop = await startLaptop(dataDir, { NOTIFIER_CONFIG: 'local/taiwan.config.ts' });
    browser = await openBrowser();
    ({ page, faults } = await visit(browser, laptop.system.pageUrl ?? '', {
      locale: 'zh-TW',
      timezoneId: 'Asia/Taipei',
      viewport: { width: 1400, height: 1000 },
    }));
  });
  afterAll(async () => {
    await browser.close();
    await laptop.stop();
    await removeDataDir(dataDir);
  });

  const cards = () => page.locator('#channels article.message');
  /** Without the name of the other language. */
  const bodyText = async () => (await page.locator('body').textContent())?.replace('한국어', '');

  test('is in Chinese before the first poll, and all its cards after it', async () => {
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-TW');
    await page.locator('#board').filter({ hasText: '第一次讀取結束後' }).waitFor();
    await laptop.simulator.handOver({ leftMs: 50 * 60_000, template: 'link-form' });
    await laptop.poll();
    await cards().nth(4).waitFor();
    await page.locator('#board .ticket').nth(4).waitFor();
    expect(await bodyText()).toContain('未確認（轉交商家） · 只需確認（不必回覆）');
    await keepScreenshot(page, 'taiwan');
  });

  test('stays in Chinese through a warning, an answer, a withdrawal and an outage', async () => {
    const [first, second] = laptop.simulator.inquiries();
    await laptop.system.trackSla();
    await laptop.settle();
    await laptop.simulator.answer(first?.inquiryId ?? '');
    await laptop.simulator.withdraw(second?.inquiryId ?? '');
    await laptop.poll();
    await cards().filter({ hasText: '已回覆' }).waitFor();
    await cards().filter({ hasText: '取消轉交' }).waitFor();
    await page.locator('#controls-open').click();
    await page.getByRole('button', { name: '超過呼叫上限' }).click();
    await page.locator('#said').filter({ hasText: '酷澎要求減少呼叫' }).waitFor();
    expect(await bodyText()).not.toMatch(/[가-힣]/);
    expect(await findAxeFaults(page)).toEqual([]);
    await keepScreenshot(page, 'taiwan-later');
  });

  test('no script failed and no request was refused', () => {
    expect(faults).toEqual([]);
  });
});
