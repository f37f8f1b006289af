import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { openQueue, type QueueFilter } from '../../../../lib/domain/act/queue.ts';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import type { ReportFigures } from '../../../../lib/domain/notice/notice-facts.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildHome } from '../../../../lib/slack/acts/build-home.ts';
import { filterAfter, FIRST_FILTER, HOME_ACTIONS } from '../../../../lib/slack/format/home-filter.ts';
import { rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { arbitraryTicket } from '../arbitrary-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';

const NOW = DUE_AT - HOUR;
const ko = madeUpVendor();
const figures: ReportFigures = {
  opened: 12,
  closed: { answered: 8, confirmed: 2, 'auto-closed': 1, withdrawn: 0, 'decided-by-coupang': 0, unknown: 0 },
  share: { inTime: 8, counted: 9 },
  worst: [],
  rolling: { inTime: 101, counted: 105 },
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
      rolling: figures.rolling,
    })),
    mark: '',
  };
  return buildHome(home, filter, { vendors, language: 'en', linkTo, now: NOW });
};
const textOf = (view: ReturnType<typeof build>): string => JSON.stringify(view.blocks);

describe('the App Home (A7)', () => {
  test('marks tickets that are past due', () => {
    expect(textOf(build([madeUpTicket({ dueAt: NOW })]))).toContain('⛔ *마감 지남* · <!date');
  });

  test('rounds the time left to the nearest minute', () => {
    expect(textOf(build([madeUpTicket({ dueAt: NOW + HOUR - 2000 })]))).toContain('*1시간 남음*');
  });

  test('shows for an absent ticket that its outcome is being looked up', () => {
    const text = textOf(build([madeUpTicket({ state: 'unverified' })]));
    expect(text).toContain('> · 결과 확인 중 · ');
    expect(text).not.toContain('> · 미답변 · ');
  });

  test('shows in each row the time left and the masked request in one short line, without markup', () => {
    const text = `[판매자이관]\n◼문의내용: *사이즈*를 알려\n주세요 010-****-****. ${'가'.repeat(200)}\n`;
    const { blocks } = build([madeUpTicket({ text })]);
    const at = blocks.findIndex((block) => JSON.stringify(block).includes('*1시간 남음*'));
    expect(blocks[at + 1]).toEqual({
      type: 'context',
      elements: [
        {
          type: 'plain_text',
          emoji: false,
          text: expect.stringMatching(/^\*사이즈\*를 알려 주세요 010-\*{4}-\*{4}\. 가+…$/),
        },
      ],
    });
    expect(JSON.stringify(blocks[at + 1]).length).toBeLessThan(200);
    expect(textOf(build([madeUpTicket({ text: '' })]))).toContain('내용 없음');
  });

  test('escapes the request in a row, since Slack reads entities in plain text, too', () => {
    expect(textOf(build([madeUpTicket({ text: 'S &lt; M <!channel>' })]))).toContain(
      'S &amp;lt; M &lt;!channel&gt;',
    );
  });

  test('puts each menu beside a label, so that a screen reader names it', () => {
    const { blocks } = build([], [ko, madeUpVendor({ id: 'A00099999' })]);
    const menus = blocks.flatMap((block) =>
      block.type === 'section' && block.accessory?.type === 'static_select'
        ? [[block.text?.text, block.accessory.action_id]]
        : [],
    );
    expect(menus).toEqual([
      ['담당', 'home-who'],
      ['유형', 'home-kind'],
      ['쇼핑몰', 'home-vendor'],
    ]);
    expect(JSON.stringify(blocks.filter(({ type }) => type === 'actions'))).not.toContain('static_select');
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

  test("keeps Slack's limits for any tickets and a hundred shops", () => {
    const shops = Array.from({ length: 120 }, (_, index) =>
      madeUpVendor({ id: `A0000${1000 + index}`, label: 'ㄱ'.repeat(40) }),
    );
    fc.assert(
      fc.property(fc.array(arbitraryTicket, { maxLength: 20 }), (tickets) => {
        const { blocks, private_metadata: metadata = '' } = build(tickets, [ko, ...shops.slice(0, 30)]);
        expect(blocks.length).toBeLessThanOrEqual(100);
        expect(metadata.length).toBeLessThanOrEqual(3000);
        for (const block of blocks)
          if (block.type === 'section') {
            expect(block.text?.text.length).toBeLessThanOrEqual(3000);
            expect(block.text?.text.length).toBeGreaterThan(0);
          }
      }),
      { numRuns: 50 },
    );
    const many = Array.from({ length: 40 }, (_, at) => madeUpTicket({ inquiryId: `${at}` }));
    const full = build(many, [ko, ...shops], { ...FIRST_FILTER, page: 1 });
    expect(full.blocks.length).toBeGreaterThan(50);
    expect(full.blocks.length).toBeLessThanOrEqual(100);
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
