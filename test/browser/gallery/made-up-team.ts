import type { KnownBlock } from '@slack/web-api';
import { findStory, MARKET_TEXTS } from 'fake-coupang';
import type { VendorConfig } from '../../../lib/config/schema.ts';
import { defined } from '../../../lib/domain/defined.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { buildHome } from '../../../lib/slack/acts/build-home.ts';
import type { buildOrderView } from '../../../lib/slack/acts/build-order-view.ts';
import type { buildReplyForm } from '../../../lib/slack/acts/build-reply-form.ts';
import { type TicketFields, withFields, withoutFields } from '../../fixtures/domain/make-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../../unit/slack/made-up-ticket.ts';

export type Language = VendorConfig['language'];

/** Returns the words that the gallery shows for words that other people write: a product, a short name, an answer to send, or any others. */
export type Rewrite = (words: string, of?: 'product' | 'name' | 'answer') => string;

/** A team, and its tickets with the texts of its market. */
export type Team = {
  vendor: VendorConfig;
  ticket: (changes?: TicketFields) => Ticket;
  rewrite: Rewrite;
};

type View =
  | ReturnType<typeof buildHome>
  | ReturnType<typeof buildOrderView>
  | ReturnType<typeof buildReplyForm>;

/**
 * A message and the occasion that it is shown on. `view`: a modal or the Home instead of a message. `isForOne`: only one person
 * sees it.
 */
export type Entry = {
  occasion: string;
  message: { text: string; blocks: readonly KnownBlock[]; broadcast?: boolean };
  view?: View;
  isForOne?: true;
};

export const opened = (occasion: string, view: View): Entry => ({
  occasion,
  message: { text: '', blocks: [] },
  view,
});

export const NOW = DUE_AT - HOUR_MS;
export const linkTo = (): string => 'https://made-up.slack.com/archives/C0CS/p1';

export const teamIn = (language: Language, rewrite: Rewrite = (words) => words): Team => {
  const market = language === 'zh-TW' ? 'TW' : 'KR';
  const { examples } = MARKET_TEXTS[market];
  const { acting } = madeUpVendor();
  const vendor = madeUpVendor({
    language,
    market,
    label: rewrite(language === 'en' ? 'AA Mall' : examples.reply.shop, 'name'),
    mentions: { '1h': ['S0CS', 'U0LEAD'], '3h': ['S0CS'], overdue: ['here'], 'last-shift': ['S0CS'] },
    acting: {
      ...acting,
      templates: [
        { source: 'call-center', name: rewrite(examples.reply.category, 'name'), text: '{product} {order}' },
      ],
    },
  });
  const ticket = (changes: TicketFields = {}) => {
    if (changes.source === 'product') return rewritten(askQuestion(market, changes), rewrite);
    const { itemName, category, ask } = examples[changes.kind === 'confirm' ? 'confirm' : 'reply'];
    const made = madeUpTicket({
      market,
      product: itemName,
      category,
      text: ask('2026-11-23'),
      channel: 'C0CS',
      ts: '1795583800.000100',
      ...changes,
    });
    return rewritten(made, rewrite);
  };
  return { vendor, ticket, rewrite };
};

/** The ticket with other words in each fact that it has. */
const rewritten = (ticket: Ticket, rewrite: Rewrite): Ticket => {
  const { product, option, category, text, orderId, orderIds, formLink, answeredBy, act } = ticket.facts;
  return withFields(
    ticket,
    defined({
      product: product && rewrite(product, 'product'),
      option: option && rewrite(option, 'product'),
      category: category && rewrite(category),
      text: text && rewrite(text),
      orderId: orderId && rewrite(orderId),
      orderIds: orderIds?.map((id) => rewrite(id)),
      formLink: formLink && rewrite(formLink),
      answeredBy: answeredBy && rewrite(answeredBy),
      act: act && { ...act, ...defined({ name: act.name && rewrite(act.name) }) },
    }),
  );
};

const QUESTIONS = {
  KR: {
    product: '모아리빙 무선 미니 가습기',
    option: '화이트, 500ml',
    text: '필터는 얼마나 자주 교체해야 하나요?\n여분 필터도 같이 오는지, 아기 방에서 써도 되는지 궁금합니다.',
  },
  TW: {
    product: '沐居 無線迷你加濕器',
    option: '白色、500ml',
    text: '請問濾芯多久要換一次？\n有附備用濾芯嗎？嬰兒房可以使用嗎？',
  },
};

const askQuestion = (market: keyof typeof QUESTIONS, changes: TicketFields): Ticket =>
  withoutFields(
    madeUpTicket({
      market,
      answerId: '0',
      kind: 'question',
      ...QUESTIONS[market],
      sellerProductId: '14212345678',
      productId: '7812345678',
      vendorItemId: '90012345678',
      orderIds: ['12000012345678'],
      channel: 'C0CS',
      ts: '1795583800.000100',
      ...changes,
    }),
    'orderId',
    'orderDate',
    'category',
  );

/** The seller's answer to the example that asks for a reply. */
export const madeUpAnswer = ({ vendor: { market, label }, rewrite }: Team): string => {
  const { catalogue, examples, sellersAnswer } = MARKET_TEXTS[market];
  return rewrite(sellersAnswer(label, findStory(catalogue, examples.reply.category)?.answer), 'answer');
};
