import { describe, expect, test } from '@jest/globals';
import { createRandom, type Random } from 'fake-coupang';
import { maskPersonalData } from '../../../../lib/domain/inquiry/mask.ts';
import {
  madeUpAddress,
  madeUpName,
  MADE_UP_BUSINESS,
  MADE_UP_PERSONAL,
} from '../../../fixtures/domain/made-up-numbers.ts';

const TEXTS = 50_000;

/** Words around a number, which say nothing of what it is. All data is made up. */
const BEFORE: [string, ...string[]] = [
  '',
  '확인 부탁드립니다. ',
  '고객 요청 ',
  '남편/',
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
    '신한 본인 ',
    '농협(예금주 김아무개) ',
    '카카오뱅크: ',
    '환불 계좌번호 ',
    '銀行帳號：',
    '은행(004) ',
  ],
  'card or resident number behind a word of orders': ['주문: ', '교환: ', '반품번호 ', '주문번호: '],
  'account behind a short name': ['하나 ', '우리 ', 'KB ', 'IBK: ', 'SC제일 ', '토스 본인 ', '카카오('],
  'account of the post': ['우체국 ', '우체국: '],
  "account of Taiwan's post": ['郵局 ', '郵局 700 ', '郵局：'],
  'account behind its code': ['國泰世華 013 ', '銀行(004) '],
  'account of 카카오': ['카카오 ', '카카오: '],
};

const LINE_BEFORE: [string, ...string[]] = ['', '판매자님\n', '◼', '1. ', '◼ 문의내용: '];
const LINE_AFTER: [string, ...string[]] = ['', '\n감사합니다.', '\n◼ 문의내용: 환불'];
const NAME_LABELS: [string, ...string[]] = [
  '고객명: ',
  '수취인 : ',
  '[예금주]: ',
  '客戶姓名：',
  '收件人姓名：',
  '訂購人：',
];
const ADDRESS_LABELS: [string, ...string[]] = [
  '주소: ',
  '변경 주소: ',
  '변경할 주소: ',
  '변경 후 주소: ',
  '새 배송지: ',
  '도로명주소: ',
  '받는 곳: ',
  '[주소] ',
  '住址：',
  '送貨地址：',
  '配送地址：',
];

const around = (random: Random, number: string): [string, string, string] => [
  random.pick(BEFORE),
  number,
  random.pick(AFTER),
];

describe('masking 100,000 made-up texts', () => {
  test.each(Object.entries(MADE_UP_PERSONAL))('%s: masks every number completely', (kind, draw) => {
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

  test.each([
    ['name', madeUpName, NAME_LABELS],
    ['address', madeUpAddress, ADDRESS_LABELS],
  ] as const)('masks a labelled %s completely', (_kind, draw, labels) => {
    const random = createRandom(113);
    for (let texts = 0; texts < TEXTS / 10; texts += 1) {
      const before = random.pick(LINE_BEFORE) + random.pick(labels);
      const after = random.pick(LINE_AFTER);
      const text = before + draw(random) + after;
      const masked = maskPersonalData(text);
      if (masked !== `${before}***${after}`) expect({ text, masked }).toBe('masked');
    }
  });

  test.each(Object.entries(MADE_UP_BUSINESS))('%s: changes no number', (_kind, draw) => {
    const random = createRandom(112);
    const count = Math.ceil(TEXTS / Object.keys(MADE_UP_BUSINESS).length);
    for (let texts = 0; texts < count; texts += 1) {
      const text = around(random, draw(random)).join('');
      const masked = maskPersonalData(text);
      if (masked !== text) expect({ text, masked }).toBe('unchanged');
    }
  });
});
