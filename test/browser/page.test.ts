import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Laptop } from '../e2e/start-laptop.ts';
import { expectAccessible, findAxeFaults } from './find-axe-faults.ts';
import { keepScreenshot, openLaptop, visit } from './open-browser.ts';

let laptop: Laptop;
let browser: Browser;
let close: () => Promise<void>;
let page: Page;
let faults: string[];
let url: string;

const open = async (look: BrowserContextOptions, env: Record<string, string> = {}): Promise<void> => {
  ({ laptop, browser, url, close } = await openLaptop({ env }));
  ({ page, faults } = await visit(browser, url, { viewport: { width: 1400, height: 1000 }, ...look }));
};

/** One running system and one browser for each part. The tests of the first follow a day in order. */
describe('the page in a real browser', () => {
  beforeAll(async () => {
    await open({});
    laptop.hurry(true);
    await page.locator('#controls-open').click();
  });
  afterAll(() => close());

  const cards = () => page.locator('#channels article.message');

  test('before the first poll the page explains what will appear', async () => {
    await page.locator('#board').filter({ hasText: '첫 조회가 끝나면' }).waitFor();
    expect(await page.locator('#channels').textContent()).toContain('아직 메시지가 없습니다');
    await expectAccessible(page, 'empty');
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

  test('the panel of webhooks shows each event with its verified signature and its body (O20)', async () => {
    const opened = page.locator('#webhook-list li').filter({ hasText: 'TicketOpened' });
    await opened.nth(3).waitFor();
    const call = opened.first();
    expect(await call.locator('summary').textContent()).toMatch(
      /sample TicketOpened · HTTP 200 · 서명 확인됨$/,
    );
    await call.locator('summary').click();
    expect(JSON.parse((await call.locator('pre').textContent()) ?? '')).toMatchObject({
      specversion: '1.0',
      type: 'TicketOpened',
      data: { market: 'KR', kind: expect.stringMatching(/reply|confirm|question/) },
    });
    await call.scrollIntoViewIfNeeded();
    await expectAccessible(page, 'webhooks');
    await keepScreenshot(page, 'webhooks');
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
      const visitor = await visit(browser, url, { colorScheme });
      await visitor.page.locator('#controls-open').click();
      await visitor.page.locator('#slack-rate-limited').click();
      await visitor.page.locator('#slack-rate-limited[aria-pressed="true"]').hover();
      await expectAccessible(visitor.page, `pressed-${colorScheme}`);
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

describe('C5: the page of a Taiwanese team', () => {
  beforeAll(() =>
    open({ locale: 'zh-TW', timezoneId: 'Asia/Taipei' }, { NOTIFIER_CONFIG: 'local/taiwan.config.ts' }),
  );
  afterAll(() => close());

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
    await expectAccessible(page, 'taiwan-later');
  });

  test('no script failed and no request was refused', () => {
    expect(faults).toEqual([]);
  });
});

const LOOKS: [string, BrowserContextOptions][] = [
  ['light-1400', { colorScheme: 'light' }],
  ['dark-390', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
];

/** Everything that opens over the page, once in each look. */
describe('the dialogs of the page, for screen readers', () => {
  beforeAll(async () => {
    ({ laptop, browser, url, close } = await openLaptop());
    await laptop.simulator.handOver({ kind: 'reply', template: 'question' });
    await laptop.simulator.handOver({ kind: 'confirm' });
    await laptop.poll();
  });
  afterAll(() => close());

  test.each(LOOKS)('axe finds no fault in any of them, and they fit the window: %s', async (name, look) => {
    const visitor = await visit(browser, url, look);
    ({ page, faults } = visitor);
    page.setDefaultTimeout(60_000);
    const looksAt = async (what: string) => {
      const isTooWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
      expect([what, await findAxeFaults(page), isTooWide]).toEqual([what, [], false]);
      await keepScreenshot(page, `dialog-${what}-${name}`);
    };
    const card = (text: string) =>
      page.locator('#channels article.message .post').filter({ hasText: text }).first();
    const press = (text: string, button: string) =>
      card(text).getByRole('button', { name: button, exact: true }).click();
    const escape = async (dialog: string) => {
      await page.keyboard.press('Escape');
      await page.locator(`${dialog}:not([open])`).waitFor({ state: 'attached' });
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

    await card('미답변 · 답변 필요').locator('select').first().selectOption({ label: '두리' });
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
    await visitor.close();
  });
});
