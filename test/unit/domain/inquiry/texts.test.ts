import { describe, expect, test } from '@jest/globals';
import { createRandom, MARKET_TEXTS, TEMPLATES } from 'fake-coupang';
import { fc } from '../../../fixtures/fast-check.ts';
import { formLink } from '../../../../lib/domain/call-center/hand-over-rules.ts';
import { isMaskedLogin, normalText } from '../../../../lib/domain/inquiry/plain-text.ts';
import { splitRequest } from '../../../../lib/domain/inquiry/split-request.ts';
import { isAutomaticText } from '../../../../lib/domain/request/automatic-post.ts';
import { cpuSeconds } from '../../../fixtures/cpu-seconds.ts';

const REQUEST = '교환 가능 여부 확인 부탁드립니다.';
const facts = { orderId: '10000012345678', itemName: '면 티셔츠, M', request: REQUEST, arrivedOn: '12/30' };

describe('C8: the request of the agent', () => {
  const texts = (text: string) => splitRequest(text).fields.map((field) => field.text);

  test('follows its label; the other lines are the template, without the buyer and the plain title', () => {
    const text = `[판매자이관]\n◼주문번호: 100000*******\n◼아이템: 면 티셔츠, M\n◼고객명/연락처: <<****/01*-****-****>>\n◼문의내용:\t반송하였다고 합니다.   \n\n입고 확인 부탁드립니다.\n`;
    expect(splitRequest(text)).toEqual({
      ask: '반송하였다고 합니다.\n\n입고 확인 부탁드립니다.',
      fields: [
        { of: 'order', text: '주문번호: 100000*******', value: '100000*******' },
        { of: 'product', text: '아이템: 면 티셔츠, M', value: '면 티셔츠, M' },
      ],
    });
  });

  test('consists of the lines after the known lines if it has no label', () => {
    const text =
      '[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:100000******\nㅁ 반송장번호: *********  가나택배\nㅁ 입고일자: 12/30\n반송장조회 결과 입고완료로 확인됩니다.     \n★환불승인★ 부탁드립니다.';
    expect(splitRequest(text).ask).toBe('반송장조회 결과 입고완료로 확인됩니다.\n★환불승인★ 부탁드립니다.');
    expect(texts(text)).toEqual([
      '[입고완료이관]',
      '주문번호:100000******',
      '반송장번호: *********  가나택배',
      '입고일자: 12/30',
    ]);
  });

  test.each([
    ['a label without a colon', '[판매자이관]\n◼주문번호: 1\n◼문의내용\n환불 문의', ['주문번호: 1']],
    ['a label without a colon or a bullet', '주문번호: 1\n문의내용\n환불 문의', ['주문번호: 1']],
    [
      'a greeting before the title',
      '안녕하세요, 판매자님.\n[판매자이관]\n◼문의내용: 환불 문의',
      ['안녕하세요, 판매자님.'],
    ],
    ['a greeting without a title', '안녕하세요.\n◼주문번호: 1\n환불 문의', ['안녕하세요.', '주문번호: 1']],
    ['words before the title', '급합니다\n[판매자이관]\n◼문의내용: 환불 문의', ['급합니다']],
    [
      'fields below the label',
      '[판매자이관]\n◼문의내용: 환불 문의\n◼주문번호: 1\n고객명: 김아무개\n연락처: 1588',
      ['주문번호: 1'],
    ],
    [
      'a value under its label',
      '◼고객명/연락처:\n김아무개 ***\n◼아이템:\n면 티셔츠\n◼문의내용: 환불 문의',
      ['아이템: 면 티셔츠'],
    ],
    ['a field that says nothing', '◼주문번호: 1\n◼반송장번호:\n◼문의내용: 환불 문의', ['주문번호: 1']],
  ])('is recognised by %s', (_name, text, fields) => {
    expect(splitRequest(text).ask).toBe('환불 문의');
    expect(texts(text)).toEqual(fields);
  });

  test('keeps a number or a contact in a sentence', () => {
    const ask = '- 연락처 확인 후 회신 부탁드립니다.\n고객: 빠른 처리 원함';
    expect(splitRequest(`◼주문번호: 1\n◼문의내용: ${ask}`).ask).toBe(ask);
  });

  test('a template without a request is shown completely, except the buyer', () => {
    const text = '[판매자이관]\n◼주문번호: 1\n◼고객명: 김아무개\n◼문의내용:';
    expect(splitRequest(text)).toEqual({ ask: '[판매자이관]\n◼주문번호: 1\n◼문의내용:', fields: [] });
  });

  test.each(TEMPLATES)('begins at the request of the template %s', (template) => {
    expect(splitRequest(MARKET_TEXTS.KR.agentText(createRandom(1), template, facts)).ask).toMatch(
      new RegExp(`^${REQUEST}`),
    );
  });

  test('is found in a second request, and behind an unknown field', () => {
    for (const kind of ['reply', 'confirm'] as const)
      expect(splitRequest(MARKET_TEXTS.KR.secondRequest(kind, facts)).ask).not.toMatch(
        /주문번호|문의내용|상담내용/,
      );
    expect(splitRequest('[이관]\n◼교환옵션: XL\n◼문의 내용 : 교환 문의').ask).toBe('교환 문의');
  });

  test.each([
    ['a text without a template', '구매자가 교환을 원합니다.\n가능한지 확인 부탁드립니다.'],
    ['a title that nothing known follows', '[긴급]\n오늘 안에 회신 부탁드립니다.'],
    ['words before the template', '급합니다\n◼문의내용: 환불 부탁드립니다.'],
    ['a label inside a sentence', '앞선 문의내용: 환불 건입니다.'],
    ['a known line below other words', '구매자가 교환을 원합니다.\n주문번호: 1\n확인 부탁드립니다.'],
    ['nothing', ''],
  ])('%s is shown completely', (_name, text) => {
    expect(splitRequest(text)).toEqual({ ask: text, fields: [] });
  });

  test('loses nothing of a text but the buyer, the plain title, labels without a value and bullets', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[판매자이관]',
        '[입고완료이관]',
        '안녕하세요',
        '◼주문번호: 1',
        '고객명: 다',
        '◼고객명:',
        'ㅁ 입고일자: 12/30',
        '◼문의내용: 가',
        '◼문의내용',
        '문의내용:',
        '',
        ' 나 ',
      ),
      fc.string({ maxLength: 20 }),
    );
    const bare = (text: string) => text.replace(/\s/g, '');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { ask, fields } = splitRequest(lines.join('\n'));
        const kept = bare([...fields.map(({ text }) => text), ask].join('\n'));
        const isValueOf = (index: number) =>
          lines.slice(0, index).findLast((sourceLine) => bare(sourceLine) !== '') === '◼고객명:';
        const lost = lines.filter((sourceLine, index) => {
          if (/고객명:|판매자이관/.test(sourceLine) || isValueOf(index)) return false;
          return !kept.includes(
            bare(sourceLine.trim().replace(/^◼문의내용:?|^문의내용:|^[◼■□▪▫●○•◆◇▶▷※ㅁㅇ*-]\ufe0f?/, '')),
          );
        });
        expect(lost).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('formLink', () => {
  test('I4: finds a coupa.ng link at any place', () => {
    expect(formLink('지어낸 요청입니다.\nhttps://coupa.ng/abc123 확인 바랍니다.')).toBe(
      'https://coupa.ng/abc123',
    );
  });

  test('I4: takes the first link of any host if the text asks for an answer through a link', () => {
    expect(formLink('아래 링크를 통해 답변 부탁드립니다. https://forms.example.com/x?y=1 감사합니다.')).toBe(
      'https://forms.example.com/x?y=1',
    );
    expect(formLink('[판매자님 회신필요 사항] https://forms.example.com/x')).toBe(
      'https://forms.example.com/x',
    );
  });

  test('I4: prefers a coupa.ng link', () => {
    expect(formLink('링크를 통해 답변: https://a.example.com https://coupa.ng/z')).toBe('https://coupa.ng/z');
  });

  test.each([
    ['a particle', 'https://coupa.ng/abc에서 답변해 주세요'],
    ['a full stop', '폼: https://coupa.ng/abc.'],
    ['brackets', '(https://coupa.ng/abc) 를 눌러 주세요'],
    ['Korean quotation marks', '「https://coupa.ng/abc」'],
    ['an angle bracket', '<https://coupa.ng/abc>'],
  ])('I4: excludes %s after the link', (_what, text) => {
    expect(formLink(text)).toBe('https://coupa.ng/abc');
  });

  test.each([
    ['no link', '링크를 통해 답변 부탁드립니다.'],
    ['a link that nobody wants an answer through', '상품: https://www.example.com/products/1'],
    ['a host that only begins like the form host', 'https://coupa.ng.example.com/abc'],
    ['a host that only ends like the form host', 'https://notcoupa.ng/abc'],
    ['the form host without a scheme', 'javascript:coupa.ng/abc'],
    ['nothing', ''],
  ])('I4: finds no link in %s', (_what, text) => {
    expect(formLink(text)).toBeUndefined();
  });

  test.each([
    ['http://', '!', 'x'],
    ['', 'http://!', ''],
    ['', '링크를 ', ''],
  ])('takes linear time in a long text of «%s%s%s»', (before, piece, after) => {
    const text = before + piece.repeat(400_000 / piece.length) + after;
    // Linear work takes milliseconds, quadratic work takes minutes.
    expect(cpuSeconds(() => formLink(text))).toBeLessThan(10);
  });
});

describe('normalText', () => {
  test.each([
    ['full-width characters', '［쿠팡　시스템］ Ａ１', '[쿠팡 시스템] A1'],
    ['letters in parts', '한글'.normalize('NFD'), '한글'],
    ['ligatures and circled numbers', 'ﬁ ①', 'fi 1'],
    ['spaces, tabs and line breaks', '  a \t\r\n\u00a0\u3000 b\u2028c\n', 'a b c'],
    ['control characters', 'a\u0000\u0085b', 'a b'],
    ['invisible characters', '\ufeffa\u200b\u00adb\u2060\u200d\u3164\u2800c', 'abc'],
    ['an invisible character between two parts of a letter', '\u1112\u200b\u1161\u11ab', '한'],
    ['half a surrogate pair', 'a\ud83d b', 'a\ud83d b'],
    ['an empty text', '', ''],
  ])('folds %s', (_title, text, expected) => {
    expect(normalText(text)).toBe(expected);
  });

  test('keeps visible differences', () => {
    expect(normalText('환불 해 주세요')).not.toBe(normalText('환불해 주세요'));
    expect(normalText('A')).not.toBe(normalText('a'));
  });

  test('is idempotent for any text', () => {
    const odd = fc.constantFrom(
      '\u0301',
      '\u0323',
      '\u200b',
      '\u1112',
      '\u1161',
      '\u05bc',
      '\ufb2a',
      ' ',
      'ﬃ',
    );
    const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), odd), { maxLength: 60 });
    fc.assert(
      fc.property(text, (parts) => {
        const normal = normalText(parts.join(''));
        expect(normalText(normal)).toBe(normal);
      }),
    );
  });

  test('is idempotent for runs of combining marks that normalisation lengthens', () => {
    for (const marks of [28, 29, 30, 31, 100]) {
      const normal = normalText(`\ufb2c${'\u0323'.repeat(marks)}b`);
      expect(normalText(normal)).toBe(normal);
      expect(normal.length).toBeLessThanOrEqual(32);
    }
  });

  test('cuts a run of combining marks, which would take quadratic time', () => {
    const marks = '\u0301'.repeat(100_000) + '\u0323'.repeat(100_000);
    expect(normalText(`a${marks}b`)).toHaveLength(31);
  });
});

test.each([
  ['[쿠팡 시스템] 자동 종료', true],
  ['\n [Coupang System] closed', true],
  ['\u200b［쿠팡\u00a0시스템］자동 종료', true],
  ['[쿠팡 시스템] 자동 종료'.normalize('NFD'), true],
  ['[쿠팡  시스템] 자동 종료', true],
  ['[쿠팡시스템]자동 종료', true],
  [' [ Coupang  System ] closed', true],
  ['문의 [쿠팡 시스템]', false],
  ['쿠팡 시스템', false],
  ['', false],
])('R14: recognises an automatic post in the normal form: %j', (text, expected) => {
  expect(isAutomaticText(text)).toBe(expected);
});

test.each([
  ['cs-team', 'cs-team', true],
  ['cs-***', 'cs-010-1234-5678', true],
  ['***-cs', 'help@example.com-cs', true],
  ['a***b***c', 'a1b2c', true],
  ['cs-***', 'cs-team', false],
  ['cs-***', 'cs-', false],
  ['cs-***', 'ot-010-1234-5678', false],
  ['a***a', 'a', false],
])('the masked login «%s» is that of «%s»: %s', (masked, login, is) => {
  expect(isMaskedLogin(masked, login)).toBe(is);
});
