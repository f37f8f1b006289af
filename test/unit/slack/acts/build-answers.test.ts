import { describe, expect, test } from '@jest/globals';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import { openQueue, type QueueFilter } from '../../../../lib/domain/act/queue.ts';
import type { ReportFigures } from '../../../../lib/domain/notice/notice-facts.ts';
import { type Refusal, REFUSALS } from '../../../../lib/domain/ticket/act.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildHome } from '../../../../lib/slack/acts/build-home.ts';
import { buildRefusal, sayRefusal } from '../../../../lib/slack/acts/build-refusal.ts';
import { buildSearch } from '../../../../lib/slack/acts/build-search.ts';
import { filterAfter, FIRST_FILTER, HOME_ACTIONS } from '../../../../lib/slack/format/home-filter.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfMessage, faultsOfView } from '../validate-blocks.ts';
import {
  type Box,
  type Exchange,
  EXCHANGE_STATUSES,
  type OrderFacts,
  type ReturnRequest,
} from '../../../../lib/domain/order/order.ts';
import { BLIND_CAUSES } from '../../../../lib/domain/reading/vendor-state.ts';
import { buildOrderView } from '../../../../lib/slack/acts/build-order-view.ts';
import type { Contact, NoFacts } from '../../../../lib/workflows/ports/slack.ts';

const NOW = DUE_AT - HOUR;
const ko = madeUpVendor();
const figures: ReportFigures = {
  opened: 12,
  closed: { answered: 8, confirmed: 2, 'auto-closed': 1, withdrawn: 0, 'decided-by-coupang': 0, unknown: 0 },
  share: { inTime: 8, counted: 9 },
  worst: [],
};
const linkTo = ({ channel, ts }: { channel?: string; ts?: string }) =>
  channel === undefined || ts === undefined
    ? undefined
    : `https://made-up.slack.com/archives/${channel}/p${ts}`;

const build = (
  tickets: Ticket[],
  vendors: VendorConfig[] = [ko],
  filter: QueueFilter = FIRST_FILTER,
  user = 'U0ME',
) => {
  const queue = openQueue(
    tickets.map((ticket) => rowOf(ticket)),
    filter,
    user,
    NOW,
  );
  const shown = queue.rows.map(({ inquiryId, answerId }) =>
    tickets.find(({ key }) => key.inquiryId === inquiryId && key.answerId === answerId),
  );
  const home = {
    queue,
    tickets: shown.filter((ticket) => ticket !== undefined),
    figures: vendors.map(({ id, market }) => ({
      vendor: { market, vendorId: id },
      today: figures,
      rolling: { inTime: 101, counted: 105 },
    })),
    mark: '',
  };
  return buildHome(home, filter, { vendors, language: 'en', linkTo, now: NOW });
};
const textOf = (view: ReturnType<typeof build>): string => JSON.stringify(view.blocks);

describe('the App Home (A7)', () => {
  test('rounds the time left to the nearest minute', () => {
    expect(textOf(build([madeUpTicket({ dueAt: NOW + HOUR - 2000 })]))).toContain('*1시간 남음*');
  });

  test('shows for an absent ticket that its outcome is being looked up', () => {
    const text = textOf(build([madeUpTicket({ state: 'unverified' })]));
    expect(text).toContain('> · 결과 확인 중 · ');
    expect(text).not.toContain('> · 미답변 · ');
  });

  test('shows in each row the masked request in one short line, without markup', () => {
    const text = `[판매자이관]\n◼문의내용: *사이즈*를 알려\n주세요 010-****-****. ${'가'.repeat(200)}\n`;
    const shown = textOf(build([madeUpTicket({ text })]));
    expect(shown).toMatch(/"\*사이즈\*를 알려 주세요 010-\*{4}-\*{4}\. 가{1,60}…"/);
  });

  test('escapes the request in a row, since Slack reads entities in plain text, too', () => {
    expect(textOf(build([madeUpTicket({ text: 'S &lt; M <!channel>' })]))).toContain(
      'S &amp;lt; M &lt;!channel&gt;',
    );
  });

  test('offers the kinds of a source that only one of two shops reads', () => {
    const reader = madeUpVendor({ id: 'A00099999', sources: ['call-center', 'product'] });
    const [own, both] = [[ko], [ko, reader]].map((vendors) => textOf(build([], vendors)));
    expect(own).not.toContain('"value":"question"');
    expect(both).toContain('"value":"question"');
  });

  test('names a shop with a blank label by its id, since Slack refuses a choice without a text', () => {
    const blank = madeUpVendor({ id: 'A00099999', label: ' ' });
    const text = textOf(build([], [ko, blank]));
    expect(text).toContain('"text":"A00099999"');
    expect(text).not.toContain('"text":" "');
  });

  test("keeps Slack's limits for the longest texts and 120 shops", () => {
    const shops = Array.from({ length: 120 }, (_, index) =>
      madeUpVendor({ id: `A0000${1000 + index}`, label: 'ㄱ'.repeat(40) }),
    );
    const long = '<!here> "&" `x`\n'.repeat(400);
    const many = Array.from({ length: 40 }, (_, at) =>
      madeUpTicket({ inquiryId: `${at}`, product: long, text: long, claimedBy: long }),
    );
    const full = build(many, [ko, ...shops], { ...FIRST_FILTER, page: 1 });
    expect(full.blocks.length).toBeGreaterThan(50);
    expect(faultsOfView(full)).toEqual([]);
  });
});

describe('the filter after an action on the Home', () => {
  const metadata = JSON.stringify({ who: 'mine', kind: 'reply', page: 2 });

  test.each([
    [HOME_ACTIONS.who, 'unclaimed', { who: 'unclaimed', kind: 'reply', page: 0 }],
    [HOME_ACTIONS.kind, 'all', { who: 'mine', kind: 'all', page: 0 }],
    [
      HOME_ACTIONS.vendor,
      'TW/A1',
      { who: 'mine', kind: 'reply', page: 0, vendor: { market: 'TW', vendorId: 'A1' } },
    ],
    [HOME_ACTIONS.vendor, 'all', { who: 'mine', kind: 'reply', page: 0 }],
    [HOME_ACTIONS.earlier, undefined, { who: 'mine', kind: 'reply', page: 1 }],
    [HOME_ACTIONS.later, undefined, { who: 'mine', kind: 'reply', page: 3 }],
    [HOME_ACTIONS.refresh, undefined, { who: 'mine', kind: 'reply', page: 2 }],
    [HOME_ACTIONS.claim, 'KR/…', { who: 'mine', kind: 'reply', page: 2 }],
    [HOME_ACTIONS.who, 'a forged value', { who: 'mine', kind: 'reply', page: 2 }],
  ])('%s %s', (action, value, expected) => {
    expect(filterAfter(metadata, action, value)).toEqual(expected);
  });

  test('is reset by a broken or forged metadata, and kept by another action', () => {
    for (const broken of [
      '',
      '{',
      '[]',
      '{"who":"root","kind":"all","page":0}',
      '{"who":"all","kind":"all","page":1.5}',
    ])
      expect(filterAfter(broken, HOME_ACTIONS.refresh, undefined)).toEqual(FIRST_FILTER);
    expect(filterAfter(metadata, 'reply', undefined)).toBeUndefined();
  });
});

describe('a search (A7)', () => {
  const context = { vendors: [madeUpVendor()], language: 'ko', linkTo: () => undefined, now: 0 } as const;

  test('a ticket belongs to the shop of its own market if two shops have the same id', () => {
    const vendors = [madeUpVendor({ market: 'TW', label: 'TT몰' }), madeUpVendor({ label: 'KK몰' })];
    const { blocks } = buildSearch('8177', { tickets: [madeUpTicket()], count: 1 }, { ...context, vendors });
    expect(JSON.stringify(blocks)).toContain('KK몰');
    expect(JSON.stringify(blocks)).not.toContain('TT몰');
  });

  test('counts all tickets that were found, also those that are not shown', () => {
    const tickets = Array.from({ length: 10 }, (_, index) => madeUpTicket({ inquiryId: `${index}` }));
    const { text, blocks } = buildSearch('8177', { tickets, count: 12 }, context);
    expect(text).toBe('12건을 찾았습니다.');
    expect(JSON.stringify(blocks.at(-1))).toContain('외 2건');
  });

  test.each(['help', ' HELP ', '도움말', '說明'])('%j gets an explanation instead of a search', (words) => {
    const { blocks } = buildSearch(words, { tickets: [madeUpTicket()], count: 1 }, context);
    expect(JSON.stringify(blocks)).toContain('상품명을 입력하세요');
    expect(JSON.stringify(blocks)).not.toContain('1015668177');
  });
});

describe('a refusal (R29)', () => {
  const closed = madeUpTicket({ state: 'closed', outcome: 'answered', closedAt: 0 });
  const HOSTILE = '<!channel> <@U0OTHER> *bold* & "quoted" `code`\n> end ';

  test.each(REFUSALS)('%s: leaves no gap if only its person is known', (code) => {
    for (const language of ['ko', 'en'] as const) {
      const text = sayRefusal({ code, by: 'U0CLAIMER' }, undefined, WORDING[language]);
      expect(text).not.toMatch(/\(\)|undefined|: \./);
    }
  });

  test('returns the whole text, to copy, and renders no markup in it', () => {
    const text = HOSTILE.repeat(20).slice(0, 1000);
    const { blocks, text: push } = buildRefusal(madeUpTicket(), { code: 'closed' }, madeUpVendor(), { text });
    expect(blocks).toContainEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
    });
    expect(push).not.toContain('bold');
    // A message that only one person sees sends no push.
    expect(faultsOfMessage({ text: '-', blocks })).toEqual([]);
  });

  const texts = WORDING.en;
  const withLogin = madeUpTicket({ act: makeAct({ wingId: 'cs\n01' }) });

  test.each<[string, Refusal, Parameters<typeof sayRefusal>[1], string]>([
    ['the login, as one line', { code: 'wing-id-520' }, withLogin, '“cs 01”'],
    ['the login, as one line', { code: 'wing-id-521' }, withLogin, '“cs 01”'],
    ['no known login', { code: 'wing-id-520' }, madeUpTicket(), '“?”'],
    ['how the ticket ended', { code: 'ended' }, closed, `: ${texts.outcome.answered}.`],
    ['an end that nobody knows', { code: 'ended' }, undefined, `: ${texts.outcome.unknown}.`],
    [
      'why Coupang was not called',
      { code: 'unreachable', cause: 'throttled' },
      closed,
      texts.blindCause.throttled.name,
    ],
    ['no known reason', { code: 'unreachable' }, closed, texts.blindCause['coupang-down'].name],
    ['who was faster', { code: 'claimed', by: 'U0CLAIMER' }, closed, '<@U0CLAIMER> has claimed it'],
    ['who has it', { code: 'not-claimer', by: 'U0CLAIMER' }, closed, '<@U0CLAIMER> has claimed it'],
    ['who is on it', { code: 'busy', by: 'U0CLAIMER' }, closed, '<@U0CLAIMER> is on it'],
    ['nobody who is known', { code: 'busy' }, closed, ' is on it'],
  ])('names %s', (_what, refusal, ticket, about) => {
    const text = sayRefusal(refusal, ticket, texts, 'U0ME');
    expect(text).toContain(about);
    expect(text.startsWith(about)).toBe(about.startsWith('<') || about.startsWith(' '));
  });

  test('states that the person already has the ticket', () => {
    const textFor = (to?: string) => sayRefusal({ code: 'busy', by: 'U0ME' }, closed, texts, to);
    expect(textFor('U0ME')).toBe(texts.act.busyYourself);
    expect([textFor('U0OTHER'), textFor()]).not.toContain(texts.act.busyYourself);
    expect(sayRefusal({ code: 'busy' }, closed, texts)).not.toBe(texts.act.busyYourself);
  });
});

const SHOWN_TO = { by: 'U0CS', channel: 'C0CS', order: 0, part: 'order' as const };
const fill = (facts: OrderFacts | NoFacts, ticket: Ticket = madeUpTicket(), contacts?: Contact[]) =>
  buildOrderView(ticket, madeUpVendor(), SHOWN_TO, {
    orderId: '12000012345678',
    facts,
    linkTo,
    ...(contacts && { contacts }),
  });

type View = ReturnType<typeof fill>;

/** Every text of the view, in sequence. */
const textsOf = (part: unknown): string[] => {
  if (typeof part !== 'object' || part === null) return [];
  if ('text' in part && typeof part.text === 'string') return [part.text];
  return Object.values(part).flatMap(textsOf);
};
const wordsOf = ({ blocks }: View): string => textsOf(blocks).join('');
const headersOf = ({ blocks }: View): string[] =>
  blocks.flatMap((block) => (block.type === 'header' ? [block.text.text] : []));
const actionsOf = ({ blocks }: View): (string | undefined)[] =>
  blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => ('action_id' in element ? element.action_id : undefined))
      : [],
  );

const boxOf = (changes: Partial<Box> = {}): Box => ({
  status: 'DELIVERING',
  items: [{ name: '지어낸 상품', count: 1 }],
  ...changes,
});

describe('A10: the view of an order', () => {
  test('keeps ticket, channel, person and position for a press in it, and no order number', () => {
    const { private_metadata: metadata = '', callback_id: id } = buildOrderView(
      madeUpTicket({ orderIds: ['13000012345678'] }),
      madeUpVendor(),
      { ...SHOWN_TO, order: 1 },
    );
    expect(id).toBe('order');
    expect(JSON.parse(metadata)).toEqual({
      ticket: 'KR/A00012345/call-center/1015668177/900719925474099312',
      channel: 'C0CS',
      by: 'U0CS',
      order: 1,
      part: 'order',
    });
    expect(metadata).not.toContain('12000012345678');
  });

  test('shows in the first view the number of the pressed order, and no other one', () => {
    const ticket = madeUpTicket({ orderIds: ['13000012345678'] });
    const words = wordsOf(buildOrderView(ticket, madeUpVendor(), { ...SHOWN_TO, order: 1 }));
    expect(words).toContain('13000012345678');
    expect(words).not.toContain('12000012345678');
    expect(words).toContain('20초');
  });

  test('shows each box, first the one with the item of the inquiry, and marks that item', () => {
    const view = fill(
      {
        is: 'boxes',
        boxes: [
          boxOf({ status: 'INSTRUCT' }),
          boxOf({ status: 'DEPARTURE', items: [{ name: '하나' }, { vendorItemId: '9', name: '둘' }] }),
        ],
      },
      madeUpTicket({ vendorItemId: '9' }),
    );
    expect(headersOf(view)).toEqual(['묶음배송 1/2 · 배송지시', '묶음배송 2/2 · 상품준비중']);
    expect(wordsOf(view)).toMatch(/• 둘 · 문의 상품\s+• 하나/);
  });

  test('marks no item if the order has only one', () => {
    const items = [{ vendorItemId: '9', name: '하나' }];
    const facts: OrderFacts = { is: 'boxes', boxes: [boxOf({ items })] };
    expect(wordsOf(fill(facts, madeUpTicket({ vendorItemId: '9' })))).not.toContain('문의 상품');
  });

  test.each<[string, Partial<ReturnRequest>, string | undefined]>([
    ['is at the seller', { status: 'VENDOR_WAREHOUSE_CONFIRM' }, '입고 완료'],
    ['was only requested', { status: 'RETURNS_UNCHECKED' }, '입고 전'],
    ['was completed', { status: 'RETURNS_COMPLETED', isRefundedFirst: false }, '입고 완료'],
    [
      'was completed after an early refund',
      { status: 'RETURNS_COMPLETED', isRefundedFirst: true },
      '입고 알 수 없음',
    ],
    ['was completed, maybe after an early refund', { status: 'RETURNS_COMPLETED' }, '입고 알 수 없음'],
    ['is being checked by Coupang', { status: 'REQUEST_COUPANG_CHECK' }, '입고 알 수 없음'],
    ['was cancelled before the delivery', { type: 'cancel', status: 'RETURNS_COMPLETED' }, undefined],
    ['was stopped before it left', { status: 'RELEASE_STOP_UNCHECKED' }, undefined],
  ])('says whether goods were received that a return %s: %j', (_what, changes, expected) => {
    const view = fill({ is: 'cancelled', returns: [{ type: 'return', items: [], ...changes }] });
    if (expected === undefined) expect(wordsOf(view)).not.toContain('입고 ');
    else expect(wordsOf(view)).toContain(expected);
  });

  test.each(EXCHANGE_STATUSES)(
    'does not guess whether the old item of an exchange in %s came back',
    (status) => {
      const shows = (exchange: Partial<Exchange>): string =>
        wordsOf(fill({ is: 'exchanges', exchanges: [{ items: [], ...exchange }], from: DUE_AT, to: DUE_AT }));
      const isPending = status === 'RECEIPT' || status === 'PROGRESS';
      expect(shows({ status }).includes('회수 전')).toBe(isPending);
      expect(shows({ status, collectedAt: DUE_AT })).toContain('회수');
      expect(shows({})).not.toContain('회수');
    },
  );

  test.each(BLIND_CAUSES)('names the key for %s only if Coupang refused it', (cause) => {
    const isOfKey = cause === 'credentials' || cause === 'wrong-market';
    for (const is of ['failed', 'stopped'] as const)
      expect(wordsOf(fill({ is, cause })).includes(WORDING.ko.blindCause.credentials.name)).toBe(isOfKey);
  });

  test('says that the order may be cancelled or returned also after a wrong path', () => {
    expect(wordsOf(fill({ is: 'failed', cause: 'wrong-path' }))).toContain(
      '취소 또는 반품된 주문일 수 있으니',
    );
  });

  test('of exchanges offers to ask again while something is missing, and no other exchanges', () => {
    const shownTo = { ...SHOWN_TO, part: 'exchanges' as const };
    const reasons: NoFacts[] = [
      { is: 'spent' },
      { is: 'late' },
      { is: 'stopped', cause: 'throttled' },
      { is: 'failed', cause: 'coupang-down' },
    ];
    for (const facts of reasons) {
      const content = { orderId: '1', facts, linkTo, contacts: [] };
      const offered = actionsOf(buildOrderView(madeUpTicket(), madeUpVendor(), shownTo, content));
      expect(offered).toEqual(['open-wing', 'again']);
    }
  });
});

test.each([
  [20, false],
  [21, true],
])('A10: with %i earlier contacts, the view says that older ones are not shown: %s', (count, says) => {
  const contacts = Array.from({ length: count }, (_, at): Contact => ({
    key: madeUpTicket({ inquiryId: `${at}` }).key,
    of: 'option',
    askedAt: DUE_AT - at,
    text: '',
    kind: 'reply',
    state: 'open',
  }));
  const words = wordsOf(fill({ is: 'late' }, madeUpTicket(), contacts));
  expect(words).toContain('다른 문의 20건');
  expect(words.includes('오래된 문의는 표시하지 않습니다')).toBe(says);
});

test('A10: thirty boxes of fifty items and thirty contacts are cut within the limits of Slack, with a count of the rest', () => {
  const boxes = Array.from({ length: 30 }, () =>
    boxOf({
      invoice: '1'.repeat(200),
      carrier: '<'.repeat(200),
      items: Array.from({ length: 50 }, () => ({ name: '가&<'.repeat(300), count: 99, cancelled: 9 })),
    }),
  );
  const contacts = Array.from({ length: 30 }, (_, at): Contact => ({
    key: madeUpTicket({ inquiryId: `${at}` }).key,
    of: 'option',
    askedAt: DUE_AT - at,
    text: '<가>'.repeat(2000),
    kind: 'reply',
    state: 'open',
  }));
  const view = fill({ is: 'boxes', boxes }, madeUpTicket(), contacts);
  expect(faultsOfView(view)).toEqual([]);
  expect(wordsOf(view)).toContain('외 10개');
  expect(wordsOf(view)).toContain('외 40개');
  expect(wordsOf(view)).toContain('다른 문의 20건');
  // Source: docs.slack.dev, error view_too_large.
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
});
