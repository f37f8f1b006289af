import { describe, expect, test } from '@jest/globals';
import { type BlindFacts, linkedOf, memberOf } from '../../../../lib/domain/notice/notice-facts.ts';
import { buildBlindness } from '../../../../lib/slack/notices/build-blindness.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { BLIND_CAUSES } from '../../../../lib/domain/reading/vendor-state.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';

/** 14:08 in Seoul. */
const SINCE = DUE_AT - 9 * MINUTE;
const DUE_DATE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const member = (inquiryId: string) => ({ source: 'call-center', inquiryId, answerId: '1' }) as const;
const facts: BlindFacts = {
  about: 'blind',
  source: 'call-center',
  state: 'open',
  since: SINCE,
  cause: 'ip-not-allowed',
  ip: '203.0.113.7',
  deadlines: [
    { ...member('1015668177'), dueAt: DUE_AT, product: '인조가죽 스커트' },
    { ...member('2'), dueAt: DUE_AT + 30 * MINUTE },
  ],
  deadlineCount: 2,
};
const NO_CARDS = { members: [], linkTo: () => undefined };
const open = (changes: Partial<BlindFacts> = {}, vendor = ko, now = SINCE + 12 * MINUTE) =>
  buildBlindness({ ...facts, ...changes }, vendor, now, NO_CARDS);

test('D10: a notice has one of nine causes, each with its own text', () => {
  const named = new Set(BLIND_CAUSES.map((cause) => textsOf(open({ cause }, en).blocks)[1]));
  expect(named.size).toBe(9);
  for (const { blindCause } of Object.values(WORDING)) {
    const all = Object.values(blindCause);
    expect(new Set(all.map(({ name }) => name)).size).toBe(9);
    expect(new Set(all.map(({ toDo }) => toDo.join('\n'))).size).toBe(9);
  }
});

describe('blindness that lasts (D10)', () => {
  test('R27: links each deadline to its card, once there is a card', () => {
    const link = 'https://made-up.slack.com/archives/C0CS/p1';
    const cards = { members: [madeUpTicket({ answerId: '1' })], linkTo: () => link };
    const listed = textsOf(buildBlindness(facts, ko, SINCE, cards).blocks)[3];
    expect(listed?.split('\n')[1]).toBe(`${DUE_DATE} · 인조가죽 스커트 · <${link}|카드>`);
    expect(linkedOf(facts)).toEqual(facts.deadlines.map(memberOf));
  });

  test('shows the minutes at sending', () => {
    const title = (minutes: number) => textsOf(open({}, ko, SINCE + minutes * MINUTE).blocks)[0];
    expect(title(61)).toContain('쿠팡 조회 중단 1시간 1분째');
    expect(textsOf(open({}, en).blocks)[0]).toBe(
      '⚠️ Coupang not read for 12 min · AA몰 · new inquiries do not appear',
    );
  });

  test('counts the deadlines after the ten listed, and states if there is none', () => {
    const deadlines = Array.from({ length: 10 }, (_, at) => ({
      ...member(String(at)),
      dueAt: DUE_AT + at * MINUTE,
      product: 'x',
    }));
    const listed = textsOf(open({ deadlines, deadlineCount: 13 }).blocks)
      .slice(3, -1)
      .join('\n');
    expect(listed).toMatch(/^중단 중이거나 1시간 안에 마감되는 문의 13건\n[^]* · x · 문의번호 `9`\n외 3건$/);
    expect(listed.match(/<!date/g)).toHaveLength(10);
    const english = textsOf(open({ deadlines, deadlineCount: 13 }, en).blocks)
      .slice(3, -1)
      .join('\n');
    expect(english).toMatch(/^13 deadlines in this time and within the next hour\n[^]*\n\+3 more$/);
    const none = open({ deadlines: [], deadlineCount: 0 });
    expect(textsOf(none.blocks)[3]).toBe('중단 중이거나 1시간 안에 마감되는 문의 없음');
    expect(none.text).toContain('마감 0건');
  });
});
