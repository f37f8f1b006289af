import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { OpenTicket } from '../../local/board/board.ts';
import { startTestSlack, type TestSlack } from '../fixtures/slack/start-test-slack.ts';
import { EMPTY_BOARD, NOW, type PageUnderTest, startPage, VENDOR } from '../unit/local/page/page-parts.ts';
import { keepScreenshot, openBrowser, visit } from './open-browser.ts';

const HOUR = 3_600_000;
const LONGEST_ID = '9223372036854775807';

const ticket = (answerId: string, facts: Partial<OpenTicket> = {}): OpenTicket => ({
  ...VENDOR,
  source: 'call-center',
  inquiryId: LONGEST_ID,
  answerId,
  level: 'warned',
  label: 'AA몰',
  kind: 'reply',
  product: '지어낸 상품, 이름이 아주 길어서 한 줄에 다 들어가지 않는 것',
  isUnverified: false,
  dueAt: NOW + HOUR,
  isEstimate: true,
  warned: 'last-shift',
  next: { name: '1h', at: NOW },
  ...facts,
});

/** Texts that are wider than their place, but for product names, which end in an ellipsis. */
const CLIPPED = `[...document.querySelectorAll('.poll > *, #board .rows > li > :not(.product)')]
  .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
  .map(({ textContent }) => textContent)`;

/** Inquiry numbers of more than one line. */
const BROKEN = `[...document.querySelectorAll('#board .copy')].filter((number) => {
  const range = document.createRange();
  range.selectNodeContents(number);
  return range.getClientRects().length > 1;
}).map(({ textContent }) => textContent)`;

/** Closed tickets of more than two lines. A long product name wraps. */
const TALL = `[...document.querySelectorAll('#board .closed > li')]
  .filter((row) => row.getBoundingClientRect().height > 48)
  .map(({ textContent }) => textContent)`;

describe('the longest texts on the page', () => {
  let page: PageUnderTest;
  let slack: TestSlack;
  let browser: Browser;

  beforeAll(async () => {
    slack = await startTestSlack({
      people: [
        { id: 'U0HANA', name: '하나' },
        { id: 'U0DURI', name: '두리' },
      ],
    });
    const { channels, interactions } = slack.slack();
    page = await startPage({
      channels,
      interactions,
      board: {
        ...EMPTY_BOARD,
        vendors: [
          {
            ...VENDOR,
            label: 'AA몰',
            held: [],
            polledAt: NOW,
            completeAt: NOW - HOUR,
            sight: { is: 'sighted' },
            failure: { cause: 'ip-not-allowed' },
          },
        ],
        open: [ticket('1', { claimedBy: 'U0HANA' }), ticket('2', { isUnverified: true })],
        openCount: 2,
        closed: [
          {
            ...ticket('3'),
            outcome: 'decided-by-coupang',
            closedAt: NOW,
            tookMs: 5.4 * HOUR,
            inTime: false,
            answeredBy: 'made.up.login',
            handledBy: ['U0DURI'],
          },
        ],
      },
    });
    for (const answerId of ['1', '2', '3'])
      await page.channels.post({
        channel: 'C0CS',
        text: 'card',
        metadata: {
          event_type: 'made_up',
          event_payload: { name: 'card', key: `KR/A00012345/call-center/${LONGEST_ID}/${answerId}` },
        },
      });
    page.polls.noteError(VENDOR, new Error('made up'));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await page.stop();
    await slack.stop();
  });

  test.each(
    [1600, 1400, 1280, 1100, 390].flatMap((width) =>
      ['ko', 'en', 'zh-TW'].map((language) => ({ width, language })),
    ),
  )('are readable: %j', async ({ width, language }) => {
    const visitor = await visit(browser, `${page.server.url}/?lang=${language}#board`, {
      viewport: { width, height: 900 },
    });
    expect(await visitor.page.evaluate(CLIPPED)).toEqual([]);
    const [content, place] = await visitor.page.evaluate<number[]>(
      "[document.querySelector('#board').scrollWidth, document.querySelector('#board').clientWidth]",
    );
    expect(content).toBeLessThanOrEqual(place ?? 0);
    expect(await visitor.page.evaluate(BROKEN)).toEqual([]);
    if (width === 1600) expect(await visitor.page.evaluate(TALL)).toEqual([]);
    await keepScreenshot(visitor.page, `board-long-${language}-${width}`);
    await visitor.close();
  });

  test('"mine" shows the open and the closed tickets of the person who acts on the page', async () => {
    const visitor = await visit(browser, `${page.server.url}/#board`);
    await visitor.page.locator('#mine').click();
    const shown = visitor.page.locator('#board .tickets > li:visible');
    expect(await shown.count()).toBe(1);
    const closed = visitor.page.locator('#board .closed > li:visible');
    expect(await closed.count()).toBe(0);
    const sum = visitor.page.locator('#board .sum');
    expect(await sum.innerText()).toMatch(/미처리 문의 2건 중 1건\s*🟡 알림 보냄 1/);
    expect(await visitor.page.locator('#no-closed').innerText()).toBe('내 담당 건이 없습니다.');
    await visitor.page.locator('#act-as').selectOption('U0DURI');
    await closed.first().waitFor();
    expect(await shown.count()).toBe(0);
    expect(await visitor.page.locator('#no-closed').isVisible()).toBe(false);
    await visitor.page.locator('#show-all').click();
    expect(await sum.innerText()).toMatch(/미처리 문의 2건\s*🟡 알림 보냄 2/);
    await visitor.close();
  });
});
