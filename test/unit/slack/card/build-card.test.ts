import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import { testVendor, testVendorRef } from '../../../../lib/config/test-vendor.ts';
import { SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import type { Sibling, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildCard } from '../../../../lib/slack/card/build-card.ts';
import { buildLine } from '../../../../lib/slack/card/build-line.ts';
import { nameClaimer, sayWhetherClaimed } from '../../../../lib/slack/card/name-claimer.ts';
import { shortRequest } from '../../../../lib/slack/card/quote-request.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import written from '../../../../notifier.config.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { type TicketFields, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import type { Block } from '../../../../lib/slack/format/blocks.ts';

const ko = madeUpVendor();
const WING = 'https://wing.coupang.com/tenants/cs/csinquiry';
const cardOf = (changes: TicketFields, vendor = ko): string[] =>
  textsOf(buildCard(madeUpTicket(changes), vendor).blocks);

test('an automatically closed card says when Slack accepted the last warning', () => {
  const name = `step/1h/${DUE_AT}` as const;
  const card = cardOf({
    state: 'closed',
    outcome: 'auto-closed',
    closedAt: DUE_AT,
    steps: [{ name: '1h', deadline: DUE_AT, at: DUE_AT - HOUR }],
    history: [{ name, at: DUE_AT - HOUR }],
    posted: { [name]: `${(DUE_AT - HOUR + 2 * MINUTE) / 1000}.000100` },
  });
  expect(JSON.stringify(card)).toMatch(/마지막 알림 <!date\^\d+\^[^|]*\|13:19>/);
});

test('R11: a request time that moved ten minutes later is shown beside the earlier deadline, and a smaller move is not', () => {
  const cardAt = (laterMs: number) => JSON.stringify(cardOf({ askedAt: DUE_AT - 24 * HOUR + laterMs }));
  expect(cardAt(10 * MINUTE)).toContain('요청 시각이 <!date^');
  expect(cardAt(10 * MINUTE - 1)).not.toContain('요청 시각이');
});

test('O8: the time left is on the card of a test ticket, which is withdrawn at once', () => {
  const config = parseConfig(written, 'made-up.config.ts');
  const ref = testVendorRef('C0TRY', config);
  const vendor = testVendor(ref, config);
  const withdrawn = madeUpTicket({ ...ref, state: 'closed', outcome: 'withdrawn' });
  expect(JSON.stringify(vendor && buildCard(withdrawn, vendor).blocks)).toContain('{ago}');
});

describe('C8: the card of a template', () => {
  const template =
    '[판매자이관]\n◼주문번호: 100000*******\n◼아이템: 인조가죽 스커트  Khaki L\n◼고객명/연락처: 김아무개 ***\n◼문의내용: 입고 확인후\n환불 부탁드립니다.\n';

  test("shows the agent's request, and nothing twice", () => {
    const lines = cardOf({ text: template });
    expect(lines[2]).toBe('> 입고 확인후\n> 환불 부탁드립니다.');
    expect(lines).toHaveLength(5);
    expect(lines.join('\n')).not.toMatch(/김아무개|100000|양식/);
  });

  test('shows order and product if they differ from those of the card', () => {
    const other = template.replace('100000*******', '34000012345678').replace('Khaki', 'Black');
    expect(cardOf({ text: other }).at(-1)).toBe(
      '상담사 양식: 주문번호: 34000012345678 · 아이템: 인조가죽 스커트 Black L',
    );
    const bare = withoutFields(madeUpTicket({ text: template }), 'product', 'orderId');
    expect(textsOf(buildCard(bare, ko).blocks).at(-1)).toBe(
      '상담사 양식: 주문번호: 100000******* · 아이템: 인조가죽 스커트 Khaki L',
    );
  });

  test('does not say of an erased text that only its beginning was stored', () => {
    expect(cardOf({ text: '', isTextCut: true }).join('\n')).not.toContain(WORDING.ko.textCut);
  });

  test('quotes a text of no known template completely, without a line after it', () => {
    const lines = cardOf({ text: '◼반품사유: 변심\n오늘 안에 회신 부탁드립니다.' });
    expect(lines[2]).toBe('> ◼반품사유: 변심\n> 오늘 안에 회신 부탁드립니다.');
    expect(lines).toHaveLength(5);
  });
});

describe('C2: a closed card shows the outcome', () => {
  test('with the day of the last warning if it was auto-closed on another', () => {
    const at = DUE_AT - 20 * HOUR;
    const steps = [{ name: '3h', deadline: DUE_AT, at, tells: 'team' } as const];
    const [about] = cardOf({ state: 'closed', outcome: 'auto-closed', steps }).slice(-2);
    expect(about).toContain('|11/24(화) 18:17> · 주문');
  });

  test('S5: with the login that answered, cut if it is long', () => {
    const [title] = cardOf({ state: 'closed', outcome: 'answered', answeredBy: 'x'.repeat(200) });
    expect(title).toMatch(/ · 답변자 x{39}…$/);
  });

  test('S5: with a mention of the person whose WING login answered, in an edit only, unless two share the login', () => {
    const ticket = madeUpTicket({ state: 'closed', outcome: 'answered', answeredBy: 'cs01' });
    const cardBy = (people: Record<string, { wingId: string }>, isEdit: boolean) =>
      textsOf(buildCard(ticket, { ...ko, acting: { ...ko.acting, people } }, { isEdit }).blocks).join('\n');
    const known = { U0CS: { wingId: 'cs01' }, U0LEAD: { wingId: 'lead01' } };
    expect(cardBy(known, true)).toContain('답변자 <@U0CS>');
    expect(cardBy(known, true)).not.toContain('cs01');
    expect(cardBy(known, false)).not.toContain('<@');
    expect(cardBy({ ...known, U0LEAD: { wingId: 'cs01' } }, true)).toContain('답변자 cs01');
  });
});

describe('R10: another hand-over of the same inquiry', () => {
  const sibling = (number: number) => ({
    answerId: String(number),
    askedAt: DUE_AT - number * 60 * MINUTE,
    channel: 'C0CS',
    ts: `${number}.000100`,
  });
  const lineOf = (siblings: Sibling[]) => cardOf({ siblings }).find((text) => text.startsWith('같은 문의의'));

  test('is shown with its time, without a link if Slack gives no address', () => {
    expect(lineOf([sibling(2)])).toMatch(
      /^같은 문의의 다른 이관: <!date\^1795576620\^[^|^]*\|11\/25\(수\) 12:17>$/,
    );
    expect(lineOf([])).toBeUndefined();
  });

  test('is one of up to five, the newest first', () => {
    const many = [9, 8, 7, 6, 5, 4, 3].map(sibling);
    expect(lineOf(many)?.split(' · ')).toHaveLength(5);
    expect(lineOf(many)).toContain('11/25(수) 11:17');
  });
});

describe('I4: the form link', () => {
  const SAYS = '🔗 링크로 회신해야 하는 건입니다. 아래 링크에서 답변하세요.';
  const buttonsOf = (changes: TicketFields): string[] =>
    cardOf(changes).filter((text) => /\]\(https/.test(text));

  test('leads to the form, whose address is escaped', () => {
    expect(buttonsOf({ formLink: 'https://forms.coupang.com/a?b=1&c=<2>' })).toEqual([
      expect.stringContaining('[폼에서 답변](https://forms.coupang.com/a?b=1&c=%3C2%3E)'),
    ]);
  });

  test('leaves the button to WING on a TRANSFER, which is confirmed there', () => {
    expect(buttonsOf({ kind: 'confirm', formLink: 'https://coupa.ng/madeup' })).toEqual([
      '🔗 폼으로 회신해야 하는 건입니다 [폼에서 답변](https://coupa.ng/madeup)',
      expect.stringContaining(`[WING에서 확인](${WING})`),
    ]);
  });

  test('is the button of a message in the step’s own channel, too', () => {
    const ticket = madeUpTicket({ formLink: 'https://coupa.ng/madeup' });
    const { blocks } = buildLine(ticket, `escalation/1h/${DUE_AT}`, ko, { now: DUE_AT - HOUR });
    expect(textsOf(blocks).at(-1)).toContain('[폼에서 답변](https://coupa.ng/madeup)');
  });

  test.each([
    'http://coupa.ng/plain',
    'https://coupa.ng.evil.example/',
    'https://evilcoupang.com/',
    'https://coupang.com@evil.example/',
    'https://user:pw@coupa.ng/x',
    'https://coupa.ng:8443/x',
    'javascript:alert(1)//coupa.ng',
    'not a link',
  ])('shows %s, but not as a link or button', (formLink) => {
    expect(cardOf({ formLink })).toContain(`${SAYS}\n${formLink}`);
    expect(buttonsOf({ formLink })).toEqual([expect.stringContaining(`[WING에서 답변](${WING})`)]);
  });

  test('does not show an erased link', () => {
    expect(cardOf({ formLink: '', text: '', erased: true }).join()).not.toContain('🔗');
  });

  test('asks for no answer through the link on a closed card', () => {
    expect(
      cardOf({ state: 'closed', outcome: 'answered', formLink: 'https://coupa.ng/x' }).join(),
    ).not.toContain('🔗');
  });
});

describe('C6: hostile and huge texts', () => {
  test('the request is quoted as it is: Slack parses nothing in the text of a rich text', () => {
    const text = '<!channel>\r\n&lt;@U0BOSS&gt;\n\n> me\n@here *100*_x_';
    expect(buildCard(madeUpTicket({ text }), ko).blocks[2]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_quote',
          elements: [{ type: 'text', text: '<!channel>\n&lt;@U0BOSS&gt;\n\n> me\n@here *100*_x_' }],
        },
      ],
    });
  });

  test('a huge request is cut at the limit, with how much is missing', () => {
    const [, , request = ''] = cardOf({ text: '가'.repeat(10_000) });
    expect(request.length).toBeLessThanOrEqual(3002);
    const [, kept = '', left = ''] = /^> (가+)… 외 ([\d,]+)자 \(전체는 WING에서\)$/.exec(request) ?? [];
    expect(kept.length + Number(left.replace(',', ''))).toBe(10_000);
    expect(kept.length).toBeGreaterThan(2900);
  });

  test.each(SOURCE_NAMES)(
    'Slack accepts a card of %s with the longest texts, numbers and lists',
    (source) => {
      const long = '<!here> "&" `x`\n'.repeat(400);
      const answerIds = Array.from({ length: 9 }, (_, index) => String(index));
      const fields: TicketFields = {
        source,
        inquiryId: long,
        product: long,
        option: long,
        category: long,
        orderId: long,
        orderIds: Array.from({ length: 50 }, () => long),
        formLink: 'https://coupa.ng/a|b>c<!here>`',
        claimedBy: long,
        answeredBy: long,
        siblings: answerIds.map((answerId) => ({ answerId, askedAt: DUE_AT, channel: 'C0CS', ts: '1.2' })),
      };
      const template = `◼입고일자: ${long}\n◼교환옵션: ${long}\n◼문의내용: ${long}`;
      for (const state of ['open', 'closed'] as const)
        for (const text of [long, template])
          expect(faultsOfMessage(buildCard(madeUpTicket({ ...fields, state, text }), ko))).toEqual([]);
    },
  );
});

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

  test('counts no other orders if there are three', () => {
    expect(textsOfCard(question({ orderIds: ['1000', '1001', '1002'] })).join()).toMatch(
      /주문 1000, 1001, 1002 · /,
    );
  });

  test('asks for a look only at a question that Coupang lists again after an answer, not at a hand-over without a post', () => {
    const { listedAgainNote } = WORDING.ko;
    expect(textsOfCard(question({ answerId: 'after-31' })).join()).toContain(listedAgainNote);
    expect(cardOf({ answerId: 'after-31' }).join()).not.toContain(listedAgainNote);
  });
});

test('C1: the title shows the passed deadline at once, before `overdue` is announced', () => {
  const titleAt = (now: number) => textsOf(buildCard(madeUpTicket(), madeUpVendor(), { now }).blocks)[0];
  expect(titleAt(DUE_AT - 1)).toBe('⚪ 미답변 · 답변 필요');
  expect(titleAt(DUE_AT)).toMatch(/^⛔ 마감 지남/);
});

test('a claimer is named as Slack names a person; anything but an id is text', () => {
  expect(nameClaimer({ claimedBy: 'U0CS' }, WORDING.ko)).toBe('담당 <@U0CS>');
  expect(nameClaimer({ claimedBy: '<!here>' }, WORDING.ko)).toBe('담당 &lt;!here&gt;');
  expect(nameClaimer({ claimedBy: 'here' }, WORDING.ko)).toBe('담당 here');
  expect(nameClaimer({ claimedBy: '\n' }, WORDING.ko)).toBe('담당 있음');
  expect(nameClaimer({}, WORDING.ko)).toBe('');
});

test('only whether somebody has claimed the ticket is shown if nobody may be mentioned', () => {
  expect(sayWhetherClaimed({ claimedBy: 'U0CS' }, WORDING.ko)).toBe('담당 있음');
  expect(sayWhetherClaimed({}, WORDING.ko)).toBe('');
});

const BEFORE = DUE_AT - MINUTE;
const cardWith = (
  fields: TicketFields,
  { now = BEFORE, acting = true, isEdit = false, claimStaleMs = Number.POSITIVE_INFINITY } = {},
) => buildCard(madeUpTicket(fields), ko, { acting, now, isEdit, claimStaleMs });
const buttonsIn = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => (block.type === 'actions' ? textsOf([block]) : []));
const act = (changes: Partial<Act> = {}): Act => ({
  id: 'press-1',
  by: 'U0CLAIMER',
  name: 'minji',
  channel: 'C0CS',
  do: 'reply',
  at: BEFORE,
  progress: 'asked',
  ...changes,
});

describe('A1: the buttons of a card', () => {
  const OTHERS = ['[담당하기]', '[결과 확인]', '[담당 지정 ▾]', '[주문 정보]'];
  const WAITING = ['[담당하기]', '[담당 지정 ▾]', '[주문 정보]'];
  const lookUp = (progress: Act['progress']) =>
    act({ do: 'look-up', progress: 'refused', sent: act({ progress }) });
  test.each<[string, TicketFields, string[]]>([
    ['a confirmation', { kind: 'confirm' }, ['[확인 처리]', ...OTHERS]],
    ['I4: an erased one that is answered in a form', { formLink: '' }, OTHERS],
    ['one without a post to answer', { answerId: 'after-0' }, OTHERS],
    ['a confirmation without a post', { answerId: 'after-0', kind: 'confirm' }, OTHERS],
    ['one whose reply is under way', { act: act() }, WAITING],
    ['one whose reply is sent', { act: act({ progress: 'sent' }) }, OTHERS],
    ['one whose accepted reply is read back', { act: act({ progress: 'sent', nextAt: DUE_AT }) }, WAITING],
    ['one whose sent reply is looked up', { act: lookUp('sent') }, OTHERS],
    ['one whose reply was given back and is looked up', { act: lookUp('told') }, ['[답변하기]', ...OTHERS]],
    ['one whose reply was refused', { act: act({ progress: 'refused' }) }, ['[답변하기]', ...OTHERS]],
    ['a closed one', { state: 'closed', outcome: 'answered' }, []],
  ])('%s', (_what, fields, buttons) => {
    expect(buttonsIn(cardWith(fields).blocks)).toEqual(buttons);
  });

  test('let a claimed ticket be snoozed until its deadline', () => {
    const claimed = { claimedBy: 'U0CS' };
    expect(JSON.stringify(cardWith(claimed).blocks)).toContain('"action_id":"snooze"');
    expect(JSON.stringify(cardWith(claimed, { now: DUE_AT }).blocks)).not.toContain('snooze');
  });

  test('show until when a ticket is snoozed, and in an edit by whom, while that lasts', () => {
    const until = DUE_AT - 2 * HOUR;
    const claimed = { claimedBy: 'U0CS', claimedAt: until - 3 * HOUR };
    const snoozed = { ...claimed, snoozed: { by: 'U0CS', until } };
    const snoozeLines = (
      fields: TicketFields,
      more: { now?: number; isEdit?: boolean; claimStaleMs?: number } = {},
    ) =>
      textsOf(cardWith(fields, { now: until - HOUR, ...more }).blocks).filter((text) =>
        text.startsWith('🔕'),
      );
    expect(snoozeLines(snoozed)).toEqual([expect.stringMatching(/^🔕 <!date\^.*\|12:17>까지 알림 미룸$/)]);
    expect(snoozeLines(snoozed, { isEdit: true })).toEqual([expect.stringMatching(/미룸 · <@U0CS>$/)]);
    expect(snoozeLines({ ...snoozed, snoozed: { by: 'U0CS', until: DUE_AT } })).toEqual([
      '🔕 마지막 알림 전까지 알림 미룸',
    ]);
    expect(snoozeLines(snoozed, { now: until })).toEqual([]);
    expect(snoozeLines({ ...snoozed, claimedBy: 'U0OTHER' })).toEqual([]);
    expect(snoozeLines({ snoozed: snoozed.snoozed })).toEqual([]);
    expect(snoozeLines(snoozed, { claimStaleMs: 3 * HOUR })).toHaveLength(1);
    // R23: it counts no longer than the claim.
    expect(snoozeLines(snoozed, { claimStaleMs: 2 * HOUR })).toEqual([]);
  });

  test('offer the order if its number is known, and a menu of positions if there are several', () => {
    const lastOf = (ticket: Ticket) => {
      const { blocks } = buildCard(ticket, ko, { acting: true, now: BEFORE });
      const row = blocks.find(({ type }) => type === 'actions');
      return row && 'elements' in row ? row.elements.at(-1) : undefined;
    };
    const asked = { source: 'product', kind: 'question', answerId: '0' } as const;
    const withOrders = (orderIds: string[]) => withoutFields(madeUpTicket({ ...asked, orderIds }), 'orderId');
    expect(lastOf(withOrders([]))).toMatchObject({ action_id: 'assign' });
    expect(lastOf(withOrders(['3000000000001']))).toMatchObject({ type: 'button', action_id: 'order' });
    expect(lastOf(withOrders(['3000000000001', '3000000000002']))).toMatchObject({
      type: 'static_select',
      action_id: 'order',
      placeholder: { text: '주문 정보' },
      options: [
        { value: '0', text: { text: '3000000000001' } },
        { value: '1', text: { text: '3000000000002' } },
      ],
    });
    const many = lastOf(withOrders(Array.from({ length: 120 }, (_, at) => String(3_000_000_000_000 + at))));
    expect(many && 'options' in many ? many.options?.length : 0).toBe(100);
  });

  test('are absent while acting is off, and the card does not ask for a claimer', () => {
    expect(buttonsIn(cardWith({}, { acting: false }).blocks)).toEqual([]);
    expect(JSON.stringify(cardWith({}, { acting: false }))).not.toContain('담당 없음');
  });

  test('O8: are absent on a test ticket', () => {
    const config = parseConfig(written, 'made-up.config.ts');
    const ref = testVendorRef('C0TRY', config);
    const made = testVendor(ref, config);
    expect(
      made && buttonsIn(buildCard(madeUpTicket({ ...ref }), made, { acting: true, now: BEFORE }).blocks),
    ).toEqual([]);
  });

  test('A5: send nothing after the deadline, and the card shows what is still possible', () => {
    const past = cardWith({}, { now: DUE_AT });
    expect(buttonsIn(past.blocks)).toEqual(OTHERS);
    expect(textsOf(past.blocks)).toContainEqual(
      expect.stringMatching(/^마감이 지나 여기서는 처리할 수 없습니다/),
    );
    expect(JSON.stringify(cardWith({}))).not.toContain('마감이 지나');
    const sent = cardWith({ act: act({ progress: 'sent' }) }, { now: DUE_AT }).blocks;
    expect(buttonsIn(sent)).toEqual(OTHERS);
    expect(textsOf(sent)).toContainEqual(expect.stringMatching(/^마감이 지나/));
  });
});

describe('A2, A3: the act in progress is shown on the card', () => {
  test('and a new message mentions nobody, but an edit may', () => {
    const { name: _, ...unnamed } = act();
    const actLine = (isEdit: boolean) =>
      textsOf(cardWith({ act: unnamed }, { isEdit }).blocks).find((text) => text.startsWith('📤'));
    expect([actLine(false), actLine(true)]).toEqual([
      '📤 답변 보내는 중',
      '📤 답변 보내는 중 · <@U0CLAIMER>',
    ]);
  });
});
