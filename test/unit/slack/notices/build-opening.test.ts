import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import type { OpeningFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import { buildOpening } from '../../../../lib/slack/notices/build-opening.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { MINUTE, HOUR } from '../../../fixtures/domain/made-up.ts';

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

describe('the list at opening (C4)', () => {
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
