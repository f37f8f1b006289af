import { describe, expect, test } from '@jest/globals';
import { cpuSeconds } from '../../../fixtures/cpu-seconds.ts';
import { formLink } from '../../../../lib/domain/call-center/hand-over-rules.ts';

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
