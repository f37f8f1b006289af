import { describe, expect, test } from '@jest/globals';
import {
  fillTemplate,
  findUnfilled,
  orderTemplates,
  signReply,
  withTemplate,
} from '../../../../lib/domain/act/reply-content.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { makeTicket, withoutFields } from '../../../fixtures/domain/make-ticket.ts';

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
    '｛ｉｎｖｏｉｃｅ｝',
    '﹛invoice﹜',
  ])('fill in %j, however it is spelled, and find it while it has no value', (place) => {
    const text = `송장 ${place} 입니다`;
    expect(fillTemplate(text, ticket, 'Asia/Seoul', { invoice: '1' })).toBe('송장 1 입니다');
    expect(fillTemplate(text, ticket, 'Asia/Seoul')).toBe(text);
    expect(findUnfilled(text, false)).toBe('{invoice}');
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
