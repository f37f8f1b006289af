import { describe, expect, test } from '@jest/globals';
import { readEnvelope } from '../../../lib/coupang/read-envelope.ts';
import { readPage } from '../../../lib/coupang/read-rows.ts';

describe('the envelope', () => {
  test.each([
    ['{"code":200,"message":"OK","data":{}}', { code: 200, message: 'OK', data: {} }],
    ['{"code":"200","message":"OK"}', { code: 200, message: 'OK', data: undefined }],
    ['\ufeff{"code":200}', undefined],
    ['{"code":"ERROR","message":"m","transactionId":"t-1"}', { message: 'm', transactionId: 't-1' }],
    ['{"code":200.5,"message":7,"transactionId":"has words in it"}', { message: '' }],
    ['{"code":"ERROR","message":"m","transactionId":"01012345678"}', { message: 'm' }],
    ['{"code":"ERROR","message":"m","transactionId":"P123456789012"}', { message: 'm' }],
    [
      '{"code":"ERROR","message":"m","transactionId":"4d631df0-b78c-46b5-ae04-04724648accb"}',
      { message: 'm', transactionId: '4d631df0-b78c-46b5-ae04-04724648accb' },
    ],
    ['[]', undefined],
    ['null', undefined],
    ['"200"', undefined],
    ['', undefined],
    ['<html></html>', undefined],
    ['{"code":200,', undefined],
  ])('%s', (body, expected) => {
    expect(readEnvelope(body)).toEqual(expected);
  });

  test.each([
    [null, {}],
    [undefined, {}],
    ['x', {}],
    [{}, {}],
    [{ content: null }, {}],
    [{ content: [] }, { items: [] }],
    [{ pagination: { totalPages: 0 } }, { items: [], totalPages: 0 }],
    [{ content: null, pagination: {} }, { items: [] }],
    [{ content: {}, pagination: null }, {}],
    [
      { content: [1], pagination: { totalPages: '2', totalElements: 31 } },
      { items: [1], totalPages: 2, totalElements: 31 },
    ],
    [{ content: [], pagination: { totalPages: -1, totalElements: 'many' } }, { items: [] }],
  ])('reads the data %j as the page %j', (data, expected) => {
    expect(readPage(data)).toEqual(expected);
  });
});
