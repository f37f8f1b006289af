import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod/mini';
import { type PageUnderTest, startPage } from '../unit/local/page/page-parts.ts';
import { type FakeApp, SECRET, startApp } from '../fixtures/slack/start-app.ts';
import { CHANNEL, type TestSlack, startTestSlack } from '../fixtures/slack/start-test-slack.ts';
import { expectAccessible, findAxeFaults } from './find-axe-faults.ts';
import { keepScreenshot, openBrowser, visit, WIDE } from './open-browser.ts';

const HANA = { id: 'U0HANA', name: '하나' };
const DURI = { id: 'U0DURI', name: '두리' };
const plain = (text: string) => ({ type: 'plain_text', text });
const SURE = {
  title: plain('확인할까요?'),
  text: plain('쿠팡에 전합니다.'),
  confirm: plain('예'),
  deny: plain('아니요'),
};
const BLOCKS = [
  { type: 'section', text: { type: 'mrkdwn', text: `담당 <@${HANA.id}>` } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'reply', text: plain('답변하기'), style: 'primary' },
      { type: 'button', action_id: 'confirm', text: plain('확인 완료'), confirm: SURE },
      { type: 'users_select', action_id: 'assign', placeholder: plain('담당 지정') },
    ],
  },
];
const TEMPLATES = [
  { text: plain('반품 안내'), value: '0' },
  { text: plain('배송 안내'), value: '1' },
];
const modal = (title: string, hint = '2자 이상 1000자 이하') => ({
  type: 'modal',
  callback_id: 'reply',
  title: plain(title),
  submit: plain('미리보기'),
  close: plain('취소'),
  blocks: [
    { type: 'section', text: plain('상담사 요청: 사이즈를 알려 주세요.') },
    {
      type: 'input',
      block_id: 'template',
      optional: true,
      dispatch_action: true,
      label: plain('템플릿'),
      element: {
        type: 'static_select',
        action_id: 'template',
        options: TEMPLATES,
        placeholder: plain('고르기'),
      },
    },
    {
      type: 'input',
      block_id: 'text',
      label: plain('답변'),
      hint: plain(hint),
      element: {
        type: 'plain_text_input',
        action_id: 'text',
        multiline: true,
        min_length: 2,
        focus_on_load: true,
      },
    },
  ],
});

const press = z.looseObject({
  type: z.string(),
  trigger_id: z.string(),
  actions: z.optional(
    z.array(z.looseObject({ action_id: z.string(), selected_user: z.optional(z.string()) })),
  ),
  view: z.optional(z.looseObject({ id: z.string() })),
});

/** The page with an app whose answers each test decides. */
describe('acting on the page, in a real browser', () => {
  let app: FakeApp;
  let started: TestSlack;
  let shown: PageUnderTest;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    app = await startApp();
    started = await startTestSlack({ people: [HANA, DURI], signingSecret: SECRET, repeatEventMs: [] });
    const slack = started.slack();
    await slack.connectApp(app.url);
    shown = await startPage({ channels: slack.channels, interactions: slack.interactions });
    await started.post('card', { blocks: BLOCKS });
    browser = await openBrowser();
    ({ page, faults } = await visit(browser, shown.server.url));
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser.close();
    await shown.stop();
    await started.stop();
    await app.close();
  });

  const last = () => press.parse(app.received.at(-1)?.payload ?? {});
  const answerPresses = (view: object) =>
    app.answer(async (payload) => {
      const { type, trigger_id } = press.parse(payload);
      if (type === 'block_actions') await started.call('views.open', { trigger_id, view });
      return new Response('');
    });
  const dialog = () => page.locator('#modal[open]');
  const text = () => dialog().locator('textarea');
  const button = (name: string) => page.locator('#channels .post').first().getByRole('button', { name });

  test('shows the name of a mentioned person, and the browser remembers the chosen person', async () => {
    await page.locator('.mention', { hasText: '@하나' }).waitFor();
    await page.locator('#act-as').selectOption(DURI.id);
    await page.reload();
    expect(await page.locator('#act-as').inputValue()).toBe(DURI.id);
    await page.locator('#act-as').selectOption(HANA.id);
  });

  test('a press opens a modal for that person and focuses its field, and Tab never leaves the modal', async () => {
    answerPresses(modal('답변'));
    await button('답변하기').click();
    await text().waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    const inside: boolean[] = [];
    for (let tab = 0; tab < 12; tab += 1) {
      await page.keyboard.press('Tab');
      inside.push(
        await page.evaluate<boolean>(
          'document.activeElement === document.body || document.activeElement.closest("#modal") !== null',
        ),
      );
    }
    expect(inside).not.toContain(false);
    await expectAccessible(page, 'act-modal');
  });

  test('keeps the typed text when the app changes the modal', async () => {
    await text().fill('안녕하세요');
    app.answer(() => new Response(''));
    await dialog().locator('select').selectOption('1');
    await until(() => last().actions?.[0]?.action_id === 'template');
    const view = modal('답변', '배송 안내를 골랐습니다');
    await started.call('views.update', { view_id: last().view?.id, view });
    await dialog().getByText('배송 안내를 골랐습니다').waitFor();
    expect(await text().inputValue()).toBe('안녕하세요');
    expect(await dialog().locator('select').inputValue()).toBe('1');
  });

  test('keeps a text that the app put into the field, when the app changes the modal again', async () => {
    const show = async (note: string, initial: object): Promise<void> => {
      const { blocks, ...rest } = modal('답변', note);
      const changed = blocks.map((block) =>
        block.block_id === 'text'
          ? { ...block, block_id: 'text-2', element: { ...block.element, ...initial } }
          : block,
      );
      await started.call('views.update', { view_id: last().view?.id, view: { ...rest, blocks: changed } });
      await dialog().getByText(note).waitFor();
    };
    await show('주문 정보를 불러오는 중입니다', { initial_value: '안녕하세요\n송장번호는 {송장번호}입니다' });
    await show('주문 정보', {});
    expect(await text().inputValue()).toBe('안녕하세요\n송장번호는 {송장번호}입니다');
    await started.call('views.update', { view_id: last().view?.id, view: modal('답변') });
    await dialog().getByText('주문 정보').waitFor({ state: 'detached' });
  });

  test('shows an error below its input and focuses the field', async () => {
    await text().fill('x');
    await dialog().getByRole('button', { name: '미리보기' }).click();
    await dialog().getByText('2자 이상 입력해 주세요.').waitFor();
    app.answer(() =>
      Response.json({ response_action: 'errors', errors: { text: '전화번호를 지워 주세요.' } }),
    );
    await text().fill('010-1234-5678');
    await dialog().getByRole('button', { name: '미리보기' }).click();
    await dialog().getByText('전화번호를 지워 주세요.').waitFor();
    expect(await text().getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    expect(await text().inputValue()).toBe('010-1234-5678');
    await expectAccessible(page, 'act-errors');
  });

  test('the modal reports that the app did not answer, and keeps the text', async () => {
    app.answer(() => new Response('', { status: 500 }));
    await dialog().getByRole('button', { name: '미리보기' }).click();
    await dialog().getByText('3초 안에 응답하지 않았습니다').waitFor();
    expect(await text().inputValue()).toBe('010-1234-5678');
  });

  test('Escape closes the modal in Slack, too', async () => {
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(started.slack().interactions.modal(HANA.id)).toBeUndefined();
  });

  test('shows a pushed view, and Escape closes one view after the other', async () => {
    const readable = (title: string, number: string) => ({
      type: 'modal',
      title: plain(title),
      close: plain('닫기'),
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `송장번호 \`${number}\`` } },
        {
          type: 'actions',
          block_id: 'more',
          elements: [
            { type: 'button', action_id: 'wing', text: plain('WING 열기'), url: 'https://example.com/' },
            { type: 'button', action_id: 'exchanges', text: plain('최근 7일 교환') },
          ],
        },
      ],
    });
    answerPresses(readable('주문 정보', '123456789012'));
    await button('답변하기').click();
    await dialog().getByRole('heading', { name: '주문 정보' }).waitFor();
    expect(await dialog().getByRole('link', { name: 'WING 열기' }).getAttribute('href')).toBe(
      'https://example.com/',
    );
    await dialog().locator('code').click();
    expect(await page.evaluate('getSelection().toString()')).toBe('123456789012');
    expect(await dialog().locator('.body').getAttribute('aria-live')).toBe('polite');
    app.answer(async (payload) => {
      const { trigger_id } = press.parse(payload);
      await started.call('views.push', { trigger_id, view: readable('최근 7일 교환', '2') });
      return new Response('');
    });
    await dialog().getByRole('button', { name: '최근 7일 교환' }).click();
    await dialog().getByRole('heading', { name: '최근 7일 교환' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().getByRole('heading', { name: '주문 정보' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    expect(started.slack().interactions.modal(HANA.id)).toBeUndefined();
  });

  test('asks before a confirmation, and Escape sends no press', async () => {
    app.answer(() => new Response(''));
    const before = app.received.length;
    await button('확인 완료').click();
    await page.locator('#confirm[open]', { hasText: '쿠팡에 전합니다.' }).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('#confirm:not([open])').waitFor({ state: 'attached' });
    expect(app.received.length).toBe(before);
    await button('확인 완료').click();
    await page.locator('#confirm-yes').click();
    await until(() => app.received.length === before + 1);
    expect(last().actions).toMatchObject([{ action_id: 'confirm' }]);
  });

  const assign = () => page.locator('#channels select[data-action="assign"]').first();
  const chooseDuri = async () => {
    const before = app.received.length;
    await assign().selectOption(DURI.id);
    await until(() => app.received.length > before);
  };

  test('a choice in the menu assigns at once, and the menu is ready for the next one', async () => {
    await chooseDuri();
    expect(last().actions).toMatchObject([{ action_id: 'assign', selected_user: DURI.id }]);
    await page.waitForFunction(
      'document.activeElement.tagName !== "SELECT" || !document.activeElement.value',
    );
    expect(await assign().inputValue()).toBe('');
  });

  test('a second choice in the menu is sent while the app still answers the first', async () => {
    const before = app.received.length;
    let answerFirst = () => {};
    const first = new Promise<void>((resolve) => (answerFirst = resolve));
    app.answer(() => first.then(() => new Response('')));
    await chooseDuri();
    await assign().selectOption(HANA.id);
    app.answer(() => new Response(''));
    answerFirst();
    await until(() => app.received.length === before + 2);
    expect(last().actions).toMatchObject([{ action_id: 'assign', selected_user: HANA.id }]);
  });

  test('the arrow keys alone choose nobody: they open the menu, and Enter chooses', async () => {
    const before = app.received.length;
    await assign().focus();
    await page.keyboard.press('ArrowDown');
    await assign().and(page.locator(':open')).waitFor();
    await page.keyboard.press('ArrowDown');
    expect([app.received.length, await assign().inputValue()]).toEqual([before, '']);
    await page.keyboard.press('Enter');
    await until(() => app.received.length === before + 1);
    expect(last().actions).toMatchObject([{ action_id: 'assign' }]);
  });

  test('shows an ephemeral message only to its person, until that person dismisses it', async () => {
    const mine = page.locator('#only-you .only-you');
    await chooseDuri();
    await started.call('chat.postEphemeral', { user: HANA.id, text: '⚠️ 이미 담당이 있습니다' });
    await mine.filter({ hasText: '나에게만 보임' }).filter({ hasText: '이미 담당이 있습니다' }).waitFor();
    await expectAccessible(page, 'act-only-you');
    await page.locator('#act-as').selectOption(DURI.id);
    await mine.waitFor({ state: 'detached' });
    await page.locator('#act-as').selectOption(HANA.id);
    await chooseDuri();
    await started.call('chat.postEphemeral', { user: HANA.id, text: '⚠️ 이미 담당이 있습니다' });
    await mine.getByRole('button').click();
    await mine.waitFor({ state: 'detached' });
  });

  test('an answer does not open in another browser, nor after a reload', async () => {
    const visitor = await visit(browser, shown.server.url);
    await visitor.page.locator('#act-as').selectOption(HANA.id);
    await started.call('chat.postEphemeral', { user: HANA.id, text: '이미 담당이 있습니다' });
    await page.locator('#only-you article').waitFor();
    const isAnswered = (url: string) => url.includes('/acts?');
    const [reloaded] = await Promise.all([
      page.waitForResponse((response) => isAnswered(response.url())),
      page.reload(),
    ]);
    const [other] = await Promise.all([
      visitor.page.waitForResponse((response) => isAnswered(response.url())),
      visitor.page.reload(),
    ]);
    for (const response of [reloaded, other]) expect(await response.json()).toMatchObject({ onlyYou: '' });
    expect(await page.locator('#only-you article').count()).toBe(0);
    expect(await visitor.page.locator('#only-you article').count()).toBe(0);
    await visitor.close();
  });

  test.each([
    [1400, 900],
    [390, 844],
  ])('a long answer takes its own space below the channels: %i wide', async (width, height) => {
    await page.setViewportSize({ width, height });
    app.answer(() => Response.json({ text: '찾은 문의\n'.repeat(60) }));
    await page.locator('#act-command-text').fill('찾기');
    await page.locator('#act-command-text').press('Enter');
    await page.locator('#only-you article', { hasText: '찾은 문의' }).waitFor();
    const panel = (await page.locator('#answers').boundingBox()) ?? { y: 0, height };
    expect(panel.height).toBeLessThanOrEqual(height * 0.3 + 1);
    app.answer(() => new Response(''));
    await button('답변하기').scrollIntoViewIfNeeded();
    const pressed = (await button('답변하기').boundingBox()) ?? { y: height, height };
    expect(pressed.y + pressed.height).toBeLessThanOrEqual(panel.y);
    await keepScreenshot(page, `act-long-answer-${width}`);
    if (width < 1024) {
      await page.locator('.views a[href="#board"]').click();
      await page.locator('#answers').waitFor({ state: 'hidden' });
      await page.locator('.views a[href="#channels"]').click();
      await page.locator('#answers').waitFor();
    }
    // The next press ends it.
    await button('답변하기').click();
    await page.locator('#only-you article').waitFor({ state: 'detached' });
    await page.setViewportSize(WIDE);
  });

  test('shows only the newest answer, and no card moves', async () => {
    const answers = page.locator('#only-you article');
    const card = page.locator('#channels .post').first();
    await button('답변하기').click();
    const before = await card.boundingBox();
    for (const words of ['첫째 답입니다', '둘째 답입니다'])
      await started.call('chat.postEphemeral', { user: HANA.id, text: words });
    await answers.filter({ hasText: '둘째 답입니다' }).waitFor();
    expect(await answers.count()).toBe(1);
    expect(await card.boundingBox()).toEqual(before);
    expect(await page.locator('#only-you').getAttribute('role')).toBe('status');
    expect(await answers.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await answers.waitFor({ state: 'detached' });
    expect(started.slack().interactions.ephemerals(HANA.id)).toEqual([]);
  });

  test('after an answer is dismissed, the focus returns to what was used', async () => {
    app.answer(() => new Response(''));
    await chooseDuri();
    await started.call('chat.postEphemeral', { user: HANA.id, text: '이미 담당이 있습니다' });
    await page.locator('#only-you').getByRole('button', { name: '메시지 닫기' }).click();
    await page.locator('#only-you article').waitFor({ state: 'detached' });
    await assign().and(page.locator(':focus')).waitFor();
  });

  test('reports that the app did not answer a press, until somebody dismisses that', async () => {
    app.answer(() => new Response('', { status: 500 }));
    await chooseDuri();
    const fault = page.getByRole('alert').filter({ hasText: '3초 안에 응답하지 않았습니다' });
    await fault.waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await fault.waitFor({ state: 'detached' });
    app.answer(() => new Response(''));
  });

  test('counts the reactions on a message', async () => {
    await page.getByRole('button', { name: '확인 중이라고 표시하기' }).click();
    await page.getByRole('button', { name: '👀 1: 하나' }).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    expect(started.slack().channels.messages(CHANNEL)[0]?.reactions).toEqual([
      { name: 'eyes', users: [HANA.id] },
    ]);
  });

  test('the Home tab shows the view that the app published for that person', async () => {
    await started.call('views.publish', { user_id: HANA.id, view: { type: 'home', blocks: BLOCKS } });
    await page.locator('#act-home').click();
    await page.locator('#home-dialog[open]').getByRole('button', { name: '답변하기' }).waitFor();
    await expectAccessible(page, 'act-home');
    answerPresses(modal('홈에서'));
    await page.locator('#home-dialog').getByRole('button', { name: '답변하기' }).click();
    await dialog().filter({ hasText: '홈에서' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.locator('#home-dialog:not([open])').waitFor({ state: 'attached' });
  });

  test('no script failed during these tests', () => {
    expect(faults).toEqual([]);
  });
});

const until = async (holds: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 400 && !holds(); tries += 1) await new Promise((tick) => setTimeout(tick, 10));
  expect(holds()).toBe(true);
};
