import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { newNotice } from '../../lib/domain/notice/notice.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { dayAt } from '../../lib/domain/time/dates.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { buildDynamoDbClient } from '../e2e/build-dynamodb-client.ts';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { makeDailyReport, NONE_CLOSED } from '../unit/local/page/make-daily-report.ts';
import { findAxeFaults } from './find-axe-faults.ts';
import { inLanguage, keepScreenshot, openBrowser, visit } from './open-browser.ts';

const TRACK_EVERY_MS = 1000;

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
  /** A question may have the number of a hand-over. */
  const ofHandOver = (inquiryId: string) => ({ hasText: inquiryId, hasNotText: '상품 문의' });
  const cardOf = (inquiryId: string) => cards().filter(ofHandOver(inquiryId));
  const ticketOf = (inquiryId: string) => page.locator('#board .ticket').filter(ofHandOver(inquiryId));

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

  test('D2: a second hand-over gets a second card, and the first card is closed in place', async () => {
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
    await page.locator('#board .closed li').filter(ofHandOver(inquiryId)).waitFor();
  });

  test('D10: an outage is announced with its cause, and then its end', async () => {
    laptop.simulator.fail('unavailable');
    for (let minutes = 0; minutes <= 6; minutes += 2) {
      await laptop.poll();
      await laptop.system.trackSla();
      await laptop.sleep(2 * MINUTE_MS);
    }
    await cards().filter({ hasText: '조회 중단' }).filter({ hasText: '원인' }).waitFor();
    await keepScreenshot(page, 'outage');
    laptop.simulator.recover();
    // The all-clear waits for three complete readings.
    for (let reading = 0; reading < 3; reading += 1) await laptop.poll();
    await laptop.system.trackSla();
    await cards().filter({ hasText: '조회 재개' }).nth(1).waitFor();
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

  test('S2, R23: the warnings of a hand-over appear one after another on the board, the card and its thread', async () => {
    await page.locator('#do-hand-over-ladder').click();
    await laptop.until(async () => /3시간 10분/.test((await page.locator('#said').textContent()) ?? ''));
    const { inquiryId } = laptop.simulator.inquiries().at(-1) ?? { inquiryId: '' };
    await laptop.poll();
    await ticketOf(inquiryId).locator('a[href^="#m-"]').waitFor();
    const anchor = (await ticketOf(inquiryId).locator('a[href^="#m-"]').getAttribute('href')) ?? '';
    const card = page.locator(`[id="${anchor.slice(1)}"]`);
    const replies = card.locator('.reply');
    const warned = (step: string) => ticketOf(inquiryId).and(page.locator(`[data-warned="${step}"]`));
    const title = (emoji: string) => card.locator('.post').first().filter({ hasText: emoji });
    const [ticket] = await laptop.ticketsOf(inquiryId);
    const dueAt = ticket?.facts.dueAt ?? 0;
    /** Leaps from event to event until less than the given time is left. The page shows a leap a little after its end. */
    const leapUntil = async (leftMs: number) => {
      while (dueAt - laptop.now() >= leftMs) {
        await page.evaluate("document.querySelector('#said').textContent = ''");
        await page.locator('#leap-next-event').click();
        await page
          .locator('#said')
          .filter({ hasText: /현재 시각 \d\d:\d\d/ })
          .waitFor();
      }
      const at = new Intl.DateTimeFormat('ko', {
        timeStyle: 'short',
        hourCycle: 'h23',
        timeZone: 'Asia/Seoul',
      });
      const step = `${leftMs / HOUR_MS}시간 전 알림`;
      expect(await page.locator('#said').textContent()).toBe(
        `현재 시각 ${at.format(dueAt - leftMs)} · ${step} · ${ticket?.facts.product}`,
      );
    };

    await title('⚪').waitFor();
    await ticketOf(inquiryId).filter({ hasText: '3시간 전 알림 예정' }).waitFor();
    await leapUntil(3 * HOUR_MS);
    await warned('3h').filter({ hasText: '알림 보냄' }).filter({ hasText: '1시간 전 알림 예정' }).waitFor();
    await title('🟡').waitFor();
    await replies.filter({ hasText: '마감까지 3시간' }).waitFor();

    await leapUntil(HOUR_MS);
    await warned('1h').filter({ hasText: '마지막 알림' }).waitFor();
    await title('🔴').waitFor();
    await replies.filter({ hasText: /마감 1시간 전/ }).waitFor();
    await page
      .locator('#list-C0LEAD')
      .filter({ hasText: /마감 1시간 전/ })
      .waitFor();
    await keepScreenshot(page, 'warnings');

    // The computer sleeps, and Coupang does not close it. Only a later reading shows whether the ticket is still listed (R16).
    await laptop.sleep(100 * MINUTE_MS);
    for (let runs = 0; runs < 2; runs += 1) {
      await laptop.poll();
      await laptop.system.trackSla();
    }
    await ticketOf(inquiryId)
      .and(page.locator('[data-level="overdue"]'))
      .filter({ hasText: /[1-5]\d분 \d+초 지남/ })
      .waitFor();
    await warned('overdue').filter({ hasText: '마감 지남' }).waitFor();
    await title('⛔').waitFor();
    await laptop.simulator.tick();
    await laptop.poll();
    await page
      .locator('#board .closed li')
      .filter(ofHandOver(inquiryId))
      .filter({ hasText: '자동 종료' })
      .waitFor();
    await title('자동 종료').waitFor();
    expect(await replies.filter({ hasText: /마감까지 3시간|마감 1시간 전/ }).count()).toBe(2);
    expect(await warned('no').count()).toBe(0);
  }, 120_000);

  test('S7: shows daily reports below the board as a chart and as a table', async () => {
    const now = await page.evaluate<number>(
      "import('/client/server-clock.js').then((clock) => clock.serverNow())",
    );
    const client = buildDynamoDbClient(laptop.system.env);
    const { notices } = createTicketStore({ client, tableName: 'tickets', newToken: randomUUID });
    const days = [3, 2, 1].map((daysAgo) => dayAt(now - daysAgo * 86_400_000, 'Asia/Seoul').from);
    for (const [index, from] of days.entries()) {
      const closed = { ...NONE_CLOSED, answered: 9 + 6 * index, confirmed: 3, 'auto-closed': 2 - index };
      const share = { inTime: closed.answered, counted: closed.answered + closed['auto-closed'] };
      const facts = makeDailyReport(from, { opened: 15, closed, share, medianMs: 9_000_000, rolling: share });
      await notices.create(
        newNotice({ market: 'KR', vendorId: 'A00012345', notice: `daily/${from}` }, facts, now),
      );
    }
    client.destroy();
    // A run leaves a recent write to the process that wrote it, so wait until the write is older.
    await sleep(TRACK_EVERY_MS);
    await laptop.system.trackSla();
    const chart = page.locator('#report-list svg');
    await chart.locator('rect').nth(7).waitFor();
    expect(await chart.locator('rect').count()).toBe(8);
    await page.locator('#report-list summary').click();
    await page.locator('#report-list tr', { hasText: '답변 완료' }).filter({ hasText: '9' }).waitFor();
    await cards().filter({ hasText: '일일 보고' }).first().waitFor();
    await page.locator('#report-list').screenshot({ path: 'artefacts/reports.png' });
  });

  test.each([
    ['light', 'ko-KR', 1400, '#board'],
    ['dark', 'ko-KR', 1400, '#board'],
    ['light', 'en-US', 390, '#board'],
    ['dark', 'en-US', 390, '#board'],
    ['light', 'ko-KR', 390, '#channels'],
    ['light', 'ko-KR', 390, '#controls'],
    ['dark', 'en-US', 390, '#controls'],
  ] as const)('axe finds nothing wrong: %s, %s, %i wide, %s', async (colorScheme, locale, width, view) => {
    const viewport = { width, height: 900 };
    const visitor = await visit(browser, `${url}/${view}`, {
      colorScheme,
      viewport,
      ...inLanguage(url, locale),
    });
    await visitor.page.locator(`${view} :is(.ticket, .message, .group)`).first().waitFor();
    expect(await findAxeFaults(visitor.page)).toEqual([]);
    await keepScreenshot(visitor.page, `page-${colorScheme}-${width}-${view.slice(1)}`);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
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
