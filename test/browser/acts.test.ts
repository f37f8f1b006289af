import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Laptop, makeDataDir, removeDataDir, startLaptop } from '../e2e/start-laptop.ts';
import { findAxeFaults } from './find-axe-faults.ts';
import { keepScreenshot, openBrowser, visit } from './open-browser.ts';

const TEXT = '안녕하세요. 주문하신 상품은 오늘 출고되어 내일 도착할 예정입니다.';

/** A newcomer answers in the browser, and the simulator takes it. */
describe('acting from Slack in the browser', () => {
  let dataDir: string;
  let laptop: Laptop;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    dataDir = await makeDataDir();
    laptop = await startLaptop(dataDir);
    await laptop.poll();
    browser = await openBrowser();
    const viewport = { width: 1400, height: 1000 };
    ({ page, faults } = await visit(browser, laptop.system.pageUrl ?? '', { viewport }));
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser.close();
    await laptop.stop();
    await removeDataDir(dataDir);
  });

  const arrive = async (kind: 'reply' | 'confirm', leftMs?: number) => {
    const { inquiryId } = await laptop.simulator.handOver({
      kind,
      ...(kind === 'reply' && { template: 'question' as const }),
      ...(leftMs !== undefined && { leftMs }),
    });
    await laptop.poll();
    // A question may have the number of a hand-over.
    const card = page
      .locator('#channels article.message')
      .filter({ hasText: inquiryId, hasNotText: '상품 문의' })
      .first();
    await card.waitFor();
    const post = card.locator('.post').first();
    return {
      inquiryId,
      card,
      shows: (text: string) => post.filter({ hasText: text }).waitFor(),
      hasReply: (text: string) => card.locator('.reply').filter({ hasText: text }).first().waitFor(),
      press: (name: string) => post.getByRole('button', { name, exact: true }).click(),
      has: (name: string) => post.getByRole('button', { name, exact: true }).count(),
      answers: () =>
        (laptop.simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId)?.posts ?? []).filter(
          ({ answerType }) => answerType === 'vendor',
        ),
    };
  };
  const be = (name: string) => page.locator('#act-as').selectOption({ label: name });
  const form = () => page.locator('#modal[open]');
  const write = (text: string) => form().locator('textarea').fill(text);
  const send = (name: string) => form().getByRole('button', { name, exact: true }).click();
  const waitForNotice = (text: string) => page.locator('#only-you').filter({ hasText: text }).waitFor();

  test('A1: only the person who claimed a ticket can release it', async () => {
    const { press, shows, hasReply } = await arrive('reply');
    await be('하나');
    await press('담당하기');
    await shows('담당 @하나');
    await hasReply('🙋 담당');
    await be('두리');
    await press('담당 해제');
    await waitForNotice('님이 담당하는 건입니다');
    await keepScreenshot(page, 'act-refused');
    await be('하나');
    await press('담당 해제');
    await shows('담당 없음');
  });

  test('A2: a confirmation asks first, reaches the simulator, and closes the card', async () => {
    const { press, shows, inquiryId } = await arrive('confirm');
    await press('확인 처리');
    await page.locator('#confirm[open]').filter({ hasText: '되돌릴 수 없습니다' }).waitFor();
    await page.locator('#confirm-yes').click();
    await shows('✅ 확인 완료');
    expect(laptop.simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId)?.list).toBe(
      'ANSWER',
    );
  });

  test('A3, A8: a reply gets a warning, is corrected and previewed, is sent, and closes the card', async () => {
    const { press, shows, hasReply, answers, has } = await arrive('reply');
    await press('답변하기');
    await form().filter({ hasText: '상담사 요청' }).waitFor();
    await write(`${TEXT} 010-1234-5678로 전화 주세요.`);
    await send('미리보기');
    await form().filter({ hasText: '개인정보가 있습니다' }).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await keepScreenshot(page, 'act-guard');
    await write(TEXT);
    await send('보내기');
    await form().filter({ hasNotText: '전화번호나' }).waitFor();
    await keepScreenshot(page, 'act-preview');
    expect(answers()).toEqual([]);
    await send('보내기');
    await form().waitFor({ state: 'detached' });
    await shows('✅ 답변 완료');
    await hasReply('답변 보냄');
    expect(answers()).toMatchObject([{ content: TEXT, receptionist: 'hana.cs' }]);
    expect(await has('답변하기')).toBe(0);
  });

  test('A6: explains to a person without a WING login why nothing was sent', async () => {
    const { press } = await arrive('reply');
    await be('세나');
    await press('답변하기');
    await waitForNotice('WING 아이디가 등록되지 않았습니다');
    await be('하나');
  });

  test('A3: a reply that Coupang refuses comes back with its text', async () => {
    const { press, inquiryId, answers } = await arrive('reply');
    await press('답변하기');
    await write(TEXT);
    await send('미리보기');
    await form().filter({ hasText: '이대로 보냅니다' }).waitFor();
    await laptop.simulator.decide(inquiryId);
    await send('보내기');
    await form().waitFor({ state: 'detached' });
    // Its person's own messages.
    await page
      .locator('#channels article.message')
      .filter({ hasText: '보내지 않은 답변' })
      .filter({ hasText: TEXT })
      .waitFor();
    expect(answers()).toEqual([]);
    await keepScreenshot(page, 'act-text-back');
  });

  test('A5: after the deadline the form refuses to send and keeps the text', async () => {
    const LEFT_MS = 8000;
    const { press, answers } = await arrive('reply', LEFT_MS);
    await press('답변하기');
    await write(TEXT);
    await send('미리보기');
    await form().filter({ hasText: '이대로 보냅니다' }).waitFor();
    await sleep(LEFT_MS);
    await send('보내기');
    await form().getByText('마감이 지나').waitFor();
    expect(await form().locator('textarea').inputValue()).toBe(TEXT);
    expect(answers()).toEqual([]);
    await page.keyboard.press('Escape');
    await form().waitFor({ state: 'detached' });
  });

  test('no script failed and no request was refused during these tests', () => {
    expect(faults).toEqual([]);
  });
});
