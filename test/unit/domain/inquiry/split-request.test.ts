import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { splitRequest } from '../../../../lib/domain/inquiry/split-request.ts';
import { KOREAN, TEMPLATES } from '../../../../local/simulator/texts.ts';
import { createRandom } from '../../../../local/simulator/random.ts';

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
    expect(splitRequest(KOREAN.agentText(createRandom(1), template, facts)).ask).toMatch(
      new RegExp(`^${REQUEST}`),
    );
  });

  test('is found in a second request, and behind an unknown field', () => {
    for (const kind of ['reply', 'confirm'] as const)
      expect(splitRequest(KOREAN.secondRequest(kind, facts)).ask).not.toMatch(/주문번호|문의내용|상담내용/);
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
