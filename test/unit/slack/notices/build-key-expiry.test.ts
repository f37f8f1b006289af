import { describe, expect, test } from '@jest/globals';
import { buildNotice } from '../../../../lib/slack/notices/build-notice.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

const ENDS = '2026-12-31';
const at = (dateTime: string): number => Date.parse(`${dateTime}+09:00`);
const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const build = (now: number, vendor = ko) =>
  buildNotice(makeNotice('key-expiry/1', { about: 'key-expiry', expiresOn: ENDS }), {
    vendor,
    now,
    members: [],
  });

describe('the notice that a key ends soon (O7)', () => {
  test('counts the days at sending, up to the last day and after it', () => {
    const textsAt = (dateTime: string, vendor = ko) => {
      const { blocks, text } = build(at(dateTime), vendor);
      return [textsOf(blocks)[0], text];
    };
    expect(textsAt('2026-12-30T23:59')).toEqual([
      '🔑 쿠팡 API 키 만료 1일 전 · AA몰',
      '[키 만료] 1일 남음 · 2026-12-31까지 · AA몰',
    ]);
    expect(textsAt('2026-12-31T10:00')).toEqual([
      '🔑 쿠팡 API 키 만료일 · AA몰',
      '[키 만료] 0일 남음 · 2026-12-31까지 · AA몰',
    ]);
    expect(textsAt('2027-01-01T00:00')).toEqual([
      '🔑 쿠팡 API 키 만료됨 · AA몰',
      '[키 만료] 만료됨 · 2026-12-31까지 · AA몰',
    ]);
    expect(textsAt('2026-12-30T12:00', en)).toEqual([
      '🔑 The Coupang API key ends in 1 day · AA몰',
      '[Key ends] 1 day left · until 2026-12-31 · AA몰',
    ]);
    expect(textsAt('2026-12-17T12:00', en)[0]).toBe('🔑 The Coupang API key ends in 14 days · AA몰');
    expect(textsAt('2026-12-31T12:00', en)[0]).toBe('🔑 Last day of the Coupang API key · AA몰');
    expect(textsAt('2027-01-02T12:00', en)[1]).toBe('[Key ends] ended · until 2026-12-31 · AA몰');
  });
});
