import { expect, test } from '@jest/globals';
import { buildSearch } from '../../../../lib/slack/acts/build-search.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';

test('A7: a ticket belongs to the shop of its own market if two shops have the same id', () => {
  const vendors = [madeUpVendor({ market: 'TW', label: 'TT몰' }), madeUpVendor({ label: 'KK몰' })];
  const { blocks } = buildSearch('8177', [madeUpTicket()], {
    vendors,
    language: 'ko',
    linkTo: () => undefined,
    now: 0,
  });
  expect(JSON.stringify(blocks)).toContain('KK몰');
  expect(JSON.stringify(blocks)).not.toContain('TT몰');
});
