import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { anyCharacter } from '../../../fixtures/domain/any-text.ts';
import { maskPersonalData } from '../../../../lib/domain/inquiry/mask.ts';
import { cpuSeconds } from '../../../fixtures/cpu-seconds.ts';
import { cases } from '../../../fixtures/draws.ts';

const digits = (min: number, max = min) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`));
const separator = fc.constantFrom('', '-', ' ', '.', ' - ', ') ', '－', '\u200b', '-\u200b');
const joined = (...groups: fc.Arbitrary<string>[]) =>
  fc.tuple(fc.tuple(...groups), separator).map(([parts, gap]) => parts.join(gap));
const fullWidth = (text: string) =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const phone = fc
  .tuple(
    fc.oneof(
      joined(fc.constantFrom('010', '011', '016', '017', '018', '019'), digits(3, 4), digits(4)),
      joined(fc.constantFrom('02', '031', '032', '041', '051', '064', '070'), digits(3, 4), digits(4)),
      joined(
        digits(1).map((digit) => `050${digit}`),
        digits(3, 4),
        digits(4),
      ),
      joined(fc.constantFrom('+82'), fc.constantFrom('10', '2', '31'), digits(3, 4), digits(4)),
      joined(
        digits(2).map((pair) => `09${pair}`),
        digits(3),
        digits(3),
      ),
      joined(fc.constantFrom('+886'), digits(1), digits(4), digits(4)),
    ),
    fc.boolean(),
  )
  .map(([text, wide]) => (wide ? fullWidth(text) : text));

const mail = fc
  .tuple(fc.stringMatching(/^[\w.+-]{1,30}$/), fc.stringMatching(/^[a-z][a-z0-9-]{0,20}\.(com|co\.kr|tw)$/))
  .map(([local, domain]) => `${local}@${domain}`);

/** Numbers that do not begin like a phone number: invoices and orders. */
const number = fc.stringMatching(/^[1-9]\d{9,13}$/);
const words = fc.constantFrom(' ', ' 송장 ', '\n', ', ', ' 연락처: ', ' 입니다. ');
const labels = fc.constantFrom(
  '\n고객명: ',
  '주소:',
  '홍길동',
  '국민은행 ',
  '900101-1',
  '4111 1111 1111 1111',
  'P',
  'A123456789',
);
const snippets = fc.array(
  fc.oneof(phone, mail, number, words, labels, fc.stringMatching(/^[\d@+() ./_\-０１\u200b가a.]{0,30}$/)),
  { maxLength: 12 },
);

describe('masking personal data', () => {
  test('no digit of a phone number and no letter of a mail address survives', () => {
    fc.assert(
      fc.property(words, fc.oneof(phone, mail), words, (before, personal, after) => {
        expect(maskPersonalData(`${before}${personal}${after}`)).toBe(`${before}***${after}`);
      }),
      { numRuns: 1000 },
    );
  });

  test('invoice and order numbers of 10 to 14 digits stay, also beside phones', () => {
    fc.assert(
      fc.property(number, phone, number, (first, personal, last) => {
        expect(maskPersonalData(`${first} 연락처 ${personal}, ${last}`)).toBe(`${first} 연락처 ***, ${last}`);
      }),
      { numRuns: 1000 },
    );
  });

  test('a mask that separates joined numbers uncovers nothing', () => {
    const ranTogether = '-@a.co.kr0500-000-00001000000000000005000000000010000000000009000000000100000000';
    const once = maskPersonalData(ranTogether);
    expect(maskPersonalData(once)).toBe(once);
  });

  test('masking twice equals masking once', () => {
    fc.assert(
      fc.property(snippets, fc.string({ unit: anyCharacter }), (parts, junk) => {
        const once = maskPersonalData(`${parts.join('')}${junk}`);
        expect(maskPersonalData(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(
    cases([
      '0',
      '01',
      '010-',
      '+82',
      '02-123-',
      'a',
      'a.',
      'a@',
      'a@a.',
      '@',
      '- ',
      '+82-0',
      '09１',

      '900101-',
      '900101-1',
      'P1',
      'P 1',
      'A1',
      '4111 ',
      '4111 1111 1111 1111 ',
      '3',
      '은행',
      '은행 1',
      '계좌 1-',

      '\u200b',
      '\u200b:',
      ':',
      ': ',
      '고객명',
      '고객명: 가 ',
      '\n고객명:\n가',
      '\n주소: 가1 ',
      '\n주소: 변경 가나동 ',
      '\n-',
      '顧客:',
      '가 가:',
      '가@',
      '"@',
      '"',
      ' @ ',
      '하나 ',
      '하나 1-',
      '1-',
      '은행 1 - ',
      '4111\n',
      '계좌 확인 12000123456789 ',
      '900101/',
      '\n[주소] 가1 ',
      '.주소:',
      '\n주소:가1동\n',
      '\n1. ',
      '고객명:변경',
      'A, ',
      '\n고객명:A, A',
      '고객명:a@',
      '고객명 이수',
      '이름 김하늘 ',
      '김하늘 고객님 ',
      '聯絡人王',
      '가나시 가나구 ',
      '가나로 1, ',
      '12동 ',
      '현관 비밀번호 ',
      '공일',
      '①',
      'a골뱅이',
      'a at ',
      '%40',
      '%EC%84%9C',
      'Name A ',
      '이름 KIM ',
      '홍길동/01012345678 ',
      '현관 1203 종 ',
      '비번 알려 ',
      '달맞이길 8-1 ',
      'apt 1 ',
      '이 아름 고객님 ',
      '저는 김민서입니다 ',
      'A B 01012345678 ',
      'NGUYEN THI ',
      '王小明 客戶',
      '카톡 abc_',
      '생년월일 1990-',
      'CVC 1',
      '카드 유효기간 ',
      '배송지가 서울 가구 ',
      'Unit 1, ',
      '1 Star ',
    ]),
  )('a long text of «%s» takes linear time', (unit) => {
    const text = unit.repeat(Math.floor(480_000 / unit.length));
    // Linear work takes a tenth of a second, quadratic work takes minutes.
    expect(cpuSeconds(() => maskPersonalData(text))).toBeLessThan(10);
  });
});
