import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { findAxeFaults } from './find-axe-faults.ts';
import { keepScreenshot, openBrowser, visit } from './open-browser.ts';

const LOOKS: [string, BrowserContextOptions][] = [
  ['light-1400', { colorScheme: 'light', viewport: { width: 1400, height: 900 } }],
  ['dark-390', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
];

/** Everything that opens over the page, once in each look. */
describe('the dialogs of the page, for screen readers', () => {
  let dataDir: string;
  let laptop: Laptop;
  let browser: Browser;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    laptop = await startLaptop(dataDir);
    await laptop.simulator.handOver({ kind: 'reply', template: 'question' });
    await laptop.simulator.handOver({ kind: 'confirm' });
    await laptop.poll();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await laptop.stop();
    await removeDataDir(dataDir);
  });

  const open = async (look: BrowserContextOptions) => {
    const { page, faults, close } = await visit(browser, laptop.system.pageUrl ?? '', look);
    page.setDefaultTimeout(60_000);
    return { page, faults, close, ...stepsOn(page) };
  };

  test.each(LOOKS)('axe finds no fault in any of them, and they fit the window: %s', async (name, look) => {
    const { page, faults, close, card, press, check, isTooWide, escape } = await open(look);
    const looksAt = async (what: string) => {
      expect([what, await check(), await isTooWide()]).toEqual([what, [], false]);
      await keepScreenshot(page, `dialog-${what}-${name}`);
    };
    await card('미답변 · 답변 필요').waitFor();

    await press('미답변 · 답변 필요', '답변하기');
    await page.locator('#modal[open] textarea').waitFor();
    await looksAt('reply-form');
    await page.locator('#modal textarea').fill('안녕하세요. 주문하신 상품은 내일 도착할 예정입니다.');
    await page.locator('#modal').getByRole('button', { name: '미리보기' }).click();
    await page.locator('#modal[open]', { hasText: '이대로 보냅니다' }).waitFor();
    await looksAt('preview');
    await escape('#modal');

    await press('확인만 하면', '확인 처리');
    await page.locator('#confirm[open]', { hasText: '되돌릴 수 없습니다' }).waitFor();
    await looksAt('confirm');
    await escape('#confirm');

    await press('미답변 · 답변 필요', '주문 정보');
    const answered = page.locator('#modal[open]').filter({ hasNotText: '조회하고 있습니다' });
    await answered.locator('code').first().waitFor();
    await looksAt('order');
    await page.locator('#modal').getByRole('button', { name: '최근 7일 교환' }).click();
    await answered.getByRole('heading', { name: '최근 7일 교환' }).waitFor();
    await looksAt('exchanges');
    await page.locator('#modal').getByRole('button', { name: '뒤로' }).click();
    await answered.getByRole('heading', { name: '주문 정보' }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('최근 7일 교환');
    await escape('#modal');

    await card('미답변 · 답변 필요').locator('.chooser select').first().selectOption({ label: '두리' });
    await looksAt('assign');

    await page.locator('#act-home').click();
    await page.locator('#home-dialog[open]', { hasText: '처리할 문의' }).waitFor();
    await looksAt('home');
    await escape('#home-dialog');

    await page.locator('#act-command-text').fill('');
    await page.locator('#act-command-text').press('Enter');
    await page.locator('#only-you article', { hasText: '담당 없음' }).waitFor();
    await looksAt('own-list');
    await page.locator('#act-command-text').fill('상품 아님');
    await page.locator('#act-command-text').press('Enter');
    await page.locator('#only-you article', { hasText: '맞는 미처리 문의가 없습니다' }).waitFor();
    await looksAt('search');
    await page.keyboard.press('Escape');
    await page.locator('#only-you article').waitFor({ state: 'detached' });

    const isPhone = name.endsWith('390');
    if (isPhone) await page.locator('.views a[href="#board"]').click();
    await page.locator('#board-more > summary').click();
    await looksAt('settings');
    await page.keyboard.press('Escape');
    await page.locator('#board .opens').first().click();
    await page.locator('#life[open]', { hasText: '처리 이력' }).waitFor();
    await looksAt('life');
    await escape('#life');

    await page.locator(isPhone ? '.views a[href="#controls"]' : '#controls-open').click();
    await page.locator('#controls').filter({ hasText: '상황을 직접' }).waitFor();
    await looksAt('controls');

    expect(faults).toEqual([]);
    await close();
  });
});

const stepsOn = (page: Page) => {
  const card = (text: string) =>
    page.locator('#channels article.message .post').filter({ hasText: text }).first();
  return {
    card,
    press: (text: string, button: string) =>
      card(text).getByRole('button', { name: button, exact: true }).click(),
    check: () => findAxeFaults(page),
    isTooWide: () => page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth'),
    escape: async (dialog: string) => {
      await page.keyboard.press('Escape');
      await page.locator(`${dialog}:not([open])`).waitFor({ state: 'attached' });
    },
  };
};
