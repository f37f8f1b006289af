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
  test('says when, what stops then, and what to do: ask first, since the old key ends at once', () => {
    const { blocks, text } = build(at('2026-12-24T09:00'));
    expect(textsOf(blocks)).toEqual([
      '🔑 쿠팡 API 키 만료 7일 전 · AA몰',
      '*마지막 날* 2026-12-31\n키가 만료되면 쿠팡을 읽지 못해 새 문의가 올라오지 않고, 답변·종료도 카드에 반영되지 않습니다. 같은 키를 쓰는 다른 프로그램(ERP 등)도 함께 멈춥니다.',
      [
        '1. 먼저 이 키를 다른 프로그램(ERP 등)도 쓰는지 확인하세요. 재발급하면 이전 키가 *바로* 멈춥니다.',
        '2. 함께 쓰는 곳과 시간을 정한 뒤 WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API에서 재발급하세요 (만료 14일 전부터). 등록된 IP도 확인하세요.',
        `3. 개발 담당자: 새 키와 마지막 날을 바로 저장하세요. \`npm run secrets -- ${ko.id} --market KR\` · 다른 프로그램에도 새 키를 넣으세요.`,
      ].join('\n'),
    ]);
    expect(text).toBe('[키 만료] 7일 남음 · 2026-12-31까지 · AA몰');
  });

  test('counts the days at sending, up to the last day and after it', () => {
    const told = (dateTime: string, vendor = ko) => {
      const { blocks, text } = build(at(dateTime), vendor);
      return [textsOf(blocks)[0], text];
    };
    expect(told('2026-12-30T23:59')).toEqual([
      '🔑 쿠팡 API 키 만료 1일 전 · AA몰',
      '[키 만료] 1일 남음 · 2026-12-31까지 · AA몰',
    ]);
    expect(told('2026-12-31T10:00')).toEqual([
      '🔑 쿠팡 API 키 만료일 · AA몰',
      '[키 만료] 0일 남음 · 2026-12-31까지 · AA몰',
    ]);
    expect(told('2027-01-01T00:00')).toEqual([
      '🔑 쿠팡 API 키 만료됨 · AA몰',
      '[키 만료] 만료됨 · 2026-12-31까지 · AA몰',
    ]);
    expect(told('2026-12-30T12:00', en)).toEqual([
      '🔑 The Coupang API key ends in 1 day · AA몰',
      '[Key ends] 1 day left · until 2026-12-31 · AA몰',
    ]);
    expect(told('2026-12-17T12:00', en)[0]).toBe('🔑 The Coupang API key ends in 14 days · AA몰');
    expect(told('2026-12-31T12:00', en)[0]).toBe('🔑 Last day of the Coupang API key · AA몰');
    expect(told('2027-01-02T12:00', en)[1]).toBe('[Key ends] ended · until 2026-12-31 · AA몰');
  });

  test('English also says to ask first', () => {
    const [, , toDo] = textsOf(build(at('2026-12-24T09:00'), en).blocks);
    expect(toDo).toMatch(/^1\. Ask first whether another program .*\n2\. .*\n3\. The engineer stores/);
  });
});
