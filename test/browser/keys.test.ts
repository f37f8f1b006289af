import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Laptop } from '../e2e/start-laptop.ts';
import { expectAccessible } from './find-axe-faults.ts';
import { openLaptop, visit } from './open-browser.ts';

/** A lead works on the board by the keyboard alone. The tests follow each other. */
describe('the keys of the board', () => {
  let laptop: Laptop;
  let browser: Browser;
  let close: () => Promise<void>;
  let page: Page;
  beforeAll(async () => {
    let url = '';
    ({ laptop, browser, url, close } = await openLaptop());
    ({ page } = await visit(browser, url, { viewport: { width: 1400, height: 1000 } }));
    laptop.hurry(true);
    for (const template of ['question', 'question'] as const) await laptop.simulator.handOver({ template });
    await laptop.poll();
    await page.locator('#board .ticket').nth(5).waitFor();
  });
  afterAll(() => close());

  const key = (name: string) => page.keyboard.press(name);
  const rows = () => page.locator('#board .ticket');
  const focused = () => page.locator('#board .ticket:has(.opens:focus)');
  const modal = () => page.locator('#modal[open]');
  const claimedBy = (name: string) => rows().filter({ has: page.locator('.claimed', { hasText: name }) });
  const people = () => page.locator('#board .people');

  test('j and k go from ticket to ticket, also on a keyboard that writes Hangul', async () => {
    await key('j');
    const first = await focused().getAttribute('data-key');
    expect(first).toBe(await rows().first().getAttribute('data-key'));
    await page.evaluate(
      `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅓ', code: 'KeyJ', bubbles: true }))`,
    );
    expect(await focused().getAttribute('data-key')).toBe(await rows().nth(1).getAttribute('data-key'));
    await key('k');
    expect(await focused().getAttribute('data-key')).toBe(first);
  });

  test('c claims, r replies and o opens the order; the focus comes back to the ticket', async () => {
    while ((await focused().getAttribute('data-kind')) !== 'reply') await key('j');
    const chosen = await focused().getAttribute('data-key');
    await key('c');
    await claimedBy('@하나').waitFor();
    await people()
      .filter({ hasText: /@하나\s*1 · 마감/ })
      .waitFor();
    await key('r');
    await modal().filter({ hasText: '미리보기' }).waitFor();
    await key('Escape');
    await modal().waitFor({ state: 'detached' });
    await key('o');
    await modal().filter({ hasText: '주문 정보' }).waitFor();
    await key('Escape');
    await modal().waitFor({ state: 'detached' });
    expect(await focused().getAttribute('data-key')).toBe(chosen);
  });

  test('Enter opens the whole life of the ticket, which has an address', async () => {
    expect(await focused().locator('.opens').getAttribute('href')).toMatch(/^\/ticket\?id=/);
    await key('Enter');
    await page.locator('#life[open]').waitFor();
    await key('Escape');
    await page.locator('#life[open]').waitFor({ state: 'detached' });
  });

  test('a key without a button on the card says so', async () => {
    await page.locator('#channels [data-action="release"]').waitFor();
    await key('c');
    await page.locator('#row-said', { hasText: '버튼이 없거나' }).waitFor();
  });

  test('x selects, and the selected tickets go to one person', async () => {
    const before = await claimedBy('@두리').count();
    await key('x');
    await key('j');
    await key('x');
    await page.locator('#selected', { hasText: '2건 선택' }).waitFor();
    await expectAccessible(page, 'selection');
    await page.locator('#assign-to').selectOption({ label: '두리' });
    await page.locator('#assign-all').press('Enter');
    await claimedBy('@두리')
      .nth(before + 1)
      .waitFor();
    await people()
      .filter({ hasText: /@두리\s*2 · 마감/ })
      .waitFor();
    await page.locator('#selection').waitFor({ state: 'hidden' });
    expect(await page.locator('#row-said').textContent()).toBe('두리님에게 2건을 지정합니다.');
  });

  test('a selected ticket that a filter hides is not selected any more', async () => {
    await rows().first().locator('[data-select]').check();
    await key('/');
    await page.locator('#find:focus').waitFor();
    await page.keyboard.type('nothing has this name');
    await page.locator('#selection').waitFor({ state: 'hidden' });
    await page.locator('#show-all').click();
  });

  test('Enter in the search goes to the first ticket that it found', async () => {
    await key('/');
    const number = await rows().nth(2).locator('.copy').textContent();
    await page.locator('#find').fill(number ?? '');
    await key('Enter');
    expect(await focused().locator('.copy').textContent()).toBe(number);
    await page.locator('#find').fill('');
  });

  test('j goes on at the same place after the focus was lost', async () => {
    await rows().first().locator('.opens').focus();
    await key('j');
    await page.evaluate('document.activeElement.blur()');
    await key('j');
    expect(await focused().getAttribute('data-key')).toBe(await rows().nth(1).getAttribute('data-key'));
  });

  test('? lists the keys, and a switch turns the letters off', async () => {
    await rows().first().locator('.opens').focus();
    await key('?');
    await page.locator('#keys[open]', { hasText: '담당하기' }).waitFor();
    await expectAccessible(page, 'keys');
    await key('Escape');
    await page.locator('#board-more summary').click();
    await page.locator('#set-no-keys').check();
    const first = rows().first().locator('.opens');
    await first.focus();
    await key('j');
    await key('?');
    expect(await page.locator('#keys[open]').count()).toBe(0);
    await first.and(page.locator(':focus')).waitFor();
    await key('ArrowDown');
    await rows().nth(1).locator('.opens:focus').waitFor();
  });
});
