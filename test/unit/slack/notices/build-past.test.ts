import { expect, test } from '@jest/globals';
import { buildNotice } from '../../../../lib/slack/notices/build-notice.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

const oldestAt = Date.parse('2026-11-01T10:00+09:00');

test('questions that were past when their source was switched on are one message with count, oldest and link to WING', () => {
  const notice = makeNotice('past/product/1', {
    about: 'past',
    source: 'product',
    count: 400,
    oldestAt,
  });
  const { text, blocks } = buildNotice(notice, { vendor: madeUpVendor(), now: oldestAt, members: [] });
  expect(text).toBe('[24시간 지난 문의] 🛍️ 상품 문의 400건 · 가장 오래된 문의 11/01(일) 10:00 · AA몰');
  expect(textsOf(blocks)[0]).toBe('📋 🛍️ 상품 문의 400건 · 이미 24시간 지남 · AA몰');
  expect(JSON.stringify(blocks)).toContain('https://wing.coupang.com/tenants/cs/product/inquiries');
});
