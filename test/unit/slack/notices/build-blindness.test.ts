import { describe, expect, test } from '@jest/globals';
import { type BlindFacts, linkedOf, memberOf } from '../../../../lib/domain/notice/notice.ts';
import { buildBlindness } from '../../../../lib/slack/notices/build-blindness.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import { BLIND_CAUSES } from '../../../../lib/domain/reading/vendor-state.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';

/** 14:08 in Seoul. */
const SINCE = DUE_AT - 9 * MINUTE;
const SINCE_DATE = '<!date^1795583280^{date_short_pretty} {time}|11/25(수) 14:08>';
const DUE_DATE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const member = (inquiryId: string) => ({ source: 'call-center', inquiryId, answerId: '1' }) as const;
const facts: BlindFacts = {
  about: 'blind',
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

describe('blindness that lasts (D10)', () => {
  test('says how long, why, what to do and which deadlines pass', () => {
    expect(textsOf(open().blocks)).toEqual([
      '⚠️ 쿠팡 조회 중단 12분째 · AA몰 · 새 문의가 올라오지 않습니다',
      `중단: ${SINCE_DATE}부터\n원인: 등록되지 않은 IP \`203.0.113.7\``,
      '지금은 WING &gt; 고객센터 문의를 직접 확인하세요.\n' +
        '조치: WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API &gt; 수정에서 IP 추가 (반영 최대 30분)\n' +
        '키는 재발급하지 말고, 쓰고 있는 키에 IP만 추가하세요 (최대 10개).',
      `이 동안과 앞으로 1시간 안 마감 2건\n${DUE_DATE} · 인조가죽 스커트 · 문의번호 \`1015668177\`\n` +
        '<!date^1795585620^{date_short_pretty} {time}|11/25(수) 14:47> · 문의번호 `2`',
      '[WING 열기](https://wing.coupang.com/tenants/cs/csinquiry)',
    ]);
  });

  test('R27: each deadline links to its card, once there is one', () => {
    const link = 'https://made-up.slack.com/archives/C0CS/p1';
    const cards = { members: [madeUpTicket({ answerId: '1' })], linkTo: () => link };
    const listed = textsOf(buildBlindness(facts, ko, SINCE, cards).blocks)[3];
    expect(listed?.split('\n')[1]).toBe(`${DUE_DATE} · 인조가죽 스커트 · <${link}|카드>`);
    expect(linkedOf(facts)).toEqual(facts.deadlines.map(memberOf));
  });

  test('its push text says how long, why, what is due and where to look', () => {
    expect(open().text).toBe(
      '[조회 중단] 12분째 · 등록되지 않은 IP · 마감 2건 · WING을 직접 확인하세요 · AA몰',
    );
    expect(open({}, en).text).toBe(
      '[Not reading] for 12 min · unregistered IP · 2 due · look in WING · AA몰',
    );
  });

  test('the minutes are those at sending', () => {
    const title = (minutes: number) => textsOf(open({}, ko, SINCE + minutes * MINUTE).blocks)[0];
    expect(title(61)).toContain('쿠팡 조회 중단 1시간 1분째');
    expect(textsOf(open({}, en).blocks)[0]).toBe(
      '⚠️ Coupang not read for 12 min · AA몰 · new inquiries do not appear',
    );
  });

  test('deadlines after the ten listed ones are counted, and having none is said too', () => {
    const deadlines = Array.from({ length: 10 }, (_, at) => ({
      ...member(String(at)),
      dueAt: DUE_AT + at * MINUTE,
      product: 'x',
    }));
    const listed = textsOf(open({ deadlines, deadlineCount: 13 }).blocks)
      .slice(3, -1)
      .join('\n');
    expect(listed).toMatch(/^이 동안과 앞으로 1시간 안 마감 13건\n[^]* · x · 문의번호 `9`\n외 3건$/);
    expect(listed.match(/<!date/g)).toHaveLength(10);
    const english = textsOf(open({ deadlines, deadlineCount: 13 }, en).blocks)
      .slice(3, -1)
      .join('\n');
    expect(english).toMatch(/^13 deadlines in this time and within the next hour\n[^]*\n\+3 more$/);
    const none = open({ deadlines: [], deadlineCount: 0 });
    expect(textsOf(none.blocks)[3]).toBe('이 동안과 앞으로 1시간 안 마감 없음');
    expect(none.text).toContain('마감 0건');
  });

  test('partly read lists do not claim that nothing appears', () => {
    expect(textsOf(open({ cause: 'incomplete' }).blocks)[0]).toMatch(
      / · 일부 문의가 올라오지 않을 수 있습니다$/,
    );
  });
});

describe('every cause has its own text and advice, in all languages (D10)', () => {
  test.each(BLIND_CAUSES)('%s', (cause) => {
    const { ip: _, ...withoutIp } = facts;
    for (const vendor of [ko, en, madeUpVendor({ language: 'zh-TW' })]) {
      const notice = buildBlindness({ ...withoutIp, cause }, vendor, SINCE + 12 * MINUTE, NO_CARDS);
      expect(faultsOfMessage(notice)).toEqual([]);
      const texts = WORDING[vendor.language];
      const { name, toDo } = texts.blindCause[cause];
      const [, why = '', what = ''] = textsOf(notice.blocks);
      expect(why.split('\n')[1]).toBe(texts.notice.cause(name));
      expect(what.split('\n')).toEqual([texts.notice.lookInWing, ...toDo]);
      expect(notice.text).toContain(` · ${name} · `);
      // The main thing, in case Slack refuses the blocks.
      expect(notice.text).toContain(texts.notice.lookInWingShort);
    }
  });

  test('no two share a text', () => {
    for (const { blindCause } of Object.values(WORDING)) {
      const all = Object.values(blindCause);
      expect(new Set(all.map(({ name }) => name)).size).toBe(BLIND_CAUSES.length);
      expect(new Set(all.map(({ toDo }) => toDo.join('\n'))).size).toBe(BLIND_CAUSES.length);
    }
  });
});

describe('blindness that is over', () => {
  const over = { state: 'over', until: SINCE + 24 * MINUTE } as const;

  test('says from when to when, how long and why, and asks for nothing', () => {
    const notice = open(over);
    expect(textsOf(notice.blocks)).toEqual([
      '☑️ 조회 정상화 · 24분 중단 · AA몰',
      `${SINCE_DATE}부터 <!date^1795584720^{date_short_pretty} {time}|11/25(수) 14:32>까지\n` +
        '원인: 등록되지 않은 IP `203.0.113.7`',
    ]);
    expect(notice.text).toBe('[조회 정상화] 11/25(수) 14:32 · 24분 중단 · 등록되지 않은 IP · AA몰');
    expect(open(over, en).text).toBe(
      '[Back to normal] 11/25 (Wed) 14:32 · blind for 24 min · unregistered IP · AA몰',
    );
  });
});
