import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { HAND_OVER_MEANINGS } from '../../../lib/coupang/call-center/create-coupang-actions.ts';
import type { SenderOptions } from '../../../lib/coupang/create-sender.ts';
import { QUESTION_MEANINGS } from '../../../lib/coupang/product/create-product-reply.ts';
import { findMeaning } from '../../../lib/coupang/send-action.ts';
import { signRequest } from '../../../lib/coupang/sign-request.ts';
import { createSourceActions } from '../../../lib/coupang/sources.ts';
import { cpuSeconds } from '../../fixtures/cpu-seconds.ts';
import { holdTimeOuts } from '../../fixtures/hold-time-outs.ts';
import { KEYS, makeClock, makeLog, makeOptions, NOW, type Reply, startLoopback } from './loopback-coupang.ts';

const API = '/v2/providers/openapi/apis/api/v4/vendors/A00012345';
const HAND_OVER = `${API}/callCenterInquiries/1015668177`;
const QUESTION = `${API}/onlineInquiries/123456789012345678/replies`;
const REPLY = {
  source: 'call-center',
  inquiryId: '1015668177',
  parentAnswerId: '9007199254740993',
  content: '확인했습니다.',
  replyBy: 'cs-team',
} as const;
const ANSWER = {
  source: 'product',
  inquiryId: '123456789012345678',
  content: '네, 찬물로 빨아 주세요.',
  replyBy: 'cs-team',
} as const;
const CONFIRM = { inquiryId: '1015668177', confirmBy: 'cs-team' };

const DONE = { status: 200, body: { code: '200', message: 'OK' } };
const error = (status: number, message: string): Reply => ({
  status,
  body: { code: 'ERROR', message, transactionId: 'made-up-id' },
});
const EXPIRED = error(401, 'Specified signature is expired.');
const WRONG_KEY = error(401, 'Invalid signature.');
const SAME_TEXT = '동일한 답변이 존재합니다.';
const CONTROL_CHARACTER =
  'Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 13)): has to be escaped';
const UNREADABLE = 'Could not read JSON: Unexpected end-of-input';

/** A vendor's actions with a server of its own. */
const start = async (replies: Reply[], options: Partial<SenderOptions> = {}) => {
  const { seen: sent, baseUrl, close } = await startLoopback(replies);
  const clock = makeClock();
  const log = makeLog();
  const actions = createSourceActions({ ...makeOptions(baseUrl, clock, log), ...options });
  return { actions, sent, clock, log, close };
};
afterEach(() => void jest.restoreAllMocks());

describe('the request contains', () => {
  test('a reply, signed as v4 requires, with ids as text so that no digit is lost', async () => {
    const { actions, sent } = await start([DONE]);
    expect(await actions.reply(REPLY, Infinity)).toEqual({ is: 'done' });
    const path = `${HAND_OVER}/replies`;
    expect(sent).toMatchObject([
      {
        method: 'POST',
        url: path,
        headers: {
          authorization: signRequest({ method: 'POST', path, query: '' }, KEYS, NOW),
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

  test('a reply to a question, without a parent', async () => {
    const { actions, sent } = await start([DONE]);
    expect(await actions.reply(ANSWER, Infinity)).toEqual({ is: 'done' });
    const body = '{"content":"네, 찬물로 빨아 주세요.","vendorId":"A00012345","replyBy":"cs-team"}';
    expect(sent).toMatchObject([{ method: 'POST', url: QUESTION, body }]);
  });

  test('a confirmation, with nothing but the person who confirms', async () => {
    const { actions, sent } = await start([DONE]);
    expect(await actions.confirm(CONFIRM, Infinity)).toEqual({ is: 'done' });
    const body = '{"confirmBy":"cs-team"}';
    expect(sent).toMatchObject([{ method: 'POST', url: `${HAND_OVER}/confirms`, body }]);
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
    ['control-character', CONTROL_CHARACTER],
    ['unreadable', UNREADABLE],
    [
      'other-vendor',
      "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry",
    ],
  ])('of a reply to a hand-over is %s: %s', async (code, message) => {
    const { actions, sent, log } = await start([error(400, message)]);
    expect(await actions.reply(REPLY, Infinity)).toEqual({ is: 'refused', refusal: { code } });
    expect(sent).toHaveLength(1);
    expect(log.lines.join()).toContain('made-up-id');
  });

  test.each([
    ['deleted', '삭제된 상품문의에는 더 이상 답변할 수 없습니다.'],
    ['content-length', '내용을 입력하세요.'],
    [
      'wing-id-520',
      'The value of replyBy (Responder Seller Portal (WING) ID) is incorrect. Please enter the correct wing ID or vendorId.',
    ],
    ['control-character', CONTROL_CHARACTER],
    ['unreadable', UNREADABLE],
  ])('of a reply to a question is %s: %s', async (code, message) => {
    const { actions, sent } = await start([error(400, message)]);
    expect(await actions.reply(ANSWER, Infinity)).toEqual({ is: 'refused', refusal: { code } });
    expect(sent).toHaveLength(1);
  });

  test.each([SAME_TEXT, SAME_TEXT.normalize('NFD')])(
    'shows that the reply to a question has arrived if the same text is there: %s',
    async (message) => {
      const { actions, sent } = await start([error(400, message)]);
      expect(await actions.reply(ANSWER, Infinity)).toEqual({ is: 'done' });
      expect(sent).toHaveLength(1);
    },
  );

  test.each(['userId', 'userId - ', '-520 ', '\u0301\u0327', 'The value of replyBy ', '동일한 답변이'])(
    'is searched for in linear time in a message of «%s»',
    (piece) => {
      const message = `${piece.repeat(400_000 / piece.length)}x`;
      const meanings = [...HAND_OVER_MEANINGS, ...QUESTION_MEANINGS];
      expect(cpuSeconds(() => findMeaning(message, meanings))).toBeLessThan(10);
    },
  );
});

describe('an outcome that cannot be known is unsure, and the call is never sent again', () => {
  const cut = (response: ServerResponse) => response.destroy();
  const cutAfterHeaders = (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '30' });
    response.write('{"code":');
    setTimeout(() => response.destroy(), 20);
  };
  test.each<[string, Reply, string]>([
    ['a connection that is lost', { instead: cut }, 'COUPANG_UNAVAILABLE'],
    ['an answer that is cut off', { instead: cutAfterHeaders }, 'COUPANG_UNAVAILABLE'],
    ['a 500', error(500, 'Internal Server Error'), 'COUPANG_SERVER_ERROR'],
    ['a 503', error(503, 'Service Unavailable'), 'COUPANG_UNAVAILABLE'],
    ['an empty 200', { body: '' }, 'COUPANG_PROTOCOL'],
    ['far too much', { body: 'x'.repeat(3000) }, 'COUPANG_TOO_LONG'],
    ['a 400 that no document names', error(400, 'Something that no document names'), 'COUPANG_BAD_REQUEST'],
    [
      'a known message with another status',
      error(409, 'The parentAnswerId is required.'),
      'COUPANG_BAD_REQUEST',
    ],
    ['a text that proves a reply only to a question', error(400, SAME_TEXT), 'COUPANG_BAD_REQUEST'],
    ['a 401 that no document names', error(401, 'No.'), 'COUPANG_CREDENTIALS'],
    ['a 403 that no document names', error(403, 'no permission'), 'COUPANG_BAD_REQUEST'],
    ['a 403 with another page', { status: 403, body: '<html>No.</html>' }, 'COUPANG_BLOCKED_AT_EDGE'],
    ['a 404', { status: 404, body: '' }, 'COUPANG_WRONG_PATH'],
    ['a 412', error(412, 'The vendor is not activated.'), 'COUPANG_VENDOR_INACTIVE'],
    ['a 429 in another form', error(429, 'Slow down'), 'COUPANG_THROTTLED'],
    ['a 429 as a page', { status: 429, body: '<h1>429 Too Many Requests</h1>' }, 'COUPANG_THROTTLED'],
    ['a 303', { status: 303, headers: { location: '/elsewhere' }, body: '' }, 'COUPANG_BLOCKED_AT_EDGE'],
  ])('%s', async (_name, answer, code) => {
    const { actions, sent, log } = await start([answer], { maxBodyBytes: 2000 });
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'unsure', failure: { code } });
    expect(log.lines.join()).toContain(code);
    expect(sent).toHaveLength(1);
  });

  test('silence', async () => {
    const timeOuts = holdTimeOuts();
    const { actions, sent } = await start([{ instead: timeOuts.runOut }]);
    const failure = { code: 'COUPANG_UNAVAILABLE' };
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'unsure', failure });
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['a documented refusal of a hand-over', error(400, 'The parentAnswerId is required.')],
    ['a 400 that says «Read timed out»', error(400, 'Read timed out')],
    ['a documented text with another status', error(409, SAME_TEXT)],
  ])('%s, of a reply to a question', async (_name, answer) => {
    const { actions, sent } = await start([answer]);
    expect(await actions.reply(ANSWER, Infinity)).toMatchObject({ is: 'unsure' });
    expect(sent).toHaveLength(1);
  });
});

describe('a call that certainly had no effect fails', () => {
  test.each<[string, Reply, string]>([
    ['a 429', error(429, 'Too Many Requests'), 'COUPANG_THROTTLED'],
    ['a 429 in plain words', { status: 429, body: '429 Too Many Requests' }, 'COUPANG_THROTTLED'],
    [
      'the edge’s page with 403',
      { status: 403, body: '<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY></BODY></HTML>' },
      'COUPANG_BLOCKED_AT_EDGE',
    ],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: '' }, 'COUPANG_BLOCKED_AT_EDGE'],
    ['an unknown address', error(403, '[FORBIDDEN] Not allowed IP. 192.0.2.1'), 'COUPANG_IP_NOT_ALLOWED'],
    [
      'an unknown address, in other words',
      error(403, 'Your ip address 192.0.2.1 is not allowed for this request'),
      'COUPANG_IP_NOT_ALLOWED',
    ],
    ['another market', error(403, 'The HMAC token is not for the target VDC.'), 'COUPANG_WRONG_MARKET'],
    ...[
      'Invalid signature.',
      'HMAC format is invalid.',
      'Request is not authorized.',
      'Unknown error occurred, please contact api-gateway channel for the details.',
    ].map((message): [string, Reply, string] => [message, error(401, message), 'COUPANG_CREDENTIALS']),
  ])('%s', async (_name, answer, code) => {
    const { actions, sent } = await start([answer]);
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'failed', failure: { code } });
    expect(sent).toHaveLength(1);
  });

  test('if nothing listens at the address', async () => {
    const { actions, close } = await start([DONE]);
    await close();
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({
      is: 'failed',
      failure: { code: 'COUPANG_UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED') },
    });
  });

  test('if the key cannot be read', async () => {
    const credentials = () => Promise.reject<never>(new Error('no'));
    const { actions, sent } = await start([DONE], { credentials });
    const failure = { code: 'COUPANG_KEY_UNREADABLE' };
    expect(await actions.confirm(CONFIRM, Infinity)).toMatchObject({ is: 'failed', failure });
    expect(sent).toEqual([]);
  });

  test('if no time is left, since an aborted call would be unsure', async () => {
    const { actions, sent, clock } = await start([DONE]);
    const failure = { message: expect.stringContaining('no time was left') };
    expect(await actions.reply(REPLY, clock.now())).toMatchObject({ is: 'failed', failure });
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
    const failure = { code: 'COUPANG_CLOCK' };
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'failed', failure });
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
