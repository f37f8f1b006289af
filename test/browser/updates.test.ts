import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { createRandom } from 'fake-coupang';
import type { OpenTicket } from '../../local/board/board.ts';
import type { Channels, Message } from 'fake-slack';
import { EMPTY_BOARD, NOW, type PageUnderTest, startPage, VENDOR } from '../unit/local/page/page-parts.ts';
import { CHANNEL, startTestSlack, type TestSlack } from '../fixtures/slack/start-test-slack.ts';
import { openBrowser, visit } from './open-browser.ts';

const HANA = { id: 'U0HANA', name: '하나' };
const DURI = { id: 'U0DURI', name: '두리' };
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const BLOCKS: NonNullable<Message['blocks']> = [
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'claim', text: plain('담당하기') },
      { type: 'users_select', action_id: 'assign', placeholder: plain('담당 지정') },
    ],
  },
];
const home = (title: string) => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain(title) },
    {
      type: 'input',
      block_id: 'find',
      label: plain('찾기'),
      element: { type: 'plain_text_input', action_id: 'find' },
    },
    {
      type: 'input',
      block_id: 'note',
      label: plain('메모'),
      element: { type: 'plain_text_input', action_id: 'note', multiline: true },
    },
  ],
});
const ticket = (inquiryId: string, hours: number): OpenTicket => ({
  ...VENDOR,
  source: 'call-center',
  inquiryId,
  answerId: '1',
  label: 'AA몰',
  kind: 'reply',
  level: 'warned',
  product: `상품 ${inquiryId}`,
  isUnverified: false,
  dueAt: NOW + hours * 3_600_000,
  isEstimate: false,
});
const boardOf = (...open: OpenTicket[]) => ({
  ...EMPTY_BOARD,
  open,
  openCount: open.length,
  past: [
    { ...ticket('77', -1), kind: 'confirm' as const, isListed: true },
    { ...ticket('78', -2), kind: 'confirm' as const, isListed: true },
  ],
});

/** One page with thirty cards, whose changes the tests make. */
describe('an update of the page in a real browser', () => {
  let slack: TestSlack;
  let channels: Channels;
  let shown: PageUnderTest;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let cards: Message[];

  beforeAll(async () => {
    slack = await startTestSlack({ people: [HANA, DURI] });
    ({ channels } = slack.slack());
    cards = [];
    for (let made = 0; made < 30; made += 1)
      cards.push(await channels.post({ channel: CHANNEL, text: `카드 ${made}`, blocks: BLOCKS }));
    shown = await startShown();
    browser = await openBrowser();
    ({ page, faults } = await visit(browser, shown.server.url));
    page.setDefaultTimeout(60_000);
  });
  afterAll(async () => {
    await browser.close();
    await shown.stop();
    await slack.stop();
  });

  const startShown = (port = 0) =>
    startPage({
      channels,
      interactions: slack.slack().interactions,
      board: boardOf(ticket('1', 2), ticket('2', 5)),
      port,
    });
  const post = (text: string, rest: Partial<Message> = {}) =>
    channels.post({ channel: CHANNEL, text, blocks: BLOCKS, ...rest });
  const sent = (nth: number): Message => {
    const message = cards[nth];
    if (message === undefined) throw new Error('there are thirty cards');
    return message;
  };
  const card = (nth: number, on = page) => on.locator(`[id="m-${cards[nth]?.ts}"]`);
  /** A card that shows its changes has all changes before it, too. */
  const settle = async (on = page) => {
    const { ts } = await post('마지막');
    await on.locator(`[id="m-${ts}"]`).waitFor({ state: 'attached' });
  };
  const hasFocus = async (element: Locator) => (await element.and(page.locator(':focus')).count()) === 1;
  const isOpen = async (element: Locator) => (await element.and(page.locator('[open]')).count()) === 1;
  const openPanel = async (on: Page) => {
    if (!(await on.locator('#controls').isVisible())) await on.locator('#controls-open').click();
  };

  test('the focused button of a card keeps the focus while cards come and its own card is edited', async () => {
    const button = card(29).getByRole('button', { name: '담당하기' });
    await button.focus();
    expect(await hasFocus(button)).toBe(true);
    await channels.edit({ ...sent(29), blocks: [{ type: 'header', text: plain('고친 카드') }, ...BLOCKS] });
    await settle();
    await card(29).filter({ hasText: '고친 카드' }).waitFor();
    expect(await hasFocus(button)).toBe(true);
  });

  test('marks only new and edited messages, and only for a moment', async () => {
    const fresh = await post('새 카드');
    await page.locator(`[id="m-${fresh.ts}"].is-new`).waitFor();
    await channels.edit({ ...fresh, text: '고친 새 카드' });
    await page.locator(`[id="m-${fresh.ts}"] .post.is-edited`).waitFor();
    expect(await card(5).locator('.is-new, .is-edited').count()).toBe(0);
    await page.locator('#channels :is(.is-new, .is-edited)').first().waitFor({ state: 'detached' });
  });

  test('a thread stays folded and a list stays unfolded when they change', async () => {
    const root = sent(0);
    await post('첫 답글', { thread_ts: root.ts });
    await card(0).locator('summary').click();
    await page.locator('#past > summary').click();
    await post('둘째 답글', { thread_ts: root.ts });
    await channels.edit({ ...root, text: '고친 카드 0' });
    shown.show({ ...boardOf(ticket('1', 2), ticket('2', 5), ticket('3', 9)) });
    await page.locator('#board .ticket').nth(2).waitFor();
    await settle();
    await card(0).locator('summary').filter({ hasText: '2개' }).waitFor();
    expect(await isOpen(card(0).locator('details'))).toBe(false);
    expect(await isOpen(page.locator('#past'))).toBe(true);
  });

  test('a menu of a message acts once, and then shows what the app chose', async () => {
    const assign = card(28).locator('select');
    await assign.selectOption(DURI.id);
    await channels.edit({ ...sent(28), blocks: [...BLOCKS, { type: 'divider' }] });
    await settle();
    await card(28).locator('hr').waitFor();
    expect(await assign.inputValue()).toBe('');
    const choice = { type: 'users_select' as const, action_id: 'assign', placeholder: plain('담당 지정') };
    const actions = (initial_user: string): NonNullable<Message['blocks']> => [
      { type: 'actions', elements: [{ ...choice, initial_user }] },
    ];
    for (const nth of [27, 28]) await channels.edit({ ...sent(nth), blocks: actions(HANA.id) });
    await settle();
    await card(27).locator('option[selected]').waitFor({ state: 'attached' });
    expect(await card(27).locator('select').inputValue()).toBe(HANA.id);
    expect(await assign.inputValue()).toBe(HANA.id);
  });

  test('a focused row of the board keeps the focus when it moves', async () => {
    const link = page.locator('#board .opens').filter({ hasText: '상품 2' });
    await link.focus();
    shown.show(boardOf(ticket('2', 1), ticket('1', 2), ticket('3', 9)));
    await page.locator('#board .ticket').first().filter({ hasText: '상품 2' }).waitFor();
    expect(await hasFocus(link)).toBe(true);
  });

  test('the channel does not scroll while cards arrive above', async () => {
    const place = card(10);
    await place.scrollIntoViewIfNeeded();
    const top = () => place.boundingBox().then((box) => box?.y ?? Number.NaN);
    const before = await top();
    for (let made = 0; made < 3; made += 1) await post(`위의 카드 ${made}`);
    await settle();
    expect(Math.abs((await top()) - before)).toBeLessThan(3);
    await page.evaluate("document.querySelector('#channels').scrollTo(0, 0)");
  });

  test('keeps draft text and caret when a later view replaces the fields', async () => {
    const publish = (view: object) => slack.call('views.publish', { user_id: HANA.id, view });
    await publish(home('첫째'));
    await page.locator('#act-home').click();
    const dialog = page.locator('#home-dialog[open]');
    await dialog.locator('input').fill('1015');
    await dialog.locator('textarea').fill('아직 쓰는 중');
    await page.keyboard.press('ArrowLeft');
    await publish(home('둘째'));
    await dialog.filter({ hasText: '둘째' }).waitFor();
    expect(await dialog.locator('input').inputValue()).toBe('1015');
    await page.keyboard.type('인 글');
    expect(await dialog.locator('textarea').inputValue()).toBe('아직 쓰는 인 글중');
    const [title, find, note] = home('셋째').blocks;
    await publish({ type: 'home', blocks: [title, { ...find, block_id: 'other' }, note] });
    await dialog.filter({ hasText: '셋째' }).waitFor();
    expect(await dialog.locator('input').inputValue()).toBe('');
    expect(await dialog.locator('textarea').inputValue()).toBe('아직 쓰는 인 글중');
    await page.keyboard.press('Escape');
  });

  test('the answer to a command stays below the panel while another page switches something', async () => {
    await openPanel(page);
    await page.locator('#slack-rate-limited').click();
    await page.locator('#slack-rate-limited[aria-pressed="true"]').waitFor();
    const answer = await page.locator('#said').textContent();
    expect(answer).not.toBe('');
    const other = await visit(browser, shown.server.url);
    await openPanel(other.page);
    await other.page.locator('#slack-normal').click();
    await page.locator('#slack-rate-limited[aria-pressed="false"]').waitFor();
    expect(await page.locator('#said').textContent()).toBe(answer);
    await other.close();
  });

  test('after any changes the page shows the same as a newly opened page', async () => {
    const { between } = createRandom(20260115);
    const draw = (count: number) => between(0, count - 1);
    for (let deeds = 0; deeds < 60; deeds += 1) {
      const messages = channels.messages(CHANNEL).filter(({ deleted }) => deleted === undefined);
      const chosen = messages[draw(messages.length)];
      if (chosen === undefined) throw new Error('there are messages');
      const did = draw(6);
      if (did === 0) await post(`카드 ${deeds}`);
      else if (did === 1) await post('답글', { thread_ts: chosen.thread_ts ?? chosen.ts });
      else if (did === 2)
        await post('채널에도', { thread_ts: chosen.thread_ts ?? chosen.ts, broadcast: true });
      else if (did === 3) await channels.edit({ ...chosen, text: `${deeds}`, blocks: [] });
      else if (did === 4) await channels.react(CHANNEL, chosen.ts, 'eyes', HANA.id);
      else await channels.remove(CHANNEL, chosen.ts);
      if (deeds % 10 < 9) continue;
      await settle();
      const reopened = await visit(browser, shown.server.url);
      expect(await contentOf(page)).toBe(await contentOf(reopened.page));
      await reopened.close();
    }
  });

  test('requests a failed update again', async () => {
    let failures = 0;
    await page.route('**/update?*', async (route) => {
      failures += 1;
      await (failures === 1 ? route.fulfill({ status: 500, body: 'made up' }) : route.fallback());
    });
    await settle();
    expect(failures).toBeGreaterThan(1);
    await page.unroute('**/update?*');
    expect(faults.splice(0).every((fault) => fault.includes('500'))).toBe(true);
  });

  test('after its server was away, the page catches up and keeps its drafts', async () => {
    await page.locator('#act-command-text').fill('10157');
    const { port } = shown.server;
    await shown.stop();
    await page.locator('#connection').filter({ hasText: /./ }).waitFor();
    const missed = await post('아무도 보지 않을 때');
    shown = await startShown(port);
    await page.locator(`[id="m-${missed.ts}"]`).waitFor({ state: 'attached' });
    expect(await page.locator('#connection').textContent()).toBe('');
    expect(await page.locator('#act-command-text').inputValue()).toBe('10157');
    expect(await isOpen(card(0).locator('details'))).toBe(false);
    expect(faults.splice(0).every((fault) => fault.includes('ERR_'))).toBe(true);
  }, 60_000);

  test('without JavaScript the page shows the channels and the board, and names what needs the script', async () => {
    const plainVisitor = await visit(browser, shown.server.url, { javaScriptEnabled: false });
    await plainVisitor.page.locator('#channels article.message').nth(20).waitFor();
    expect(await plainVisitor.page.locator('#board .ticket').first().textContent()).toContain('상품');
    expect(await plainVisitor.page.locator('#controls noscript .empty').isVisible()).toBe(true);
    await plainVisitor.close();
  });

  test('no script failed during these tests', () => {
    expect(faults).toEqual([]);
  });
});

/** The channels' HTML, without marks and without what a reader did to it. */
const contentOf = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const copy = document.querySelector('#channel-list').cloneNode(true);
    for (const element of copy.querySelectorAll('*')) {
      if (element.matches('details')) element.open = true;
      element.classList.remove('is-new', 'is-edited');
      const attributes = [...element.attributes].sort((first, second) => (first.name < second.name ? -1 : 1));
      for (const { name } of attributes) element.removeAttribute(name);
      for (const { name, value } of attributes)
        if (name !== 'class' || value !== '') element.setAttribute(name, value);
    }
    return copy.innerHTML;
  })()`);
