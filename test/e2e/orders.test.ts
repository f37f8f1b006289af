import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MADE_UP_PERSON, MARKET_TEXTS, type SimulatedInquiry } from 'fake-coupang';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { blockIdOf, type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

const HANA = 'U0HANA';
const [, LATE] = MARKET_TEXTS.KR.catalogue.stories.question;
const STORY = LATE?.category ?? '';

/** People press on the local Slack. Everything behind it is the program's own. */
describe('A10: the order behind an inquiry on the laptop', () => {
  let laptop: Laptop;
  beforeAll(async () => {
    laptop = await startLaptop(await makeDataDir());
    await laptop.poll();
  });
  // A vendor has ten of these calls in a minute.
  beforeEach(() => laptop.sleep(2 * MINUTE_MS));
  afterEach(() => {
    while (shown() !== undefined) on().close(HANA);
  });
  afterAll(() => laptop.end());

  const on = () => laptop.slack.interactions;
  const shown = () => on().modal(HANA);
  const seen = (): string => JSON.stringify(shown()?.sent ?? '');
  const arrive = (how: Parameters<Laptop['arrive']>[0] = {}): Promise<SimulatedInquiry> =>
    laptop.arrive({ template: 'question', story: STORY, ...how });
  const press = ({ inquiryId }: SimulatedInquiry, actionId: string) =>
    laptop.press(HANA, inquiryId, actionId);
  const pressInView = async (actionId: string, how: { choice?: string; text?: string } = {}) => {
    const { id = '', sent } = shown() ?? {};
    const blockId = blockIdOf(sent?.blocks ?? [], actionId);
    return on().pressInView(
      HANA,
      id,
      { blockId, actionId, ...(how.choice !== undefined && { choice: how.choice }) },
      how.text === undefined ? [] : [typed(how.text)],
    );
  };
  const typed = (value: string) => laptop.typed(HANA, value);
  const invoiceOf = ({ orderId }: SimulatedInquiry): string =>
    laptop.simulator.orders.of(orderId)?.boxes[0].invoice ?? 'none';
  const callsAbout = (what: string): string[] =>
    laptop.calls.filter(({ url }) => url.includes(what)).map(({ url }) => url);

  test('shows the boxes of an order on a press, by one call, and nothing of the buyer', async () => {
    const inquiry = await arrive();
    const before = callsAbout('ordersheets').length;
    expect(await press(inquiry, 'order')).toEqual({ is: 'done' });
    expect(seen()).toContain(inquiry.orderId);
    await laptop.until(() => seen().includes(invoiceOf(inquiry)));
    expect(seen()).toContain('배송중');
    expect(callsAbout('ordersheets').slice(before)).toHaveLength(1);
    expect(callsAbout('returnRequests')).toEqual([]);
    const kept = JSON.stringify([seen(), laptop.logged, await laptop.ticketsOf(inquiry.inquiryId)]);
    for (const value of Object.values(MADE_UP_PERSON)) expect(kept).not.toContain(value);
  });

  test('shows exchanges in a second view, which leads back to the order', async () => {
    const inquiry = await arrive();
    await laptop.simulator.orders.set(inquiry.orderId, 'exchanged');
    await press(inquiry, 'order');
    await laptop.until(() => seen().includes('배송완료'));
    const below = shown()?.id;
    expect(await pressInView('exchanges')).toEqual({ is: 'done' });
    expect(shown()?.below).toBe(below);
    await laptop.until(() => /교환 (접수|진행)/.test(seen()));
    on().close(HANA);
    expect(shown()?.id).toBe(below);
    expect(seen()).toContain('배송완료');
  });

  test('lists an earlier inquiry about the same order', async () => {
    const first = await arrive();
    await laptop.simulator.answer(first.inquiryId);
    await laptop.poll();
    const second = await arrive({ sameOrderAs: first.inquiryId });
    await press(second, 'order');
    await laptop.until(() => seen().includes('다른 문의 1건'));
    expect(seen()).toContain('같은 주문');
    const [card] = laptop.messagesOf(first.inquiryId);
    expect(seen()).toContain(`p${card?.ts.replace('.', '')}`);
  });

  test('shows the order that somebody chooses in the menu of a question', async () => {
    const { inquiryId, orderIds } = await laptop.simulator.product.ask({ topic: 'one-parcel' });
    await laptop.poll();
    await laptop.settle();
    const how = { choice: '1', source: 'product' } as const;
    expect(await laptop.press(HANA, inquiryId, 'order', how)).toEqual({ is: 'done' });
    await laptop.until(() => seen().includes('상품준비중'));
    expect(seen()).toContain(orderIds[1]);
  });

  test('says that the call failed, and asks again in the same view', async () => {
    const inquiry = await arrive();
    laptop.simulator.fail('broken-json', { query: inquiry.orderId });
    await press(inquiry, 'order');
    await laptop.until(() => seen().includes('⚠️'));
    expect(seen()).not.toContain(invoiceOf(inquiry));
    const failed = shown()?.id;
    laptop.simulator.recover();
    expect(await pressInView('again')).toEqual({ is: 'done' });
    await laptop.until(() => seen().includes(invoiceOf(inquiry)));
    expect(shown()?.id).toBe(failed);
    expect(seen()).not.toContain('"action_id":"again"');
  });

  const chooseDelivery = (text: string) => {
    const choice = /"text":"배송 현황 안내"[^}]*\},"value":"(\d+)"/.exec(seen())?.[1] ?? '';
    return pressInView('template', { choice, text });
  };

  test('keeps a typed text beside the template while the facts come', async () => {
    const inquiry = await arrive();
    await press(inquiry, 'reply');
    await chooseDelivery('적던 답변');
    await laptop.until(() => shown()?.sent.private_metadata?.includes(invoiceOf(inquiry)) === true);
    expect(seen()).toContain('빈칸은 미리보기에서 채워집니다.');
    expect(await laptop.submit(HANA, '적던 답변 {송장번호}')).toEqual({ is: 'done' });
    expect(seen()).toContain(`적던 답변 ${invoiceOf(inquiry)}`);
  });

  test('fills the facts into the chosen template', async () => {
    const inquiry = await arrive();
    await press(inquiry, 'reply');
    await chooseDelivery('');
    await laptop.until(() => seen().includes(`송장번호는 ${invoiceOf(inquiry)}입니다`));
    const field = shown()?.sent.blocks.find(({ type }) => type === 'input');
    const filled =
      field?.type === 'input' && 'initial_value' in field.element ? field.element.initial_value : '';
    for (let step = 0; step < 2; step += 1) {
      expect(await laptop.submit(HANA, filled ?? '')).toEqual({ is: 'done' });
    }
    const answers = () =>
      laptop.simulator.inquiries().find(({ inquiryId }) => inquiryId === inquiry.inquiryId)?.posts ?? [];
    await laptop.until(() => answers().some(({ content }) => content.includes(invoiceOf(inquiry))));
  });
});
