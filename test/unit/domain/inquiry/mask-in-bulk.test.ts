import { describe, expect, test } from '@jest/globals';
import { maskPersonalData } from '../../../../lib/domain/inquiry/mask.ts';
import { createRandom, type Random } from '../../../../local/simulator/random.ts';
import { MADE_UP_BUSINESS, MADE_UP_PERSONAL } from '../../../fixtures/domain/made-up-numbers.ts';

const TEXTS = 50_000;

/** Words around a number, which say nothing of what it is. All data is made up. */
const BEFORE: [string, ...string[]] = [
  '',
  '확인 부탁드립니다. ',
  '고객 요청 ',
  '홍길동/',
  '請確認 ',
  '(',
  '\n',
  'Please check ',
];
const AFTER: [string, ...string[]] = [
  '',
  ' 입니다',
  ' 로 부탁드립니다.',
  '/부재중',
  '，請回覆',
  ')',
  '\n감사합니다.',
  ' thanks',
];
/** Words that make a number personal, where it does not say so itself. */
const LEADS: Record<string, [string, ...string[]]> = {
  'resident in a row': ['주민등록번호: ', '외국인등록번호 ', '주민번호는 '],
  account: [
    '국민은행 ',
    '신한 홍길동 ',
    '농협(예금주 김아무개) ',
    '카카오뱅크: ',
    '환불 계좌번호 ',
    '銀行帳號：',
    '은행(004) ',
  ],
};

const around = (random: Random, number: string): [string, string, string] => [
  random.pick(BEFORE),
  number,
  random.pick(AFTER),
];

describe('masking 100,000 made-up texts', () => {
  test.each(Object.entries(MADE_UP_PERSONAL))('%s: every number is masked whole', (kind, draw) => {
    const random = createRandom(111);
    const count = Math.ceil(TEXTS / Object.keys(MADE_UP_PERSONAL).length);
    for (let texts = 0; texts < count; texts += 1) {
      const [before, number, after] = around(random, draw(random));
      const lead = LEADS[kind] ? random.pick(LEADS[kind]) : '';
      const text = before + lead + number + after;
      const masked = maskPersonalData(text);
      if (masked !== `${before}${lead}***${after}`) expect({ text, masked }).toBe('masked');
    }
  });

  test.each(Object.entries(MADE_UP_BUSINESS))('%s: no number is touched', (_kind, draw) => {
    const random = createRandom(112);
    const count = Math.ceil(TEXTS / Object.keys(MADE_UP_BUSINESS).length);
    for (let texts = 0; texts < count; texts += 1) {
      const text = around(random, draw(random)).join('');
      const masked = maskPersonalData(text);
      if (masked !== text) expect({ text, masked }).toBe('unchanged');
    }
  });
});
