import type { TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import type { ReachedStep, StepName } from '../../../../lib/domain/ticket/step.ts';
import { buildLine } from '../../../../lib/slack/card/build-line.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import written from '../../../../notifier.config.ts';
import { MINUTE, HOUR } from '../../../fixtures/domain/made-up.ts';

const TIME = '<!date^1795583820^{time}|14:17>';
const DUE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
const NAMED = '인조가죽 스커트 Khaki L · 문의번호 `1015668177` · AA몰';
const PUSH = '11/25(수) 14:17 마감 · 인조가죽 스커트 Khaki L · AA몰';
const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const duty = madeUpVendor({ mentions: { '1h': ['S0CS', 'U0LEAD'], '3h': ['S0CS'], overdue: ['here'] } });

type Tells = ReachedStep['tells'];
type About = {
  tells?: Tells;
  changes?: TicketFields;
  vendor?: VendorConfig;
  leftMs?: number;
  escalation?: boolean;
  deadline?: number;
  quietFrom?: number;
};

const lineOf = (name: StepName, about: About = {}) => {
  const {
    tells = 'team',
    changes = {},
    vendor = ko,
    leftMs = 58 * MINUTE,
    escalation = false,
    deadline = DUE_AT,
    quietFrom,
  } = about;
  const now = DUE_AT - leftMs;
  const line = { name: `${escalation ? 'escalation' : 'step'}/${name}/${deadline}`, at: now } as const;
  const step: ReachedStep = { name, deadline, at: now, tells, ...(quietFrom !== undefined && { quietFrom }) };
  const steps = [...(changes.steps ?? []), step];
  const ticket = madeUpTicket({ history: [line], ...changes, steps });
  return buildLine(ticket, line.name, vendor, { now, link: 'https://made-up.slack.com/archives/C0CS/p1' });
};
const saidBy = (name: StepName, about: About = {}): string => textsOf(lineOf(name, about).blocks)[0] ?? '';

describe('a warning shows how much time is really left (S2)', () => {
  test('the last step: red, with the meaning of the deadline, in the channel too, with its ticket named', () => {
    const line = lineOf('1h');
    expect(textsOf(line.blocks)).toEqual([
      `🔴 마감 58분 전 (${TIME}) · 미답변\n` +
        `${TIME}이 지나면 쿠팡이 자동 종료하며 24시간 내 답변으로 인정되지 않습니다.`,
      NAMED,
    ]);
    expect(line.broadcast).toBe(true);
    expect(line.text).toBe(`[미답변 · 58분 남음] ${PUSH}`);
    expect(faultsOfMessage(line)).toEqual([]);
  });

  test('the last step of a confirmation says what is lost', () => {
    const said = saidBy('1h', { leftMs: HOUR, changes: { kind: 'confirm' } });
    expect(said).toBe(`🔴 마감 1시간 전 (${TIME}) · 미확인\n${TIME} 이후에는 확인 처리할 수 없습니다.`);
  });

  test('an earlier step: yellow, only in the thread, and without the meaning of the deadline', () => {
    const line = lineOf('3h', { leftMs: 178 * MINUTE });
    expect(textsOf(line.blocks)).toEqual([`🟡 마감까지 2시간 58분 (${TIME}) · 미답변`]);
    expect(line.broadcast).toBe(false);
  });

  test('the ladder decides which step is the last; an hour before the deadline it is red anyway', () => {
    const short = madeUpVendor({ ladder: ['6h', '3h'] });
    expect(lineOf('3h', { vendor: short, leftMs: 3 * HOUR }).broadcast).toBe(true);
    expect(saidBy('3h', { vendor: short, leftMs: 3 * HOUR })).toMatch(/^🔴 마감 3시간 전/);
    const long = madeUpVendor({ ladder: ['15m', '1h'] });
    expect(lineOf('1h', { vendor: long }).broadcast).toBe(false);
    expect(saidBy('1h', { vendor: long })).toMatch(/^🔴 마감 58분 전/);
    expect(lineOf('15m', { vendor: long }).broadcast).toBe(true);
  });

  test('a deadline on another day is shown with its day', () => {
    expect(saidBy('6h', { leftMs: 15 * HOUR })).toBe(`🟡 마감까지 15시간 (${DUE}) · 미답변`);
  });

  test('a line that Slack accepted late shows no time that has passed', () => {
    expect(saidBy('1h', { leftMs: 59_999 })).toMatch(/^🔴 마감까지 1분 미만 \(/);
    expect(saidBy('1h', { leftMs: 0 })).toBe(`🔴 마감 지남 (${TIME}) · 미답변`);
    expect(lineOf('1h', { leftMs: -MINUTE }).text).toBe(`[미답변 · 마감 지남] ${PUSH}`);
  });

  test('the target is marked as the team’s own', () => {
    expect(saidBy('target', { leftMs: 20 * HOUR })).toBe(
      `🟡 팀 목표 시각 · 마감까지 20시간 (${DUE}) · 미답변\n팀이 정한 목표이며 쿠팡의 마감이 아닙니다.`,
    );
  });

  test('off-hours and a last shift in the thread', () => {
    expect(saidBy('off-hours')).toBe(`🌙 영업시간 외 접수 · ${DUE} 마감 · 다음 근무 전에 마감됩니다\n미답변`);
    expect(lineOf('off-hours').broadcast).toBe(false);
    expect(saidBy('last-shift')).toBe(
      `🌙 퇴근 전 마지막 기회 · ${DUE} 마감 · 다음 근무에는 늦거나 시간이 부족합니다\n미답변`,
    );
    expect(lineOf('last-shift').broadcast).toBe(true);
  });

  test('R16: overdue says that it is still on the list, in the channel too', () => {
    const line = lineOf('overdue', { leftMs: -10 * MINUTE });
    expect(textsOf(line.blocks)[0]).toBe(
      `⛔ 마감 지남 (${TIME}) · 아직 쿠팡 목록에 남아 있음 · WING에서 바로 답변하세요\n미답변`,
    );
    expect(line.broadcast).toBe(true);
  });

  test('R14: for a ticket gone from the lists it says so', () => {
    const changes = { state: 'unverified' } as const;
    expect(saidBy('3h', { changes, leftMs: 3 * HOUR })).toBe(
      `🟡 마감까지 3시간 (${TIME}) · 미답변\n⏳ 목록에서 사라짐 · 결과 확인 중`,
    );
    expect(saidBy('overdue', { changes, leftMs: -10 * MINUTE })).toBe(
      `⛔ 마감 지남 (${TIME}) · 목록에서 사라짐 · 결과 확인 중\n미답변`,
    );
    expect(lineOf('3h', { changes, leftMs: 3 * HOUR }).text).toBe(`[결과 확인 중 · 3시간 남음] ${PUSH}`);
  });

  test('in a digest’s thread it names its ticket', () => {
    const changes = { threadTs: '1.1' };
    expect(textsOf(lineOf('3h', { changes }).blocks).at(-1)).toBe(NAMED);
  });

  test('English means the same', () => {
    const said = (name: StepName, about: About = {}) => saidBy(name, { vendor: en, ...about });
    expect(said('1h')).toBe(
      `🔴 Due in 58 min (${TIME}) · Unanswered\n` +
        `After ${TIME} Coupang closes it, and it does not count as answered within 24 hours.`,
    );
    expect(said('3h', { leftMs: 178 * MINUTE })).toBe(`🟡 2 h 58 min until due (${TIME}) · Unanswered`);
    expect(said('overdue', { leftMs: -10 * MINUTE })).toMatch(
      /^⛔ Past due \(.*\) · still on Coupang’s list · answer it in WING now\n/,
    );
    expect(said('off-hours')).toMatch(
      /^🌙 Came outside business hours · due <!date.*>, before the next shift\n/,
    );
    expect(said('target')).toMatch(/^🟡 Team target · 58 min until due .*\nThis is the team’s own goal/);
    expect(lineOf('1h', { vendor: en }).text).toMatch(
      /^\[Unanswered · 58 min left\] due 11\/25 \(Wed\) 14:17 · /,
    );
  });
});

describe('who is mentioned by a warning (C4, S6)', () => {
  const claimed = { claimedBy: 'U0CLAIMER', claimedAt: DUE_AT - 5 * HOUR };
  const mentionsIn = (line: unknown): string[] =>
    JSON.stringify(line).match(/<@\w+>|<!(?!date)[^>]*>/g) ?? [];

  test("the step's people, if nobody has claimed it", () => {
    const line = lineOf('1h', { vendor: duty });
    expect(textsOf(line.blocks)[0]).toMatch(/ · 미답변 · <!subteam\^S0CS> <@U0LEAD>\n/);
    expect(saidBy('3h', { vendor: duty })).toMatch(/ · 미답변 · <!subteam\^S0CS>$/);
  });

  test('R23: one that mentions somebody goes to the channel too', () => {
    expect(lineOf('3h', { vendor: duty }).broadcast).toBe(true);
    expect(lineOf('3h', { changes: claimed }).broadcast).toBe(true);
    expect(lineOf('3h', { vendor: duty, tells: 'nobody', changes: claimed }).broadcast).toBe(false);
  });

  test('for a fresh claim only the claimer', () => {
    const line = lineOf('1h', { vendor: duty, tells: 'claimer', changes: claimed });
    expect(mentionsIn(line)).toEqual(['<@U0CLAIMER>']);
    expect(textsOf(line.blocks)[0]).toMatch(/ · 미답변 · 담당 <@U0CLAIMER>\n/);
  });

  test('outside of the hours nobody, and it says only whether somebody has claimed it', () => {
    const line = lineOf('1h', { vendor: duty, tells: 'nobody', changes: claimed });
    expect(mentionsIn(line)).toEqual([]);
    expect(textsOf(line.blocks)[0]).toMatch(/ · 미답변 · 담당 있음\n/);
    expect(line.broadcast).toBe(true);
  });

  test('S6: the sample configuration pings its team where the cards are, and where the lead is', () => {
    const [vendor] = parseConfig(written, 'made-up.config.ts').vendors;
    const inThread = lineOf('1h', vendor && { vendor });
    expect([mentionsIn(inThread), inThread.broadcast]).toEqual([['<!subteam^S0CS>'], true]);
    expect(mentionsIn(lineOf('1h', { ...(vendor && { vendor }), escalation: true }))).toEqual([
      '<!subteam^S0CS>',
    ]);
  });

  test.each([{ tells: 'nobody' }, { quietFrom: 0 }] as const)(
    'C4: with %j nobody, in the thread or in the step’s own channel',
    (quiet) => {
      for (const escalation of [false, true])
        expect(mentionsIn(lineOf('1h', { vendor: duty, escalation, ...quiet }))).toEqual([]);
    },
  );

  test('a claim that went stale mentions those from whom it withheld the step, and the claimer', () => {
    const deadline = DUE_AT - 3 * HOUR;
    const steps: ReachedStep[] = [{ name: '3h', deadline: DUE_AT, at: DUE_AT - 3 * HOUR, tells: 'claimer' }];
    const changes = { ...claimed, claimedAt: deadline, steps };
    const line = lineOf('stale', { deadline, vendor: duty, changes, leftMs: 58 * MINUTE });
    expect(textsOf(line.blocks)[0]).toBe(
      `🟡 담당 지정 후 2시간 2분째 처리되지 않음 · 마감까지 58분 (${TIME}) · 미답변 · 담당 <@U0CLAIMER> · <!subteam^S0CS>`,
    );
    expect(line.broadcast).toBe(true);
    const near = {
      ...changes,
      steps: [{ name: '1h', deadline: DUE_AT, at: DUE_AT - HOUR, tells: 'claimer' } as const],
    };
    expect(saidBy('stale', { deadline, vendor: duty, changes: near, leftMs: 30 * MINUTE })).toMatch(
      /^🔴 담당 지정 후 2시간 30분째 처리되지 않음 · 마감 30분 전 .*<@U0CLAIMER> · <!subteam\^S0CS> <@U0LEAD>\n/,
    );
  });

  test('for a ticket that was closed since it shows the outcome, and mentions nobody', () => {
    const changes = { ...claimed, state: 'closed', outcome: 'answered', inTime: true } as const;
    const line = lineOf('1h', { vendor: duty, changes });
    expect(textsOf(line.blocks)).toEqual(['✅ 답변 완료 · 기한 내']);
    expect(line.text).toBe(`[답변 완료] ${PUSH}`);
    expect(line.broadcast).toBe(false);
  });
});

describe('an escalation (S6)', () => {
  test('mentions, says what it is about, and links to the card', () => {
    const line = lineOf('1h', { vendor: duty, escalation: true });
    expect(textsOf(line.blocks)).toEqual([
      expect.stringMatching(/^🔴 마감 58분 전 .* · 미답변 · <!subteam\^S0CS> <@U0LEAD>\n/),
      `*마감* ${DUE}까지\n*상품* 인조가죽 스커트 Khaki L\n<https://made-up.slack.com/archives/C0CS/p1|카드 보기>`,
      expect.stringMatching(/^주문 12000012345678 · .* · AA몰$/),
      expect.stringMatching(/^문의번호 `1015668177` · .* \[WING에서 답변\]/),
    ]);
    expect(line.broadcast).toBe(false);
    expect(line.text).toBe(`[미답변 · 58분 남음] ${PUSH}`);
  });

  test('has no link if there is none', () => {
    const built = buildLine(madeUpTicket(), `escalation/1h/${DUE_AT}`, en, { now: DUE_AT - HOUR });
    expect(textsOf(built.blocks)[1]).toMatch(/\n\*Product\* 인조가죽 스커트 Khaki L$/);
  });
});
