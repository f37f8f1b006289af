import { describe, expect, test } from '@jest/globals';
import type { ListFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import type { ListSort } from '../../../../lib/domain/ticket/line.ts';
import { STEP_NAMES } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildAlertList } from '../../../../lib/slack/notices/build-alert-list.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import type { TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';

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

describe('many warnings in one message (R24)', () => {
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

  test.each(STEP_NAMES)('has words for %s in all languages', (name) => {
    for (const language of ['ko', 'en', 'zh-TW'] as const) {
      const team = madeUpVendor({ language });
      const message = build([soon], `step/${name}`, team);
      expect(faultsOfMessage(message)).toEqual([]);
      expect(message.text).toMatch(/^\[[^a-z]/);
      expect(textsOf(message.blocks)[0]).toMatch(/^\S+ [^a-z]/);
    }
  });

  test('shows twenty of three hundred, and how many more there are', () => {
    const many = Array.from({ length: 300 }, (_, index) => warned(String(index)));
    const message = build(many, 'step/1h', madeUpVendor());
    expect(textsOf(message.blocks)).toContain('외 280건');
    expect(faultsOfMessage(message)).toEqual([]);
  });
});
