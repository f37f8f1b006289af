import { describe, expect, test } from '@jest/globals';
import { STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildCard } from '../../../../lib/slack/card/build-card.ts';
import { buildLine } from '../../../../lib/slack/card/build-line.ts';
import { shortRequest } from '../../../../lib/slack/card/quote-request.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { type TicketFields, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

const ko = madeUpVendor();
const TEXT = '상품명: 이 상품 문의드립니다\n문의내용: 언제 다시 들어오나요?';
const question = (fields: TicketFields = {}): Ticket =>
  withoutFields(
    madeUpTicket({ source: 'product', kind: 'question', answerId: '0', text: TEXT, ...fields }),
    'orderId',
    'category',
  );
const textsOfCard = (ticket: Ticket) => textsOf(buildCard(ticket, ko).blocks);

describe('the card of a product question (C1)', () => {
  test('shows the whole question first, since a buyer uses no template', () => {
    const [title, asked, product] = textsOfCard(question());
    expect(title).toBe('⚪ 🛍️ 상품 문의 · 공개 답변 필요');
    expect(asked).toBe(TEXT.replaceAll(/^/gm, '> '));
    expect(product).toContain('인조가죽 스커트 Khaki L');
    expect(shortRequest(question(), WORDING.ko)).toBe(TEXT.replace('\n', ' '));
  });

  test('names product and option, or their numbers until the names are known', () => {
    const named = question({
      option: '블랙, M',
      sellerProductId: '142',
      productId: '78',
      vendorItemId: '900',
    });
    const productOf = (ticket: Ticket) => textsOfCard(ticket)[2]?.split('\n')[0];
    expect(productOf(named)).toBe('인조가죽 스커트 Khaki L, 블랙, M');
    const unnamed = withoutFields(named, 'product', 'option');
    expect(productOf(unnamed)).toBe('등록상품ID 142 · 옵션ID 900');
    expect(productOf(withoutFields(unnamed, 'sellerProductId', 'vendorItemId'))).toBe('노출상품ID 78');
    expect(buildCard(unnamed, ko).text).toBe('[🛍️ 상품 문의] 11/25(수) 14:17 마감 · 등록상품ID 142 · AA몰');
  });

  test('shows three orders and the number of the others', () => {
    const orderIds = Array.from({ length: 50 }, (_, index) => String(1000 + index));
    const orders = (ids: string[]) =>
      textsOfCard(question({ orderIds: ids })).find((text) => /주문 \d/.test(text));
    expect(orders(orderIds)).toContain('주문 1000, 1001, 1002 외 47건');
    expect(orders(orderIds.slice(0, 3))).toMatch(/주문 1000, 1001, 1002 · /);
    expect(orders([])).toBeUndefined();
  });

  test('says that the answer is public while it is open, and leads to the product questions of WING', () => {
    const open = buildCard(question(), ko);
    expect(textsOf(open.blocks).join()).toContain(WORDING.ko.act.form.isPublic);
    expect(JSON.stringify(open.blocks)).toContain('https://wing.coupang.com/tenants/cs/product/inquiries');
    const closed = question({
      state: 'closed',
      outcome: 'answered',
      answeredAt: DUE_AT - HOUR,
      inTime: true,
    });
    expect(textsOfCard(closed).join()).not.toContain(WORDING.ko.act.form.isPublic);
    expect(textsOfCard(closed)[0]).toBe('✅ 🛍️ 상품 문의 · 답변 완료 · 23시간 · 기한 내');
  });

  test('asks for a look at a question that Coupang lists again after an answer', () => {
    const notes = (answerId: string) => textsOfCard(question({ answerId })).join();
    expect(notes('after-31')).toContain(WORDING.ko.listedAgainNote);
    expect(notes('0')).not.toContain(WORDING.ko.listedAgainNote);
    const provisional = madeUpTicket({ answerId: 'after-31' });
    expect(textsOfCard(provisional).join()).not.toContain(WORDING.ko.listedAgainNote);
  });
});

test.each(['ko', 'en', 'zh-TW'] as const)(
  'in %s, no message about a question speaks of an agent, a hand-over or a closing by Coupang, and each has its symbol',
  (language) => {
    const vendor = madeUpVendor({ language });
    const sibling = { answerId: '2', askedAt: DUE_AT - 30 * HOUR, channel: 'C0CS', ts: '1.2' };
    const uncertain = { askedAtUncertain: true, askedAt: DUE_AT - 20 * HOUR, siblings: [sibling] };
    const overdue = { steps: [{ name: 'overdue' as const, deadline: DUE_AT, at: DUE_AT }] };
    const cards = [
      {},
      uncertain,
      overdue,
      { text: '' },
      { state: 'unverified' as const },
      ...(['answered', 'deleted', 'left-unanswered', 'unknown'] as const).map((outcome) => ({
        state: 'closed' as const,
        outcome,
      })),
    ].map((fields) => buildCard(question(fields), vendor));
    const names = [
      'changed-2',
      'reopened-4',
      ...STEP_NAMES.map((name) => `step/${name}/${DUE_AT}` as const),
    ] as const;
    const lines = names.map((name) => buildLine(question(), name, vendor, { now: DUE_AT - HOUR }));
    for (const { text, blocks } of [...cards, ...lines]) {
      expect(text).toContain('🛍️');
      const shown = [text, ...textsOf(blocks)].join('\n').replace(TEXT, '');
      expect(shown).not.toMatch(/상담사|이관|자동 ?종료|agent|hand-over|clos|客服|轉交|結案/i);
    }
    for (const { blocks } of cards) expect(textsOf(blocks)[0]).toContain('🛍️');
  },
);
