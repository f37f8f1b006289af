import { expect, test } from '@jest/globals';
import { buildSearch } from '../../../../lib/slack/acts/build-search.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';

test('A7: a ticket belongs to the shop of its own market if two shops have the same id', () => {
  const vendors = [madeUpVendor({ market: 'TW', label: 'TT몰' }), madeUpVendor({ label: 'KK몰' })];
  const { blocks } = buildSearch(
    '8177',
    { tickets: [madeUpTicket()], count: 1 },
    {
      vendors,
      language: 'ko',
      linkTo: () => undefined,
      now: 0,
    },
  );
  expect(JSON.stringify(blocks)).toContain('KK몰');
  expect(JSON.stringify(blocks)).not.toContain('TT몰');
});

test('A7: counts all tickets that were found, also those that are not shown', () => {
  const tickets = Array.from({ length: 10 }, (_, index) => madeUpTicket({ inquiryId: `${index}` }));
  const context = { vendors: [madeUpVendor()], language: 'ko', linkTo: () => undefined, now: 0 } as const;
  const { text, blocks } = buildSearch('8177', { tickets, count: 12 }, context);
  expect(text).toBe('12건을 찾았습니다.');
  expect(JSON.stringify(blocks.at(-1))).toContain('외 2건');
});

test.each(['help', ' HELP ', '도움말', '說明'])('A7: %j gets an explanation instead of a search', (words) => {
  const context = { vendors: [madeUpVendor()], language: 'ko', linkTo: () => undefined, now: 0 } as const;
  const { blocks } = buildSearch(words, { tickets: [madeUpTicket()], count: 1 }, context);
  expect(JSON.stringify(blocks)).toContain('상품명을 입력하세요');
  expect(JSON.stringify(blocks)).not.toContain('1015668177');
});
