import { withoutFields, withFields, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pushText } from '../../../../lib/slack/card/push-text.ts';
import { arbitraryLabel, arbitraryTicket } from '../arbitrary-ticket.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';

const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });

describe('the push (C1)', () => {
  test('a new reply', () => {
    expect(pushText(madeUpTicket(), ko)).toBe(
      '[미답변] 11/25(수) 14:17 마감 · 인조가죽 스커트 Khaki L · AA몰',
    );
    expect(pushText(madeUpTicket(), en)).toBe(
      '[Unanswered] due 11/25 (Wed) 14:17 · 인조가죽 스커트 Khaki L · AA몰',
    );
  });

  test('a new confirm', () => {
    const ticket = madeUpTicket({ kind: 'confirm' });
    expect(pushText(ticket, ko)).toBe('[미확인] 11/25(수) 14:17까지 확인 · 인조가죽 스커트 Khaki L · AA몰');
    expect(pushText(ticket, en)).toBe(
      '[Unconfirmed] confirm by 11/25 (Wed) 14:17 · 인조가죽 스커트 Khaki L · AA몰',
    );
  });

  test.each<[TicketFields, string, string]>([
    [{ state: 'closed', outcome: 'answered' }, '[답변 완료] ', '[Answered] '],
    [{ state: 'closed', outcome: 'confirmed' }, '[확인 완료] ', '[Confirmed] '],
    [{ state: 'closed', outcome: 'auto-closed' }, '[자동 종료] ', '[Auto-closed] '],
    [{ state: 'closed', outcome: 'withdrawn' }, '[이관 취소] ', '[Withdrawn] '],
    [{ state: 'closed', outcome: 'decided-by-coupang' }, '[직권처리] ', '[Decided by Coupang] '],
    [{ state: 'closed', outcome: 'unknown' }, '[결과 불명] ', '[Outcome unknown] '],
    [{ state: 'unverified' }, '[결과 확인 중] ', '[Checking outcome] '],
  ])('after a change it begins with the state: %j', (changes, korean, english) => {
    expect(pushText(madeUpTicket(changes), ko)).toBe(
      `${korean}11/25(수) 14:17 마감 · 인조가죽 스커트 Khaki L · AA몰`,
    );
    expect(pushText(madeUpTicket(changes), en).startsWith(english)).toBe(true);
  });

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

test('C6: a push has at most 80 characters, no break, no markup and no word of an agent', () => {
  fc.assert(
    fc.property(
      arbitraryTicket,
      arbitraryLabel,
      fc.constantFrom('ko', 'en', 'zh-TW'),
      (ticket, label, language) => {
        const vendor = madeUpVendor({ label, language });
        const push = pushText(withFields(ticket, { text: 'SECRETWORD' }), vendor);
        expect(push.length).toBeLessThanOrEqual(80);
        expect(push).not.toMatch(/[\n\r<>]|&(?!(amp|lt|gt);)|SECRETWORD/);
        // It contains nothing that the agent or the buyer says.
        const silent = withFields(ticket, {
          text: '',
          category: '',
          orderId: '',
          formLink: '',
          inquiryId: '1',
        });
        expect(pushText(silent, vendor)).toBe(push);
      },
    ),
  );
});
