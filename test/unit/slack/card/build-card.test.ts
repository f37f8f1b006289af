import { withoutFields, withFields, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import { testVendor, testVendorRef } from '../../../../lib/config/test-vendor.ts';
import { STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import { buildCard } from '../../../../lib/slack/card/build-card.ts';
import { arbitraryLabel, arbitraryTicket, hostileText } from '../arbitrary-ticket.ts';
import { OUTCOMES, type Sibling } from '../../../../lib/domain/ticket/ticket.ts';
import { buildLine } from '../../../../lib/slack/card/build-line.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import type { LinkTo } from '../../../../lib/slack/format/format-link.ts';
import written from '../../../../notifier.config.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
/** Each reader's Slack shows the time left. */
const DUE = '마감 <!date^1795583820^{date_short_pretty} {time} · {ago}|11/25(수) 14:17>';
const WING = 'https://wing.coupang.com/tenants/cs/csinquiry';
const cardOf = (changes: TicketFields, vendor = ko): string[] =>
  textsOf(buildCard(madeUpTicket(changes), vendor).blocks);

describe('the card (C1)', () => {
  test('begins with the product in bold and the deadline, and then quotes the request', () => {
    const { blocks } = buildCard(madeUpTicket(), ko);
    expect(textsOf(blocks).slice(0, 3)).toEqual([
      '⚪ 미답변 · 답변 필요',
      `인조가죽 스커트 Khaki L\n${DUE}`,
      expect.stringMatching(/^> /),
    ]);
    expect(JSON.stringify(blocks[1])).toContain('"text":"인조가죽 스커트 Khaki L","style":{"bold":true}');
    expect(JSON.stringify(blocks.slice(2))).not.toContain('인조가죽');
  });

  test('leaves no gap for missing facts', () => {
    const rest = withoutFields(madeUpTicket(), 'product', 'orderId', 'orderDate', 'category');
    expect(textsOf(buildCard(withFields(rest, { text: '' }), ko).blocks)).toEqual([
      '⚪ 미답변 · 답변 필요',
      DUE,
      '> (내용 없음 · WING에서 확인하세요)',
      'AA몰',
      expect.stringContaining(`[WING에서 답변](${WING})`),
    ]);
  });
});

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

describe("C1: the time until the deadline, in Slack's words", () => {
  const agoIn = (changes: TicketFields, timeLeft = true) =>
    JSON.stringify(buildCard(madeUpTicket(changes), madeUpVendor({ timeLeft })).blocks).match(/\{ago\}/g);

  test('is on an open card unless the team switches it off', () => {
    expect(agoIn({})).toHaveLength(1);
    expect(agoIn({}, false)).toBeNull();
    expect(agoIn({ state: 'closed', outcome: 'answered' })).toBeNull();
  });

  test('O8: is on the card of a test ticket, which is withdrawn at once', () => {
    const config = parseConfig(written, 'made-up.config.ts');
    const ref = testVendorRef('C0TRY', config);
    const vendor = testVendor(ref, config);
    const withdrawn = madeUpTicket({ ...ref, state: 'closed', outcome: 'withdrawn' });
    expect(JSON.stringify(vendor && buildCard(withdrawn, vendor).blocks)).toContain('{ago}');
  });
});

describe('C1: one zone per message', () => {
  test('every time on a card or a line is a token that each reader sees in their own zone', () => {
    const states: TicketFields[] = [
      {},
      { kind: 'confirm', askedAtUncertain: true },
      { state: 'unverified' },
      { steps: [{ name: 'overdue', deadline: DUE_AT, at: DUE_AT, tells: 'team' }] },
      { siblings: [{ answerId: '1', askedAt: DUE_AT - MINUTE, channel: 'C0CS', ts: '1.2' }] },
      ...OUTCOMES.map((outcome) => ({ state: 'closed', outcome, answeredAt: DUE_AT, inTime: true }) as const),
    ];
    const lines = [
      'changed-2',
      'closed-3',
      'reopened-4',
      'breach',
      ...STEP_NAMES.flatMap((name) => [`step/${name}/${DUE_AT}`, `escalation/${name}/${DUE_AT}`] as const),
    ] as const;
    for (const vendor of [ko, en])
      for (const state of states) {
        const ticket = madeUpTicket(state);
        const messages = [
          buildCard(ticket, vendor),
          ...lines.map((name) => buildLine(ticket, name, vendor, { now: DUE_AT - 70 * MINUTE })),
        ];
        const shown = messages.flatMap(({ blocks }) => textsOf(blocks)).join('\n');
        expect(shown.replace(/<!date[^>]*>/g, '')).not.toMatch(/\d:\d\d/);
      }
  });
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

  test('shows the rest of the template in a small line without markup', () => {
    const text = template.replace('◼문의', 'ㅁ 반송장번호: <<12>>  가나택배\n◼교환옵션: XL\n◼문의');
    const { blocks } = buildCard(madeUpTicket({ text }), ko);
    expect(textsOf(blocks).at(-1)).toBe(
      '상담사 양식: 반송장번호: &lt;&lt;12&gt;&gt; 가나택배 · 교환옵션: XL',
    );
    expect(blocks.at(-1)).toMatchObject({
      type: 'context',
      elements: [{ type: 'plain_text', emoji: false }],
    });
    expect(faultsOfMessage({ text: 'made up', blocks })).toEqual([]);
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

  test('states in each language that only the beginning of a long text was stored', () => {
    const note = {
      ko: '긴 글이라 앞부분만',
      en: 'Long text: only its beginning',
      'zh-TW': '內容過長',
    } as const;
    for (const language of ['ko', 'en', 'zh-TW'] as const) {
      const vendor = madeUpVendor({ language });
      const shown = cardOf({ text: '가'.repeat(8000), isTextCut: true }, vendor);
      expect(shown[2]).toMatch(/가…$/);
      expect(shown[3]).toContain(note[language]);
      expect(cardOf({ text: '가' }, vendor).join('\n')).not.toContain(note[language]);
      expect(cardOf({ text: '', isTextCut: true }, vendor).join('\n')).not.toContain(note[language]);
    }
  });

  test('cuts a template of any length, and shows how much is missing', () => {
    const long = `◼입고일자: ${'&'.repeat(7000)}\n◼문의내용: 환불`;
    const shown = cardOf({ text: long }).at(-1) ?? '';
    expect(shown).toMatch(/&amp;… 외 6,\d{3}자 \(전체는 WING에서\)$/);
    expect(shown.length).toBeLessThan(820);
    expect(cardOf({ text: `◼입고일자: ${'가'.repeat(700)}\n◼문의내용: 환불` }).at(-1)).toMatch(/가$/);
  });

  test('is accepted by Slack with hostile words in each line', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (first, second, ask) => {
        const text = `◼입고일자: ${first}\n◼교환옵션: ${second}\n◼문의내용: ${ask}`;
        expect(faultsOfMessage(buildCard(madeUpTicket({ text, product: second }), ko))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('quotes a text of no known template completely, without a line after it', () => {
    const lines = cardOf({ text: '◼반품사유: 변심\n오늘 안에 회신 부탁드립니다.' });
    expect(lines[2]).toBe('> ◼반품사유: 변심\n> 오늘 안에 회신 부탁드립니다.');
    expect(lines).toHaveLength(5);
  });
});

describe('C2: a closed card shows the outcome', () => {
  test('with the time of the last warning if it was auto-closed, and the day if that was another', () => {
    const closed = { state: 'closed', outcome: 'auto-closed' } as const;
    const warned = (at: number) => {
      const steps = [{ name: '3h', deadline: DUE_AT, at, tells: 'team' } as const];
      return cardOf({ ...closed, steps }).at(-2);
    };
    expect(warned(DUE_AT - 60 * MINUTE)).toMatch(/^마지막 알림 <!date\^1795580220\^\{time\}\|13:17> · 주문/);
    expect(warned(DUE_AT - 20 * 60 * MINUTE)).toContain('|11/24(화) 18:17> · 주문');
  });

  test('S5: with the person who answered', () => {
    const changes = { state: 'closed', outcome: 'answered', inTime: true } as const;
    expect(cardOf({ ...changes, answeredBy: 'cs01' })[0]).toBe('✅ 답변 완료 · 기한 내 · 답변자 cs01');
    expect(cardOf({ ...changes, answeredBy: 'x'.repeat(200) })[0]).toMatch(/ · 답변자 x{39}…$/);
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

  test('A5: without its button', () => {
    expect(cardOf({ state: 'closed', outcome: 'answered' }).join('\n')).not.toContain('[WING');
  });
});

describe('R10: another hand-over of the same inquiry', () => {
  const sibling = (number: number) => ({
    answerId: String(number),
    askedAt: DUE_AT - number * 60 * MINUTE,
    channel: 'C0CS',
    ts: `${number}.000100`,
  });
  const lineOf = (siblings: Sibling[], linkTo?: LinkTo) =>
    textsOf(buildCard(madeUpTicket({ siblings }), ko, linkTo && { linkTo }).blocks).find((text) =>
      text.startsWith('같은 문의의'),
    );

  test('is shown with its time, and a link if Slack gives the address', () => {
    const linkTo: LinkTo = ({ ts }) => `https://made-up.slack.com/archives/C0CS/p${ts}`;
    expect(lineOf([sibling(2), sibling(1)], linkTo)).toBe(
      '같은 문의의 다른 이관: ' +
        '<!date^1795576620^{date_short_pretty} {time}^https://made-up.slack.com/archives/C0CS/p2.000100|11/25(수) 12:17> · ' +
        '<!date^1795580220^{date_short_pretty} {time}^https://made-up.slack.com/archives/C0CS/p1.000100|11/25(수) 13:17>',
    );
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

describe('C4: mentions', () => {
  const vendor = madeUpVendor({ mentionOnNew: ['U0CS', 'S0CS', 'here'] });
  const mentions = '<@U0CS> <!subteam^S0CS> <!here>';

  test('a new card mentions nobody unless the configuration says so', () => {
    expect(cardOf({}).join('\n')).not.toMatch(/<@|<!(?!date)/);
    expect(cardOf({}, vendor)[2]).toBe(mentions);
  });

  test('S6: an edited card names the claimer, since an edit notifies nobody; a posted one names nobody', () => {
    const claimed = madeUpTicket({ claimedBy: 'U0CLAIMER' });
    const about = (isEdit: boolean) => textsOf(buildCard(claimed, ko, { isEdit }).blocks).at(-2);
    expect(about(true)).toMatch(/^담당 <@U0CLAIMER> · 주문/);
    expect(about(false)).toMatch(/^담당 있음 · 주문/);
    expect(cardOf({ claimedBy: 'U0CLAIMER' }).join('\n')).not.toContain('<@');
  });

  test('R24: a card in a list’s thread mentions nobody, since the list has done so', () => {
    expect(cardOf({ threadTs: '1.1' }, vendor).join('\n')).not.toMatch(/<@|<!(?!date)/);
  });

  test('a card that is closed or gone mentions nobody', () => {
    expect(cardOf({ state: 'closed', outcome: 'auto-closed' }, vendor).join('\n')).not.toMatch(
      /<@|<!(?!date)/,
    );
    expect(cardOf({ state: 'unverified' }, vendor).join('\n')).not.toMatch(/<@|<!(?!date)/);
  });
});

describe('I4: the form link', () => {
  const SAYS = '🔗 링크로 회신해야 하는 건입니다. 아래 링크에서 답변하세요.';
  const buttonsOf = (changes: TicketFields): string[] =>
    cardOf(changes).filter((text) => /\]\(https/.test(text));

  test.each([
    ['https://coupa.ng/madeup', 'https://coupa.ng/madeup'],
    ['https://forms.coupang.com/a?b=1&c=<2>', 'https://forms.coupang.com/a?b=1&c=%3C2%3E'],
  ])('names the form once, and the one button leads to %s at Coupang', (formLink, target) => {
    expect(buttonsOf({ formLink })).toEqual([
      `🔗 폼으로 회신해야 하는 건입니다 · 문의번호 \`1015668177\` [폼에서 답변](${target})`,
    ]);
    expect(cardOf({ formLink }).join().match(/🔗/g)).toHaveLength(1);
    expect(faultsOfMessage(buildCard(madeUpTicket({ formLink }), ko))).toEqual([]);
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

  test('Slack accepts every card, and nothing hostile is left in a card', () => {
    fc.assert(
      fc.property(
        arbitraryTicket,
        arbitraryLabel,
        fc.constantFrom('ko', 'en', 'zh-TW'),
        (ticket, label, language) => {
          const vendor = madeUpVendor({ label, language, mentionOnNew: ['S0CONFIGURED'] });
          expect(faultsOfMessage(buildCard(ticket, vendor))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
