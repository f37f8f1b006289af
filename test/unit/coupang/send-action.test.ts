import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { signRequest } from '../../../lib/coupang/sign-request.ts';
import { holdTimeOuts } from '../../fixtures/hold-time-outs.ts';
import { KEYS, NOW, type Reply } from './loopback-coupang.ts';
import { CONFIRM, DONE, REPLY, startActions } from './start-actions.ts';

const PATH = '/v2/providers/openapi/apis/api/v4/vendors/A00012345/callCenterInquiries/1015668177';
const error = (status: number, message: string): Reply => ({
  status,
  body: { code: 'ERROR', message, transactionId: 'made-up-id' },
});
const EXPIRED = error(401, 'Specified signature is expired.');
const WRONG_KEY = error(401, 'Invalid signature.');

let started: Awaited<ReturnType<typeof startActions>>;
const start = async (...how: Parameters<typeof startActions>) => {
  started = await startActions(...how);
  return started;
};
afterEach(async () => {
  jest.restoreAllMocks();
  await started.stop();
});

describe('the request contains', () => {
  test('a reply, signed as v4 requires, with ids as text so that no digit is lost', async () => {
    const { actions, sent } = await start([DONE]);
    expect(await actions.reply(REPLY, Infinity)).toEqual({ is: 'done' });
    expect(sent).toMatchObject([
      {
        method: 'POST',
        url: `${PATH}/replies`,
        headers: {
          authorization: signRequest({ method: 'POST', path: `${PATH}/replies`, query: '' }, KEYS, NOW),
          'content-type': 'application/json;charset=UTF-8',
          'x-requested-by': 'A00012345',
          'x-market': 'KR',
          'x-extended-timeout': '8000',
        },
        body: JSON.stringify({
          vendorId: 'A00012345',
          inquiryId: '1015668177',
          content: '확인했습니다.',
          replyBy: 'cs-team',
          parentAnswerId: '9007199254740993',
        }),
      },
    ]);
  });

  test('a confirmation, with nothing but the person who confirms', async () => {
    const { actions, sent } = await start([DONE]);
    expect(await actions.confirm(CONFIRM, Infinity)).toEqual({ is: 'done' });
    expect(sent).toMatchObject([
      { method: 'POST', url: `${PATH}/confirms`, body: '{"confirmBy":"cs-team"}' },
    ]);
  });
});

describe('a refusal', () => {
  test.each([
    [
      'not-answerable',
      "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer",
    ],
    [
      'not-confirmable',
      "The inquiry can't be confirm. It can do only inquiryStatus:complete, partnerTransferStatus:requestAnswer",
    ],
    ['content-length', 'The reply content length should be between 2 ~ 1000'],
    ['parent-missing', 'The parentAnswerId is required.'],
    ['wing-id-520', 'userId가 올바르지 않습니다 - 520'],
    ['wing-id-521', 'userId가 올바르지 않습니다 - 521'],
    ['closed', '상담이 종료된 문의입니다 - 522'],
    ['closed', '상담이 종료된 문의입니다 - 522'.normalize('NFD')],
    [
      'control-character',
      'Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 13)): has to be escaped',
    ],
    ['unreadable', 'Could not read JSON: Unexpected end-of-input'],
    [
      'other-vendor',
      "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry",
    ],
  ])('%s: %s', async (code, message) => {
    const { actions, sent, log } = await start([error(400, message)]);
    const result = await actions.reply(REPLY, Infinity);
    expect(result).toEqual({ is: 'refused', refusal: { code } });
    expect(sent).toHaveLength(1);
    expect(log.lines.join()).toContain('made-up-id');
  });
});

describe('an outcome that cannot be known is unsure, and the call is never sent again', () => {
  let timeOuts: ReturnType<typeof holdTimeOuts>;
  beforeEach(() => {
    timeOuts = holdTimeOuts();
  });
  const cut = (response: ServerResponse) => response.destroy();
  const cutAfterHeaders = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '30' });
    response.write('{"code":');
    setTimeout(() => response.destroy(), 20);
  };
  test.each([
    ['a connection that is lost', { instead: cut }, 'COUPANG_UNAVAILABLE'],
    ['an answer that is cut off', { instead: cutAfterHeaders }, 'COUPANG_UNAVAILABLE'],
    ['silence', { instead: () => timeOuts.runOut() }, 'COUPANG_UNAVAILABLE'],
    ['a 500', error(500, 'Internal Server Error'), 'COUPANG_SERVER_ERROR'],
    ['a 502', { status: 502, body: '' }, 'COUPANG_UNAVAILABLE'],
    ['a 503', error(503, 'Service Unavailable'), 'COUPANG_UNAVAILABLE'],
    ['a 504', { status: 504, body: '' }, 'COUPANG_UNAVAILABLE'],
    ['a 524', { status: 524, body: '' }, 'COUPANG_UNAVAILABLE'],
    ['a 599', { status: 599, body: '' }, 'COUPANG_UNEXPECTED'],
    ['another code in a 200', { body: { code: '500', message: 'x' } }, 'COUPANG_PROTOCOL'],
    ['an empty 200', { body: '' }, 'COUPANG_PROTOCOL'],
    ['a page', { body: '<html></html>' }, 'COUPANG_PROTOCOL'],
    ['broken JSON', { body: '{"code":"200"' }, 'COUPANG_PROTOCOL'],
    ['far too much', { body: 'x'.repeat(3000) }, 'COUPANG_TOO_LONG'],
    ['a 400 that no document names', error(400, 'Something that no document names'), 'COUPANG_BAD_REQUEST'],
    ['a 400 without a body', { status: 400, body: '' }, 'COUPANG_BAD_REQUEST'],
    [
      'a known message with another status',
      error(409, 'The parentAnswerId is required.'),
      'COUPANG_BAD_REQUEST',
    ],
    ['a 401 that no document names', error(401, 'No.'), 'COUPANG_CREDENTIALS'],
    ['a 403 that no document names', error(403, 'no permission'), 'COUPANG_BAD_REQUEST'],
    ['a 403 with another page', { status: 403, body: '<html>No.</html>' }, 'COUPANG_BLOCKED_AT_EDGE'],
    ['a 404', { status: 404, body: '' }, 'COUPANG_WRONG_PATH'],
    ['a 408', error(408, 'Request Timeout'), 'COUPANG_BAD_REQUEST'],
    ['a 409', error(409, 'Conflict'), 'COUPANG_BAD_REQUEST'],
    ['a 412', error(412, 'The vendor is not activated.'), 'COUPANG_VENDOR_INACTIVE'],
    ['a 418', error(418, 'teapot'), 'COUPANG_BAD_REQUEST'],
    ['a 423', error(423, 'locked'), 'COUPANG_VENDOR_INACTIVE'],
    ['a 429 in another form', error(429, 'Slow down'), 'COUPANG_THROTTLED'],
    ['a 429 as a page', { status: 429, body: '<h1>429 Too Many Requests</h1>' }, 'COUPANG_THROTTLED'],
    ['a 429 without a body', { status: 429, body: '' }, 'COUPANG_THROTTLED'],
    ['a 499', { status: 499, body: '' }, 'COUPANG_BAD_REQUEST'],
    ['a 303', { status: 303, headers: { location: '/elsewhere' }, body: '' }, 'COUPANG_BLOCKED_AT_EDGE'],
  ])('%s', async (_name, answer, code) => {
    const { actions, sent, log } = await start([answer], { maxBodyBytes: 2000 });
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'unsure', failure: { code } });
    expect(log.lines.join()).toContain(code);
    expect(sent).toHaveLength(1);
  });
});

const ACCESS_DENIED = '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY></BODY></HTML>';

describe('a call that certainly had no effect fails, with how long Coupang is left alone', () => {
  test.each([
    [
      'a 429',
      { ...error(429, 'Too Many Requests'), headers: { 'retry-after': '1200' } },
      { code: 'COUPANG_THROTTLED', reach: 'vendor', aloneForMs: 1_200_000 },
    ],
    [
      'a 429 in plain words',
      { status: 429, body: '429 Too Many Requests' },
      { code: 'COUPANG_THROTTLED', reach: 'vendor', aloneForMs: 600_000 },
    ],
    [
      'the edge’s page with 403',
      { status: 403, headers: { 'content-type': 'text/html' }, body: ACCESS_DENIED },
      { code: 'COUPANG_BLOCKED_AT_EDGE', reach: 'egress', aloneForMs: 600_000 },
    ],
    [
      'a redirect',
      { status: 302, headers: { location: '/elsewhere' }, body: '' },
      { code: 'COUPANG_BLOCKED_AT_EDGE', reach: 'egress', aloneForMs: 600_000 },
    ],
    [
      'an unknown address',
      error(403, '[FORBIDDEN] Not allowed IP. 192.0.2.1'),
      { code: 'COUPANG_IP_NOT_ALLOWED', reach: 'vendor', aloneForMs: 600_000 },
    ],
    [
      'an unknown address, in other words',
      error(403, 'Your ip address 192.0.2.1 is not allowed for this request'),
      { code: 'COUPANG_IP_NOT_ALLOWED', reach: 'vendor', aloneForMs: 600_000 },
    ],
    [
      'another market',
      error(403, 'The HMAC token is not for the target VDC.'),
      { code: 'COUPANG_WRONG_MARKET', reach: 'vendor', aloneForMs: 600_000 },
    ],
    ...[
      'Invalid signature.',
      'HMAC format is invalid.',
      'Request is not authorized.',
      'Unknown error occurred, please contact api-gateway channel for the details.',
    ].map(
      (message) =>
        [
          message,
          error(401, message),
          { code: 'COUPANG_CREDENTIALS', reach: 'vendor', aloneForMs: 600_000 },
        ] as const,
    ),
  ])('%s', async (_name, answer, failure) => {
    const { actions, sent } = await start([answer]);
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'failed', failure });
    expect(sent).toHaveLength(1);
  });

  test('if nothing listens at the address', async () => {
    await start([DONE]);
    const { actions, stop } = await startActions([DONE]);
    await stop();
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({
      is: 'failed',
      failure: { code: 'COUPANG_UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED') },
    });
  });

  test('if the key cannot be read', async () => {
    const { actions, sent } = await start([DONE], {
      credentials: async () => Promise.reject(new Error('no')),
    });
    expect(await actions.confirm(CONFIRM, Infinity)).toMatchObject({
      is: 'failed',
      failure: { code: 'COUPANG_KEY_UNREADABLE' },
    });
    expect(sent).toEqual([]);
  });

  test('if no time is left, since an aborted call would be unsure', async () => {
    const { actions, sent, clock } = await start([DONE]);
    expect(await actions.reply(REPLY, clock.now())).toMatchObject({
      is: 'failed',
      failure: { message: expect.stringContaining('no time was left') },
    });
    expect(sent).toEqual([]);
  });
});

describe('a 401 shows that nothing was done, so there is a second try', () => {
  const AHEAD = new Date(NOW + 7 * 60_000).toUTCString();

  test('signed with the Date header of the refusal', async () => {
    const { actions, sent } = await start([{ ...EXPIRED, headers: { date: AHEAD } }, DONE]);
    expect(await actions.reply(REPLY, Infinity)).toEqual({ is: 'done' });
    expect(sent.map(({ headers }) => /signed-date=(\w+)/.exec(headers.authorization ?? '')?.[1])).toEqual([
      '260115T051713Z',
      '260115T052413Z',
    ]);
  });

  test('but not a third after a second expiry', async () => {
    const { actions, sent } = await start([EXPIRED]);
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({
      is: 'failed',
      failure: { code: 'COUPANG_CLOCK' },
    });
    expect(sent).toHaveLength(2);
  });

  test('with a key that was replaced meanwhile', async () => {
    const NEW_KEYS = { accessKey: 'NEW-ACCESS-KEY', secretKey: 'NEW-SECRET-KEY' };
    const { actions, sent } = await start([WRONG_KEY, DONE], {
      credentials: async (how) => (how?.fresh === true ? NEW_KEYS : KEYS),
    });
    expect(await actions.confirm(CONFIRM, Infinity)).toEqual({ is: 'done' });
    expect(sent[1]?.headers.authorization).toContain('access-key=NEW-ACCESS-KEY');
  });

  test('which is unsure and final if its answer is lost', async () => {
    const { actions, sent } = await start([EXPIRED, error(500, 'x')]);
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'unsure' });
    expect(sent).toHaveLength(2);
  });
});

test('no result and no log line contains the answer’s text or a key', async () => {
  const { actions, log } = await start([error(400, REPLY.content), error(500, REPLY.content)]);
  const results = [await actions.reply(REPLY, Infinity), await actions.reply(REPLY, Infinity)];
  const output = JSON.stringify([results, log.lines]);
  expect(output).not.toContain(REPLY.content);
  expect(output).not.toContain(KEYS.secretKey);
});

test('actions keep the vendor’s pace', async () => {
  const { actions, clock } = await start([DONE]);
  await actions.reply(REPLY, Infinity);
  await actions.confirm(CONFIRM, Infinity);
  await actions.confirm(CONFIRM, Infinity);
  expect(clock.slept).toEqual([1000]);
});
