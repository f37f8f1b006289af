import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { splitRequest } from '../../../../lib/domain/inquiry/split-request.ts';
import { KOREAN, TEMPLATES } from '../../../../local/simulator/texts.ts';
import { createRandom } from '../../../../local/simulator/random.ts';

const REQUEST = '교환 가능 여부 확인 부탁드립니다.';
const facts = { orderId: '10000012345678', itemName: '면 티셔츠, M', request: REQUEST, arrivedOn: '12/30' };

describe('C8: what the agent asks', () => {
  test('stands behind its label; the other lines are the template', () => {
    const text = `[판매자이관]\n◼주문번호: 100000*******\n◼아이템: 면 티셔츠, M\n◼고객명/연락처: <<****/01*-****-****>>\n◼문의내용:\t반송하였다고 합니다.   \n\n입고 확인 부탁드립니다.\n`;
    expect(splitRequest(text)).toEqual({
      ask: '반송하였다고 합니다.\n\n입고 확인 부탁드립니다.',
      template: [
        '[판매자이관]',
        '◼주문번호: 100000*******',
        '◼아이템: 면 티셔츠, M',
        '◼고객명/연락처: <<****/01*-****-****>>',
      ],
    });
  });

  test('is what follows the known lines where it has no label', () => {
    const text =
      '[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:100000******\nㅁ 반송장번호: *********  가나택배\nㅁ 입고일자: 12/30\n반송장조회 결과 입고완료로 확인됩니다.     \n★환불승인★ 부탁드립니다.';
    expect(splitRequest(text)).toEqual({
      ask: '반송장조회 결과 입고완료로 확인됩니다.\n★환불승인★ 부탁드립니다.',
      template: [
        '[입고완료이관]',
        'ㅁ 고객명: ******',
        'ㅁ 주문번호:100000******',
        'ㅁ 반송장번호: *********  가나택배',
        'ㅁ 입고일자: 12/30',
      ],
    });
  });

  test.each(TEMPLATES.filter((template) => template !== 'returned-goods'))(
    'begins the ask of the template %s',
    (template) => {
      expect(splitRequest(KOREAN.agentText(createRandom(1), template, facts)).ask).toMatch(
        new RegExp(`^${REQUEST}`),
      );
    },
  );

  test('is found in a second request, and behind a field that is not known', () => {
    expect(splitRequest(KOREAN.secondRequest(createRandom(1), facts)).ask).not.toMatch(/주문번호|문의내용/);
    expect(splitRequest('[이관]\n◼교환옵션: XL\n◼문의 내용 : 교환 문의').ask).toBe('교환 문의');
  });

  test.each([
    ['a text without a template', '구매자가 교환을 원합니다.\n가능한지 확인 부탁드립니다.'],
    ['a title that nothing known follows', '[긴급]\n오늘 안에 회신 부탁드립니다.'],
    ['words before the template', '급합니다\n◼문의내용: 환불 부탁드립니다.'],
    ['a label inside a sentence', '앞선 문의내용: 환불 건입니다.'],
    ['a template that asks nothing', '[판매자이관]\n◼주문번호: 1\n◼문의내용:'],
    ['nothing', ''],
  ])('%s is shown whole', (_name, text) => {
    expect(splitRequest(text)).toEqual({ ask: text, template: [] });
  });

  test('nothing of a text is lost', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '[판매자이관]',
        '◼주문번호: 1',
        'ㅁ 입고일자: 12/30',
        '◼문의내용: 가',
        '문의내용:',
        '',
        ' 나 ',
      ),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { ask, template } = splitRequest(lines.join('\n'));
        const kept = [...template, ask].join('').replace(/\s/g, '');
        const given = lines.join('').replace(/\s/g, '');
        // A template's label of the request is all that may go.
        expect([
          given,
          ...(template.length > 0 || kept !== given ? [given.replace(/[◼]?문의내용:/, '')] : []),
        ]).toContain(kept);
      }),
      { numRuns: 500 },
    );
  });
});
