import { describe, expect, test } from '@jest/globals';
import {
  type BlindFacts,
  linkedOf,
  memberOf,
  type NoticeFacts,
} from '../../../../lib/domain/notice/notice-facts.ts';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import { BLIND_CAUSES } from '../../../../lib/domain/reading/vendor-state.ts';
import { type ReachedStep, STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import { buildBlindness } from '../../../../lib/slack/notices/build-blindness.ts';
import { buildNotice } from '../../../../lib/slack/notices/build-notice.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';

describe('any notice', () => {
  /** 14:32 in Seoul. */
  const UNTIL = DUE_AT + 15 * MINUTE;
  const SINCE = UNTIL - 24 * MINUTE;
  /** As long as Slack's own links are. */
  const LINK =
    'https://made-up.slack.com/archives/C0123456789/p1795583820000100?thread_ts=1795583800.000100&cid=C0123456789';
  const ko = madeUpVendor();
  const noticeOf = (facts: NoticeFacts): Notice => makeNotice(`blind/call-center/${SINCE}`, facts);

  test('R22: states that it replaces another notice, with a link if there is one', () => {
    const notice = withFields(noticeOf({ about: 'unusable', status: 'TRANSFER', count: 1, problem: 'x' }), {
      replaced: { channel: 'C0CS', ts: '1.1' },
    });
    const context = { vendor: ko, now: UNTIL, members: [madeUpTicket()] };
    expect(textsOf(buildNotice(notice, context).blocks).at(-1)).toBe(
      '↪️ 더 이상 수정할 수 없는 이전 메시지를 대신합니다.',
    );
    const back = 'https://made-up.slack.com/archives/C0CS/p1';
    expect(textsOf(buildNotice(notice, { ...context, back }).blocks).at(-1)).toBe(
      `↪️ 더 이상 수정할 수 없는 이전 메시지를 대신합니다. <${back}|이전 메시지>`,
    );
  });

  test('C6: fits into one message with twenty lines of the longest texts, or counts them', () => {
    const long = `"\\&<`.repeat(400);
    const steps = STEP_NAMES.map((name, at): ReachedStep => ({ name, deadline: DUE_AT, at: SINCE + at }));
    const ticket = madeUpTicket({
      product: long,
      inquiryId: long,
      claimedBy: long,
      state: 'unverified',
      steps,
    });
    const members = Array.from({ length: 25 }, () => ticket);
    const listed = { count: 25, lines: members.map(({ key, facts }) => ({ ...key, ...facts })) };
    const [endsAt, nextEndsAt] = [SINCE, UNTIL];
    const notices: NoticeFacts[] = [
      { about: 'list', of: 'new', members: [], by: UNTIL },
      { about: 'last-shift', members: [], endsAt, nextShiftAt: UNTIL },
      { about: 'opening', members: [], since: SINCE, until: UNTIL },
      { about: 'hand-over', endsAt, nextEndsAt, unclaimed: listed, claimed: listed, dueSoon: listed },
    ];
    for (const language of ['ko', 'en', 'zh-TW'] as const)
      for (const facts of notices) {
        const vendor = madeUpVendor({ language, label: long.slice(0, 40) });
        const message = buildNotice(noticeOf(facts), { vendor, now: UNTIL, members, linkTo: () => LINK });
        expect(faultsOfMessage(message)).toEqual([]);
        expect(textsOf(message.blocks).join('\n')).toMatch(/외 \d+건|\+\d+ more|還有 \d+ 件/);
      }
  });
});

describe('blindness that lasts (D10)', () => {
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
    const none = open({ deadlines: [], deadlineCount: 0 });
    expect(textsOf(none.blocks)[3]).toBe('중단 중이거나 1시간 안에 마감되는 문의 없음');
    expect(none.text).toContain('마감 0건');
  });

  test('D10: a notice has one of nine causes, each with its own text', () => {
    const named = new Set(BLIND_CAUSES.map((cause) => textsOf(open({ cause }, en).blocks)[1]));
    expect(named.size).toBe(9);
    for (const { blindCause } of Object.values(WORDING)) {
      const all = Object.values(blindCause);
      expect(new Set(all.map(({ name }) => name)).size).toBe(9);
      expect(new Set(all.map(({ toDo }) => toDo.join('\n'))).size).toBe(9);
    }
  });
});
