import { describe, expect, test } from '@jest/globals';
import { maskPersonalData } from '../../../../lib/domain/inquiry/mask.ts';

/** All numbers and addresses are made up. */
describe('masking personal data', () => {
  test.each([
    '010-1234-5678',
    '01012345678',
    '010 1234 5678',
    '010.1234.5678',
    '010)1234-5678',
    '010-12-345-678',
    '011-123-4567',
    '019 1234567',
    '02-123-4567',
    '02)1234-5678',
    '(02) 1234-5678',
    '0212345678',
    '031-123-4567',
    '03112345678',
    '064.123.4567',
    '070-1234-5678',
    '080-123-4567',
    '0502-123-4567',
    '0503-1234-5678',
    '050312345678',
    '+82-10-1234-5678',
    '+82 10 1234 5678',
    '+821012345678',
    '+82 (0)10-1234-5678',
    '+82)10-1234-5678',
    '+82 2 123 4567',
    '82-10-1234-5678',
    '0912-345-678',
    '0912345678',
    '+886912345678',
    '+886-912-345-678',
    '+886 0912 345 678',
    '０１０－１２３４－５６７８',
    '010\u200b-1234\u200b-5678',
    '0\u200d1\ufeff0\u20601234\u00ad5678',
    '010–1234—5678',
    '010ㅡ1234ㅡ5678',
    '010\u00a01234\u30005678',
    'buyer.name+1@example.com',
    'BUYER_1@mail.example.co.kr',
    'ｂｕｙｅｒ＠ｅｘａｍｐｌｅ．ｃｏｍ',
  ])('«%s» is masked whole', (personal) => {
    for (const [before, after] of [
      ['', ''],
      ['연락처: ', ' 입니다'],
      ['홍길동/', '/부재중'],
      ['번호는', '이고'],
      ['<<홍길동/', '>>'],
      ['\n', '\n'],
    ] as const) {
      const masked = maskPersonalData(`${before}${personal}${after}`);
      expect(masked.replace('(***', '***')).toBe(`${before}***${after}`);
    }
  });

  test.each([
    '612345678901',
    '1000001234566',
    '10000012345670',
    '1000001234',
    '◼주문번호: 1000001234566',
    '반송장번호: 612345678901 가나택배',
    '6123-4567-8901',
    '2026-01-15 14:17:13',
    '2026-02-15 123456',
    '2026.02.15 1234567',
    '입고일자: 12/30',
    '2026-03-12 45000원',
    '1588-1234',
    '010123456789012',
    '<<****/01*-****-****>>',
    '010-****-5678',
    'SPWH749G22, (49)Khaki, L',
    '@여기',
    'a@b',
    '1+1 행사 2+1',
    '02\n1234\n5678',
  ])('«%s» stays unchanged', (harmless) => {
    expect(maskPersonalData(harmless)).toBe(harmless);
  });

  test('masking a phone beside an invoice does not touch the invoice', () => {
    expect(maskPersonalData('010-1234-5678 612345678901')).toBe('*** 612345678901');
    expect(maskPersonalData('612345678901 010-1234-5678')).toBe('612345678901 ***');
    expect(maskPersonalData('011-123-4567 612345678901 02-123-4567')).toBe('*** 612345678901 ***');
  });

  test('several in one text are masked one by one', () => {
    expect(maskPersonalData('a@example.com, 010-1234-5678 / 02-123-4567')).toBe('***, *** / ***');
  });

  test('a mail address made of a phone number is masked as one', () => {
    expect(maskPersonalData('01012345678@example.com')).toBe('***');
    expect(maskPersonalData('010 1234 5678@example.com')).toBe('***');
  });
});
