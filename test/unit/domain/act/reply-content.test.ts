import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  fillTemplate,
  findUnfilled,
  isBlank,
  orderTemplates,
  readReply,
  requestMark,
  signReply,
  withTemplate,
} from '../../../../lib/domain/act/reply-content.ts';
import { anyCharacter } from '../../../fixtures/domain/any-text.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import {
  makeShownTicket,
  makeTicket,
  type TicketFields,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';

const contentOf = (text: string, signature?: string): string | undefined => {
  const reply = readReply(text, signature);
  return 'content' in reply ? reply.content : undefined;
};

describe('the text of an answer', () => {
  test.each([
    ['첫 줄\r\n둘째 줄\r셋째 줄', '첫 줄\n둘째 줄\n셋째 줄'],
    ['  앞뒤 공백 \n', '앞뒤 공백'],
    ['탭\t은 남고\u0000 다른 것은 간다\u0007', '탭\t은 남고 다른 것은 간다'],
    ['네.', '네.'],
    ['네, 확인'.normalize('NFD'), '네, 확인'],
    ['반쪽\ud83d 글자\udc4d', '반쪽 글자'],
    ['\ud83d\u0000\udc4d', '👍'],
  ])('%j is sent as %j', (text, content) => {
    expect(contentOf(text)).toBe(content);
  });

  test.each(['', '네', ' \r\n 네 \r\n', '가'.repeat(1001), '\r\n'.repeat(2000)])('%j is refused', (text) => {
    expect(contentOf(text)).toBeUndefined();
  });

  test.each(['', '네', '가'.repeat(1001)])('counts the length of %j with the signature', (text) => {
    expect(readReply(text, '고객지원팀')).toEqual(
      text === '네' ? { content: '네\n고객지원팀' } : { refusal: text === '' ? 'blank' : 'content-length' },
    );
  });

  test('accepts 1000 characters, with line breaks counted once', () => {
    expect(contentOf(`${'가\r\n'.repeat(499)}가나`)).toHaveLength(1000);
    expect(contentOf('가'.repeat(1000))).toBe('가'.repeat(1000));
  });

  test('is JSON without a CR and has a legal length, for every accepted text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 1200 }), (text) => {
        const content = contentOf(text);
        if (content === undefined) return;
        expect(content).not.toMatch(/\r/);
        expect(content.isWellFormed()).toBe(true);
        expect(content.length).toBeGreaterThanOrEqual(2);
        expect(content.length).toBeLessThanOrEqual(1000);
        expect(contentOf(content)).toBe(content);
      }),
    );
  });
});

describe('refuses a reply without visible characters', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['spaces of every kind', ' \t\r\n\u00a0\u2003\u3000\u2028'],
    ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
    ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
    ['blank Braille', '\u2800\u2800'],
    ['combining marks alone', '\u0301\u20dd\ufe0f'],
    ['halves of characters', '\ud83d\ud83d \udc4d\ud83d'],
    ['characters that replace a missing one', '\ufffd\ufffc'],
    ['marks of direction', '\u200e\u202e\u2066'],
    ['tags and variation selectors', '\u{e0041}\u{e0101}'],
    ['private and unassigned characters', '\ue000\u{e0fff}\u{50000}'],
    ['empty signs', '\u{1d159}\u{13441}'],
    ['control characters', '\u0000\u0007\u0085'],
    ['a mix of them', '\u200b \u3164\n\u2800\u0301'],
  ])('%s', (_what, text) => {
    expect(readReply(text)).toEqual({ refusal: 'blank' });
    expect(readReply(text, '고객지원팀')).toEqual({ refusal: 'blank' });
    expect(readReply(`${text}\n고객지원팀`, '고객지원팀')).toEqual({ refusal: 'blank' });
  });

  test.each(['네.', '--', '👍', '❤️', 'é', '가\u200b', '？！', '1)', '한\u3164글'])('accepts %j', (text) => {
    expect(isBlank(text)).toBe(false);
  });

  test('treats all characters of the categories for spaces, marks and others as invisible', () => {
    const seen = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) =>
        /[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(character) && !isBlank(character),
    );
    expect(seen).toEqual([]);
  });
});

describe('A4: templates', () => {
  const ticket = makeTicket({
    product: '$& 스커트',
    orderId: '123',
    orderDate: Date.UTC(2026, 10, 24, 15, 30),
  });

  test('contain the product, the order and its date in the market’s zone, as often as they name them', () => {
    expect(fillTemplate('{product}, {product}: {order} ({date})', ticket, 'Asia/Seoul')).toBe(
      '$& 스커트, $& 스커트: 123 (2026-11-25)',
    );
  });

  test('contain the facts of the order that the form has; a place without a value stays', () => {
    const facts = {
      invoice: '$1-000000000000',
      carrier: '지어낸 택배',
      status: '배송 완료',
      delivered: '2026-11-26',
    };
    const template = '{carrier} {invoice}: {status} ({delivered})';
    expect(fillTemplate(template, ticket, 'Asia/Seoul', facts)).toBe(
      '지어낸 택배 $1-000000000000: 배송 완료 (2026-11-26)',
    );
    expect(fillTemplate(template, ticket, 'Asia/Seoul', { carrier: '지어낸 택배' })).toBe(
      '지어낸 택배 {invoice}: {status} ({delivered})',
    );
    expect(fillTemplate(template, ticket, 'Asia/Seoul')).toBe(template);
  });

  test.each([
    '{Invoice}',
    '{INVOICE}',
    '{ invoice }',
    '{invoice\u3000}',
    '{in\u200bvoice}',
    '{송장번호}',
    '{ 송장 번호 }',
    '{物流單號}',
    '｛ｉｎｖｏｉｃｅ｝',
    '﹛invoice﹜',
  ])('fill in %j, however it is spelled, and find it while it has no value', (place) => {
    const text = `송장 ${place} 입니다`;
    expect(fillTemplate(text, ticket, 'Asia/Seoul', { invoice: '1' })).toBe('송장 1 입니다');
    expect(fillTemplate(text, ticket, 'Asia/Seoul')).toBe(text);
    expect(findUnfilled(text, false)).toBe(place);
  });

  test('keep an unknown placeholder, for the guard', () => {
    const bare = withoutFields(ticket, 'product', 'orderId', 'orderDate');
    expect(fillTemplate('{product} {order} {date} {shop}', bare, 'Asia/Seoul')).toBe(
      '{product} {order} {date} {shop}',
    );
  });

  test('do not expand placeholders in filled-in values', () => {
    const odd = makeTicket({ product: '{order}', orderId: '123' });
    expect(fillTemplate('{product}', odd, 'Asia/Seoul')).toBe('{order}');
  });

  test('belong to a source: a question is offered none of the hand-overs', () => {
    const templates = [{ source: 'call-center' as const }, { source: 'product' as const }];
    expect(orderTemplates(templates, makeTicket({ source: 'product' }))).toEqual([1]);
    expect(orderTemplates(templates, ticket)).toEqual([0]);
  });

  test('put no order into a public reply', () => {
    const question = makeTicket({ ...ticket.facts, source: 'product', orderDate: NOW });
    expect(fillTemplate('{product} {order} {date}', question, 'Asia/Seoul')).toBe('$& 스커트 {order} {date}');
    const facts = { invoice: '1', carrier: '2', status: '3', delivered: '4' };
    const places = '{invoice} {carrier} {status} {delivered}';
    expect(fillTemplate(places, question, 'Asia/Seoul', facts)).toBe(places);
  });

  test('are sorted: those of the category first, those of other categories last', () => {
    const templates = [{ category: '환불' }, {}, { category: '교환' }, {}].map((template) => ({
      source: 'call-center' as const,
      ...template,
    }));
    expect(orderTemplates(templates, makeTicket({ category: '교환' }))).toEqual([2, 1, 3, 0]);
    expect(orderTemplates(templates, withoutFields(ticket, 'category'))).toEqual([1, 3, 0, 2]);
  });

  test('replace another template, but no text that a person has typed', () => {
    expect(withTemplate('', '둘', ['하나', '둘'])).toBe('둘');
    expect(withTemplate(' 하나\n', '둘', ['하나', '둘'])).toBe('둘');
    expect(withTemplate('쓰던 글\n', '둘', ['하나', '둘'])).toBe('쓰던 글\n\n둘');
  });
});

test('the signature ends a reply once', () => {
  expect(signReply('답변 \n', 'AA몰')).toBe('답변\nAA몰');
  expect(signReply('답변\nAA몰\n', 'AA몰')).toBe('답변\nAA몰\n');
  expect(signReply('답변 ', undefined)).toBe('답변 ');
});

test.each<TicketFields>([{ kind: 'confirm' }, { text: 'Something else.' }, { askedAt: NOW - 1 }])(
  'R28: the mark differs if the request differs: %j',
  (changed) => {
    expect(requestMark(withFields(makeTicket(), changed))).not.toBe(requestMark(makeTicket()));
  },
);

test('R28: a claim, a warning and changes in Slack do not change the mark', () => {
  const claimed = makeShownTicket({ version: 9, claimedBy: 'U0MADEUP1', claimedAt: NOW, product: 'x' });
  expect(requestMark(claimed)).toBe(requestMark(makeTicket()));
});
