import { describe, expect, test } from '@jest/globals';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import { type ReachedStep, STEP_NAMES, type StepName } from '../../../../lib/domain/ticket/step.ts';
import type { LineName } from '../../../../lib/domain/ticket/ticket.ts';
import { buildLine } from '../../../../lib/slack/card/build-line.ts';
import { pushText } from '../../../../lib/slack/card/push-text.ts';
import { HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { type TicketFields, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';

const TIME = '<!date^1795583820^{time}|14:17>';
const DUE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
const PUSH = '11/25(수) 14:17 마감 · 인조가죽 스커트 Khaki L · AA몰';
const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const duty = madeUpVendor({ mentions: { '1h': ['S0CS', 'U0LEAD'], '3h': ['S0CS'], overdue: ['here'] } });
const MENTIONING = {
  mentionOnNew: ['S0CONFIGURED'],
  offHours: { mention: ['S0CONFIGURED'] },
  mentions: Object.fromEntries(
    ['target', '6h', '3h', '1h', '15m', 'last-shift', 'overdue'].map((name) => [name, ['S0CONFIGURED']]),
  ),
};
const LINES: LineName[] = [
  'changed-2',
  'closed-3',
  'reopened-4',
  'breach',
  ...STEP_NAMES.flatMap((name) => [`step/${name}/${DUE_AT}`, `escalation/${name}/${DUE_AT}`] as const),
];

const plainLine = (name: LineName, changes: TicketFields, vendor = ko) =>
  buildLine(madeUpTicket(changes), name, vendor, { now: DUE_AT });

describe('a line of the thread', () => {
  test('R29: shows the text of an act that was given up, to copy, and that of a later act does not', () => {
    const history = [
      { name: 'act-2', at: NOW, deed: { did: 'not-done', press: 'press-1', by: 'U0CS' } } as const,
    ];
    const texts = (act: Partial<Act>) => textsOf(plainLine('act-2', { history, act: makeAct(act) }).blocks);
    const headline =
      '⚠️ Slack 처리 기능이 꺼져 <@U0CS>님의 처리를 쿠팡에 보내지 않았습니다. WING에서 처리하세요.';
    expect(texts({ progress: 'told' })).toEqual([headline, '> 지어낸 답변입니다.']);
    expect(texts({ progress: 'asked', id: 'press-2' })).toEqual([headline]);
    expect(texts({ progress: 'asked' })).toEqual([headline]);
  });

  test('R15: mentions the same people for a re-opening as a new card', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['S0CS', 'U0CS'] });
    expect(textsOf(plainLine('reopened-4', {}, vendor).blocks)[0]).toMatch(/\n<!subteam\^S0CS> <@U0CS>$/);
  });

  test('R16: mentions nobody for a breach', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['here'] });
    const line = plainLine('breach', { state: 'closed', outcome: 'auto-closed' }, vendor);
    expect(JSON.stringify(line)).not.toMatch(/<@|<!(?!date)/);
  });

  test('shows the last warning of a breach, and whether somebody had claimed the ticket, without a mention', () => {
    const warned: ReachedStep = { name: '1h', deadline: DUE_AT, at: DUE_AT - 3_600_000, tells: 'team' };
    const changes: TicketFields = {
      state: 'closed',
      outcome: 'auto-closed',
      steps: [warned],
      claimedBy: 'U0CS',
    };
    const about = textsOf(plainLine('breach', changes).blocks).at(-2);
    expect(about).toMatch(/^담당 있음 · 마지막 알림 <!date\^1795580220\^\{time\}\|13:17> · 주문/);
  });

  test('S5: shows who answered for a closing, and a hostile login as text', () => {
    const changes = { state: 'closed', outcome: 'answered', answeredBy: '<!here>\n`cs01`' } as const;
    expect(textsOf(plainLine('closed-3', changes).blocks)).toEqual([
      '✅ 답변 완료 · 답변자 &lt;!here&gt; ˋcs01ˋ',
    ]);
  });

  test('R24: names its ticket in a list’s thread, without markup in the name', () => {
    const changes = { threadTs: '1.1', product: '<!here> `x`', inquiryId: '7' };
    const named = textsOf(plainLine('reopened-4', changes).blocks);
    expect(named.at(-1)).toBe('&lt;!here&gt; ˋxˋ · 문의번호 `7`');
    expect(textsOf(plainLine('closed-3', { ...changes, product: '' }, en).blocks).at(-1)).toBe('inquiry `7`');
    expect(textsOf(plainLine('breach', changes).blocks)).toHaveLength(3);
    expect(textsOf(plainLine('reopened-4', {}).blocks)).toHaveLength(1);
  });

  test.each(['ko', 'en', 'zh-TW'] as const)(
    'C6: with the longest texts is accepted by Slack like every escalation, and contains nothing hostile, in %s',
    (language) => {
      const long = '<!here> "&" `x`\n'.repeat(400);
      const hostile = { product: long, text: long, category: long, inquiryId: long, claimedBy: long };
      const vendor = madeUpVendor({ language, label: long.slice(0, 40), ...MENTIONING });
      const link = 'https://made-up.slack.com/archives/C0CS/p1?thread_ts=1.1&cid=C0CS';
      for (const name of LINES) {
        const { broadcast: _, ...line } = buildLine(madeUpTicket(hostile), name, vendor, { now: NOW, link });
        expect([name, faultsOfMessage(line)]).toEqual([name, []]);
      }
    },
  );

  test.each(LINES)('R16: mentions nobody for a closed ticket: %s', (name) => {
    const closed = madeUpTicket({
      state: 'closed',
      claimedBy: 'U0CLAIMER',
      steps: STEP_NAMES.map((step) => ({ name: step, deadline: DUE_AT, at: DUE_AT - HOUR, tells: 'team' })),
    });
    const line = buildLine(closed, name, madeUpVendor(MENTIONING), { now: DUE_AT - HOUR });
    expect(JSON.stringify(line)).not.toMatch(/<@|<!(?!date)/);
  });
});

type Audience = ReachedStep['tells'];
type About = {
  tells?: Audience;
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
const firstTextOf = (name: StepName, about: About = {}): string =>
  textsOf(lineOf(name, about).blocks)[0] ?? '';

describe('a warning (S2)', () => {
  test('the ladder decides which step is the last, and an hour before the deadline any step is red', () => {
    const short = madeUpVendor({ ladder: ['6h', '3h'] });
    expect(lineOf('3h', { vendor: short, leftMs: 3 * HOUR }).broadcast).toBe(true);
    expect(firstTextOf('3h', { vendor: short, leftMs: 3 * HOUR })).toMatch(/^🔴 마감 3시간 전/);
    const long = madeUpVendor({ ladder: ['15m', '1h'] });
    expect(lineOf('1h', { vendor: long }).broadcast).toBe(false);
    expect(firstTextOf('1h', { vendor: long })).toMatch(/^🔴 마감 1시간 전/);
    expect(lineOf('15m', { vendor: long }).broadcast).toBe(true);
  });

  test('names its step’s own time while the real one is near it, in the thread and in the push', () => {
    expect(firstTextOf('3h', { leftMs: 3 * HOUR + 75_000 })).toMatch(/^🟡 마감까지 3시간 \(/);
    expect(firstTextOf('3h', { leftMs: 2 * HOUR + 55 * MINUTE })).toMatch(/^🟡 마감까지 3시간 \(/);
    expect(lineOf('3h', { leftMs: 2 * HOUR + 58 * MINUTE }).text).toBe(`[미답변 · 3시간 남음] ${PUSH}`);
    expect(firstTextOf('15m', { leftMs: 14 * MINUTE })).toMatch(/^🔴 마감 15분 전/);
  });

  test('that is posted late names the time that is really left', () => {
    expect(firstTextOf('3h', { leftMs: 2 * HOUR + 54 * MINUTE })).toMatch(/^🟡 마감까지 2시간 54분 \(/);
    expect(lineOf('3h', { leftMs: 90 * MINUTE }).text).toBe(`[미답변 · 1시간 30분 남음] ${PUSH}`);
    expect(firstTextOf('15m', { leftMs: 13 * MINUTE })).toMatch(/^🔴 마감 13분 전/);
  });

  test('without a time of its own names the real one, from an hour on in whole five minutes', () => {
    expect(firstTextOf('target', { leftMs: 20 * HOUR + 75_000 })).toMatch(/ · 마감까지 20시간 \(/);
    expect(firstTextOf('target', { leftMs: 58 * MINUTE })).toMatch(/ · 마감까지 58분 \(/);
  });

  test('a deadline on another day is shown with its day', () => {
    expect(firstTextOf('6h', { leftMs: 15 * HOUR })).toBe(`🟡 마감까지 15시간 (${DUE}) · 미답변`);
  });

  test('a line that Slack accepted late shows no time that has passed', () => {
    expect(firstTextOf('1h', { leftMs: 59_999 })).toMatch(/^🔴 마감까지 1분 미만 \(/);
    expect(firstTextOf('1h', { leftMs: 0 })).toBe(`⛔ 마감 지남 (${TIME}) · 미답변`);
    expect(lineOf('1h', { leftMs: -MINUTE }).text).toBe(`[미답변 · 마감 지남] ${PUSH}`);
  });
});

describe('a warning mentions (C4, S6)', () => {
  const claimed = { claimedBy: 'U0CLAIMER', claimedAt: DUE_AT - 5 * HOUR };
  const mentionsIn = (line: unknown): string[] =>
    JSON.stringify(line).match(/<@\w+>|<!(?!date)[^>]*>/g) ?? [];

  test('only the claimer if the claim is fresh', () => {
    const line = lineOf('1h', { vendor: duty, tells: 'claimer', changes: claimed });
    expect(mentionsIn(line)).toEqual(['<@U0CLAIMER>']);
    expect(textsOf(line.blocks)[0]).toMatch(/ · 미답변 · 담당 <@U0CLAIMER>\n/);
  });

  test('nobody outside of the hours, and states only whether somebody has claimed it', () => {
    const line = lineOf('1h', { vendor: duty, tells: 'nobody', changes: claimed });
    expect(mentionsIn(line)).toEqual([]);
    expect(textsOf(line.blocks)[0]).toMatch(/ · 미답변 · 담당 있음\n/);
    expect(line.broadcast).toBe(true);
  });

  test('the people from whom a stale claim withheld the step, and the claimer', () => {
    const deadline = DUE_AT - 3 * HOUR;
    const steps: ReachedStep[] = [{ name: '3h', deadline: DUE_AT, at: DUE_AT - 3 * HOUR, tells: 'claimer' }];
    const changes = { ...claimed, claimedAt: deadline, steps };
    const line = lineOf('stale', { deadline, vendor: duty, changes, leftMs: 58 * MINUTE });
    expect(textsOf(line.blocks)[0]).toBe(
      `🟡 담당 지정 후 2시간째 처리되지 않음 · 마감까지 58분 (${TIME}) · 미답변 · 담당 <@U0CLAIMER> · <!subteam^S0CS>`,
    );
    expect(line.broadcast).toBe(true);
    const near = {
      ...changes,
      steps: [{ name: '1h', deadline: DUE_AT, at: DUE_AT - HOUR, tells: 'claimer' } as const],
    };
    expect(firstTextOf('stale', { deadline, vendor: duty, changes: near, leftMs: 30 * MINUTE })).toMatch(
      /^🔴 담당 지정 후 2시간 30분째 처리되지 않음 · 마감 30분 전 .*<@U0CLAIMER> · <!subteam\^S0CS> <@U0LEAD>\n/,
    );
  });
});

describe('an escalation (S6)', () => {
  test('has no link if there is none', () => {
    const built = buildLine(madeUpTicket(), `escalation/1h/${DUE_AT}`, en, { now: DUE_AT - HOUR });
    expect(textsOf(built.blocks)[1]).toMatch(/\n\*Product\* 인조가죽 스커트 Khaki L$/);
  });
});

describe('the push (C1)', () => {
  test('the time is the market’s, not the machine’s', () => {
    expect(pushText(madeUpTicket({ market: 'TW' }), ko)).toContain('11/25(수) 13:17');
  });

  test('a long product is cut, the shop stays', () => {
    const push = pushText(madeUpTicket({ product: '인조가죽 스커트 '.repeat(20) }), ko);
    expect(push).toHaveLength(80);
    expect(push).toMatch(/… · AA몰$/);
  });

  test('without a product the shop follows the time', () => {
    const ticket = withoutFields(madeUpTicket(), 'product');
    expect(pushText(ticket, ko)).toBe('[미답변] 11/25(수) 14:17 마감 · AA몰');
  });
});
