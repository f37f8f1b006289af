import { describe, expect, test } from '@jest/globals';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import {
  type HandOverFacts,
  type LastShiftFacts,
  type ListFacts,
  type OpeningFacts,
  type OpenLine,
  type BlindFacts,
  linkedOf,
  memberOf,
  type NoticeFacts,
} from '../../../../lib/domain/notice/notice-facts.ts';
import type { ListSort } from '../../../../lib/domain/ticket/line.ts';
import { type ReachedStep, STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildAlertList } from '../../../../lib/slack/notices/build-alert-list.ts';
import { buildHandOver } from '../../../../lib/slack/notices/build-hand-over.ts';
import { buildLastShift } from '../../../../lib/slack/notices/build-last-shift.ts';
import { buildNewList } from '../../../../lib/slack/notices/build-new-list.ts';
import { buildOpening } from '../../../../lib/slack/notices/build-opening.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { type TicketFields, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import { BLIND_CAUSES } from '../../../../lib/domain/reading/vendor-state.ts';
import { buildBlindness } from '../../../../lib/slack/notices/build-blindness.ts';
import { buildNotice } from '../../../../lib/slack/notices/build-notice.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';

describe('a list of new tickets (D5, D6, R24)', () => {
  const ko = madeUpVendor();
  const en = madeUpVendor({ language: 'en' });
  const listOf = (members: Ticket[], vendor = ko) =>
    buildNewList(members, { vendor, now: DUE_AT - HOUR, linkTo: () => undefined });
  /** This many tickets. The last one is due first. */
  const many = (count: number): Ticket[] =>
    Array.from({ length: count }, (_, at) =>
      madeUpTicket({ inquiryId: `${count - at}`, dueAt: DUE_AT + (count - at) * HOUR }),
    );

  const reply = madeUpTicket({ dueAt: DUE_AT + HOUR });
  const confirm = madeUpTicket({ inquiryId: '2', kind: 'confirm' });
  const answered = madeUpTicket({
    inquiryId: '3',
    dueAt: DUE_AT - HOUR,
    state: 'closed',
    outcome: 'answered',
  });

  test('links to each card that is in its thread', () => {
    const shown = withFields(reply, { channel: 'C0CS', ts: '1.2', threadTs: '1.1' });
    const link = 'https://made-up.slack.com/archives/C0CS/p12';
    const linkTo = ({ ts }: { ts?: string }) => (ts === undefined ? undefined : link);
    const [, lines] = textsOf(buildNewList([shown, confirm], { vendor: ko, now: DUE_AT, linkTo }).blocks);
    expect(lines).toMatch(/인조가죽 스커트 Khaki L · 문의번호 `2`\n/);
    expect(lines).toContain(`인조가죽 스커트 Khaki L · <${link}|카드>`);
  });

  test('shows twenty tickets, the first by deadline, and the number of the others', () => {
    const linesOf = (count: number): string[] =>
      textsOf(listOf(many(count)).blocks)
        .slice(1, -1)
        .flatMap((text) => text.split('\n'));
    expect(linesOf(20)).toHaveLength(20);
    const lines = linesOf(23);
    expect(lines).toHaveLength(21);
    expect(lines.map((line) => /`(\d+)`$/.exec(line)?.[1])).toEqual([
      ...Array.from({ length: 20 }, (_, at) => `${at + 1}`),
      undefined,
    ]);
    expect(lines.at(-1)).toBe('외 3건');
    expect(textsOf(listOf(many(21), en).blocks)).toContain('+1 more');
  });

  test('C4: mentions the people of a new card once, while one ticket is open', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['S0CS', 'U0CS'] });
    const mentions = (members: Ticket[]) =>
      JSON.stringify(listOf(members, vendor)).match(/<!subteam\^S0CS> <@U0CS>/g) ?? [];
    expect(mentions([reply, confirm, answered])).toHaveLength(1);
    expect(mentions([answered])).toHaveLength(0);
    expect(JSON.stringify(listOf([reply]))).not.toMatch(/<@|<!(?!date)/);
  });
});

describe('many warnings in one message (R24)', () => {
  const AT = DUE_AT - HOUR;
  const link = 'https://made-up.slack.com/archives/C0CS/p1';
  const vendor = madeUpVendor({ mentions: { '1h': ['S0CS', 'U0LEAD'] } });

  /** Warned of an hour before, by a list. */
  const warned = (inquiryId: string, changes: TicketFields = {}): Ticket => {
    const dueAt = changes.dueAt ?? DUE_AT;
    return madeUpTicket({
      inquiryId,
      steps: [{ name: '1h', deadline: dueAt, at: AT, tells: 'team' }],
      history: [{ name: `step/1h/${dueAt}`, at: AT }],
      posted: { [`step/1h/${dueAt}`]: 'in/made-up' },
      ...changes,
    });
  };
  const build = (members: Ticket[], of: ListSort = 'step/1h', team = vendor, now = AT) => {
    const facts: ListFacts = { about: 'list', of, members: [], by: DUE_AT };
    const list = { ...makeNotice('list/made-up', facts), facts };
    return buildAlertList(list, members, { vendor: team, now, linkTo: () => link });
  };

  const soon = warned('1');
  const later = warned('2', { dueAt: DUE_AT + MINUTE, kind: 'confirm' });

  test('S6: mentions the claimers of tickets for which the list has no room', () => {
    const own = Array.from({ length: 22 }, (_, index) => {
      const dueAt = DUE_AT + index * MINUTE;
      const claimedBy = index < 20 ? 'U0FIRST' : 'U0LAST';
      const steps = [{ name: '1h', deadline: dueAt, at: AT, tells: 'claimer' } as const];
      return warned(String(index), { dueAt, claimedBy, claimedAt: AT - MINUTE, steps });
    });
    const texts = textsOf(build(own).blocks);
    expect(texts.filter((text) => text === '<@U0LAST>')).toHaveLength(1);
    expect(texts.slice(3).join()).not.toContain('U0FIRST');
    expect(textsOf(build(own, 'step/1h', vendor, DUE_AT + HOUR).blocks).join()).toContain('U0LAST');
  });

  test('names the step’s own time in title and push while the latest deadline is near it', () => {
    const { text, blocks } = build([soon, later], 'step/1h', vendor, DUE_AT - HOUR + MINUTE);
    expect(textsOf(blocks)[0]).toBe('🔴 1시간 안에 마감 2건 · AA몰');
    expect(text).toMatch(/^\[마감 1시간 전\] 2건/);
  });

  test('shows the time that is really left until the latest deadline of a late list', () => {
    const titleAt = (now: number) => textsOf(build([soon, later], 'step/1h', vendor, now).blocks)[0];
    expect(titleAt(DUE_AT - 4 * HOUR)).toBe('🔴 4시간 1분 안에 마감 2건 · AA몰');
    expect(titleAt(DUE_AT - 40 * MINUTE - 1)).toBe('🔴 42분 안에 마감 2건 · AA몰');
    const { text, blocks } = build([soon, later], 'step/1h', vendor, DUE_AT + HOUR);
    expect(textsOf(blocks).slice(0, 1)).toEqual(['⛔ 마감 지남 2건 · AA몰']);
    expect(textsOf(blocks).join()).not.toContain('마감이 지나면');
    expect(text).toBe('[마감 지남] 2건 · AA몰');
  });

  test('explains each kind', () => {
    const confirm = warned('3', { kind: 'confirm' });
    const adviceOf = (members: Ticket[], of: ListSort, now = AT) =>
      textsOf(build(members, of, madeUpVendor(), now).blocks)[2];
    expect(adviceOf([confirm], 'step/1h')).toBe('마감이 지나면 확인 처리할 수 없습니다.');
    expect(adviceOf([soon], 'step/1h')).toMatch(/^마감이 지나면 쿠팡이 자동 종료/);
    const past = DUE_AT + HOUR;
    expect(adviceOf([soon], 'step/overdue', past)).toBe('WING에서 바로 답변하세요.');
    expect(adviceOf([confirm], 'step/overdue', past)).toBe(
      '마감이 지나 확인 처리가 되지 않을 수 있습니다. WING에서 상태를 보세요.',
    );
    expect(adviceOf([soon, confirm], 'step/overdue', past)).toBe(
      '*미답변* WING에서 바로 답변하세요.\n*미확인* 마감이 지나 확인 처리가 되지 않을 수 있습니다. WING에서 상태를 보세요.',
    );
  });

  test('S6: names the claimers, and the team only if a ticket of the team is in the list', () => {
    const claim: TicketFields = {
      claimedBy: 'U0CS',
      claimedAt: AT - MINUTE,
      steps: [{ name: '1h', deadline: DUE_AT, at: AT, tells: 'claimer' }],
    };
    const own = textsOf(build([warned('1', claim)]).blocks);
    expect(own[1]).toContain('담당 <@U0CS>');
    expect(own.join()).not.toContain('S0CS');
    expect(textsOf(build([warned('1', claim), later]).blocks).join()).toContain('<!subteam^S0CS>');
  });

  test('C4: mentions nobody outside of the hours', () => {
    const night: TicketFields = { steps: [{ name: '1h', deadline: DUE_AT, at: AT, tells: 'nobody' }] };
    expect(JSON.stringify(build([warned('1', { ...night, claimedBy: 'U0CS' })]))).not.toMatch(
      /<@|<!(?!date)/,
    );
  });

  test('S6: mentions nobody in the list of the step’s own channel, since the other list does', () => {
    const both = warned('1', {
      history: [
        { name: `step/1h/${DUE_AT}`, at: AT },
        { name: `escalation/1h/${DUE_AT}`, at: AT },
      ],
      posted: { [`step/1h/${DUE_AT}`]: 'in/made-up', [`escalation/1h/${DUE_AT}`]: 'in/made-up' },
    });
    expect(JSON.stringify(build([both]))).toContain('S0CS');
    expect(JSON.stringify(build([both], 'escalation/1h'))).not.toContain('S0CS');
  });

  test('shows twenty of three hundred, and how many more there are', () => {
    const many = Array.from({ length: 300 }, (_, index) => warned(String(index)));
    const message = build(many, 'step/1h', madeUpVendor());
    expect(textsOf(message.blocks)).toContain('외 280건');
    expect(faultsOfMessage(message)).toEqual([]);
  });
});

describe('the last chance of a shift (S4)', () => {
  /** Friday 2026-11-27, 18:00 in Seoul; Monday 09:00. */
  const ENDS_AT = Date.UTC(2026, 10, 27, 9, 0);
  const NEXT_AT = Date.UTC(2026, 10, 30, 0, 0);
  const facts: LastShiftFacts = { about: 'last-shift', members: [], endsAt: ENDS_AT, nextShiftAt: NEXT_AT };
  const link = 'https://made-up.slack.com/archives/C0CS/p1';
  const vendor = madeUpVendor({ mentions: { 'last-shift': ['S0CS'] } });
  const build = (members: Ticket[], of = vendor, more: LastShiftFacts = facts, now = ENDS_AT - 1) =>
    buildLastShift(more, members, { vendor: of, now, linkTo: () => link });

  const claim = (claimedBy: string) => ({ claimedBy, claimedAt: DUE_AT - HOUR });
  const saturday = madeUpTicket({ dueAt: DUE_AT + 60.9 * HOUR, ...claim('U0CLAIMER') });
  const confirm = madeUpTicket({ inquiryId: '2', kind: 'confirm', dueAt: DUE_AT + 59 * HOUR });

  test('mentions the claimers of tickets for which the list has no room, but not after the shift', () => {
    const many = Array.from({ length: 22 }, (_, index) => {
      const by = index < 20 ? 'U0FIRST' : 'U0LAST';
      return madeUpTicket({ inquiryId: String(index), dueAt: DUE_AT + index * HOUR, ...claim(by) });
    });
    const closed = many.map((ticket) => withFields(ticket, { state: 'closed' as const }));
    const textOf = (members: Ticket[], now?: number) =>
      textsOf(build(members, vendor, facts, now).blocks).join();
    expect(textOf(many)).toContain('<@U0LAST>');
    expect(textOf(many, ENDS_AT)).not.toContain('U0LAST');
    expect(textOf(closed)).not.toContain('U0LAST');
  });

  test('has the inquiry’s number in a line without a link', () => {
    expect(
      textsOf(buildLastShift(facts, [confirm], { vendor, now: 0, linkTo: () => undefined }).blocks)[1],
    ).toMatch(/ · 문의번호 `2`$/);
  });

  test('shows the next shift with its date if its weekday may be another week’s, and omits an unknown next shift', () => {
    const { nextShiftAt: _, ...unknown } = facts;
    expect(textsOf(build([confirm], vendor, unknown).blocks)[0]).toBe(
      '🟡 퇴근 전 마지막 기회 1건 · 다음 근무에는 늦거나 시간이 부족합니다',
    );
    const far = { ...facts, nextShiftAt: NEXT_AT + 7 * 24 * HOUR };
    expect(textsOf(build([confirm], vendor, far).blocks)[0]).toContain('다음 근무(12/07(월) 09:00)');
  });

  test('C4: is shown after the end of its shift, but mentions nobody', () => {
    const late = build([saturday, confirm], vendor, facts, ENDS_AT);
    expect(JSON.stringify(late)).not.toMatch(/<@|<!(?!date)/);
    expect(textsOf(late.blocks)[1]).toContain(` · 담당 있음 · <${link}|카드>`);
    expect(textsOf(late.blocks)).toHaveLength(3);
  });
});

describe('the list at opening (C4)', () => {
  /** From Tuesday 18:00 to Wednesday 09:00 in Seoul. */
  const SINCE = Date.UTC(2026, 10, 24, 9, 0);
  const UNTIL = Date.UTC(2026, 10, 25, 0, 0);
  const facts: OpeningFacts = { about: 'opening', members: [], since: SINCE, until: UNTIL };
  /** 05:17 that Wednesday. */
  const dueAt = DUE_AT - 9 * HOUR;
  const step = (name: ReachedStep['name'], at: number, more: Partial<ReachedStep> = {}): ReachedStep => ({
    name,
    deadline: dueAt,
    at,
    tells: 'nobody',
    ...more,
  });
  const link = 'https://made-up.slack.com/archives/C0CS/p1';
  const lost = madeUpTicket({
    dueAt,
    state: 'closed',
    outcome: 'auto-closed',
    claimedBy: 'U0CLAIMER',
    steps: [
      step('target', SINCE - HOUR),
      step('off-hours', SINCE + HOUR),
      step('3h', dueAt - 178 * MINUTE),
      step('1h', dueAt - HOUR, { passed: true }),
      step('overdue', dueAt + 10 * MINUTE),
      step('stale', UNTIL),
    ],
  });
  const open = madeUpTicket({
    inquiryId: '2',
    kind: 'confirm',
    dueAt: dueAt + 6 * HOUR,
    claimedBy: 'U0CLAIMER',
    steps: [step('3h', dueAt + 3 * HOUR, { deadline: dueAt + 6 * HOUR })],
  });
  const build = (language: 'ko' | 'en' = 'ko', members = [lost, open]) =>
    buildOpening(facts, members, {
      vendor: madeUpVendor({ language, mentions: { '3h': ['here'] } }),
      now: UNTIL,
      linkTo: () => link,
    });

  test('shows how else a ticket ended, and which late tickets are open all the same', () => {
    const answered = withFields(lost, { outcome: 'answered', closedAt: dueAt - HOUR });
    expect(textsOf(build('ko', [answered]).blocks)[1]).toMatch(/\|04:17> 답변 완료 · 인조가죽/);
    const late = withFields(open, { dueAt, steps: [step('overdue', dueAt + 10 * MINUTE)] });
    expect(textsOf(build('ko', [late]).blocks)[1]).toMatch(/\|05:17> 마감 지남 · 미확인 · 인조가죽/);
    const evening = withFields(open, { steps: [step('off-hours', SINCE + HOUR)] });
    expect(textsOf(build('ko', [evening]).blocks)[1]).toMatch(
      /\|11\/24\(화\) 19:00> 영업시간 외 접수 알림 · /,
    );
  });

  test('names the open tickets first, and each group by the soonest deadline', () => {
    const members = [
      withFields(lost, { inquiryId: '14', dueAt: dueAt + HOUR }),
      withFields(open, { inquiryId: '12', dueAt: dueAt + 3 * HOUR }),
      withFields(lost, { inquiryId: '13' }),
      withFields(open, { inquiryId: '11', dueAt: dueAt + 2 * HOUR }),
    ];
    const notice = buildOpening(facts, members, {
      vendor: madeUpVendor(),
      now: UNTIL,
      linkTo: () => undefined,
    });
    expect(JSON.stringify(notice.blocks).match(/(?<=`)\d+(?=`)/g)).toEqual(['11', '12', '13', '14']);
  });

  test('mentions only the claimers of open tickets', () => {
    expect(JSON.stringify(build()).match(/<@\w+>|<!(?!date)[^>]*>/g)).toEqual(['<@U0CLAIMER>']);
    expect(JSON.stringify(build('ko', [lost]))).not.toMatch(/<@|<!(?!date)/);
  });

  test('counts the tickets that it cannot name', () => {
    const notice = buildOpening({ ...facts, more: 7 }, [open, lost], {
      vendor: madeUpVendor(),
      now: UNTIL,
      linkTo: () => link,
    });
    expect(textsOf(notice.blocks)[0]).toContain('9건');
    expect(textsOf(notice.blocks).join()).toContain('외 7건');
  });

  test('shows the last warning of each ticket of a long night', () => {
    const steps = Array.from({ length: 7 }, (_, at) => step('stale', SINCE + at * HOUR));
    const [, line = ''] = textsOf(build('ko', [withFields(open, { steps })]).blocks);
    expect(line.match(/담당 미처리/g)).toHaveLength(1);
    expect(line).toContain('|00:00>');
  });
});

describe('a hand-over at the end of a shift (S7)', () => {
  const DATE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
  const line: OpenLine = {
    source: 'call-center',
    inquiryId: '1',
    answerId: '11',
    kind: 'reply',
    dueAt: DUE_AT,
    product: '인조가죽 스커트',
  };
  const claimed: OpenLine = { ...line, inquiryId: '2', kind: 'confirm', claimedBy: 'U0CLAIMER' };
  const later: OpenLine = { ...line, inquiryId: '3' };
  const laterClaimed: OpenLine = { ...claimed, inquiryId: '4' };
  const facts: HandOverFacts = {
    about: 'hand-over',
    // Wednesday 18:00 in Seoul.
    endsAt: Date.UTC(2026, 10, 25, 9, 0),
    nextEndsAt: Date.UTC(2026, 10, 26, 9, 0),
    dueSoon: { count: 2, lines: [line, claimed] },
    unclaimed: { count: 1, lines: [later] },
    claimed: { count: 1, lines: [laterClaimed] },
  };
  const ko = madeUpVendor();
  const link = 'https://made-up.slack.com/archives/C0CS/p1';
  const build = (
    handOver: HandOverFacts,
    vendor: VendorConfig,
    cards: readonly Ticket[] = [],
    now = handOver.endsAt - 1,
  ) => {
    const linkTo = ({ ts }: { ts?: string }) => (ts === undefined ? undefined : link);
    return buildHandOver(handOver, vendor, { members: cards, linkTo }, now);
  };

  test('C4: mentions nobody once the shift is over', () => {
    const late = textsOf(build(facts, ko, [], facts.endsAt).blocks);
    expect(late.join('\n')).not.toContain('<@');
    expect(late[3]).toBe(
      `*그 이후 마감 · 담당 있음 1건*\n⛔ ${DATE} · 미확인 · 인조가죽 스커트 · 담당 있음 · 문의번호 \`4\``,
    );
  });

  test('links to each card that is in Slack', () => {
    const card = madeUpTicket({ inquiryId: '1', answerId: '11', channel: 'C0CS', ts: '1.1' });
    const other = madeUpTicket({ inquiryId: '2', answerId: '12', channel: 'C0CS', ts: '1.2' });
    const [, soon] = textsOf(build(facts, ko, [card, other]).blocks);
    expect(soon).toContain(`인조가죽 스커트 · <${link}|카드>`);
    // Another hand-over of the same inquiry.
    expect(soon).toContain('담당 <@U0CLAIMER> · 문의번호 `2`');
  });
});

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
