import { withoutFields, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { pushText } from '../../../../lib/slack/card/push-text.ts';
import { arbitraryLabel, arbitraryTicket } from '../arbitrary-ticket.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';

const ko = madeUpVendor();

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
