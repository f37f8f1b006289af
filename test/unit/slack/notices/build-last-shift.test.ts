import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import type { LastShiftFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildLastShift } from '../../../../lib/slack/notices/build-last-shift.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';

/** Friday 2026-11-27, 18:00 in Seoul; Monday 09:00. */
const ENDS_AT = Date.UTC(2026, 10, 27, 9, 0);
const NEXT_AT = Date.UTC(2026, 10, 30, 0, 0);
const facts: LastShiftFacts = { about: 'last-shift', members: [], endsAt: ENDS_AT, nextShiftAt: NEXT_AT };
const link = 'https://made-up.slack.com/archives/C0CS/p1';
const vendor = madeUpVendor({ mentions: { 'last-shift': ['S0CS'] } });
const en = madeUpVendor({ language: 'en' });
const build = (members: Ticket[], of = vendor, more: LastShiftFacts = facts, now = ENDS_AT - 1) =>
  buildLastShift(more, members, { vendor: of, now, linkTo: () => link });

const claim = (claimedBy: string) => ({ claimedBy, claimedAt: DUE_AT - HOUR });
const saturday = madeUpTicket({ dueAt: DUE_AT + 60.9 * HOUR, ...claim('U0CLAIMER') });
const confirm = madeUpTicket({ inquiryId: '2', kind: 'confirm', dueAt: DUE_AT + 59 * HOUR });

describe('the last chance of a shift (S4)', () => {
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

  test('mentions nobody if nobody is configured, or all tickets are closed', () => {
    expect(JSON.stringify(build([confirm], en))).not.toMatch(/<@|<!(?!date)/);
    const closed = withFields(saturday, { state: 'closed', outcome: 'answered' });
    expect(JSON.stringify(build([closed]))).not.toMatch(/<@|<!(?!date)/);
  });

  test('C4: is shown after the end of its shift, but mentions nobody', () => {
    const late = build([saturday, confirm], vendor, facts, ENDS_AT);
    expect(JSON.stringify(late)).not.toMatch(/<@|<!(?!date)/);
    expect(textsOf(late.blocks)[1]).toContain(` · 담당 있음 · <${link}|카드>`);
    expect(textsOf(late.blocks)).toHaveLength(3);
  });

  test('S6: mentions nobody else if each open ticket is claimed', () => {
    const closed = withFields(confirm, { state: 'closed', outcome: 'confirmed' });
    expect(JSON.stringify(build([saturday, closed]))).not.toContain('<!subteam');
    expect(JSON.stringify(build([saturday]))).toContain('<@U0CLAIMER>');
    expect(JSON.stringify(build([saturday, confirm]))).toContain('<!subteam');
  });
});
