import { afterEach, describe, expect, test } from '@jest/globals';
import { createSourceActions } from '../../../../lib/coupang/sources.ts';
import { signRequest } from '../../../../lib/coupang/sign-request.ts';
import { KEYS, makeClock, makeLog, NOW, type Reply, startLoopback, VENDOR } from '../loopback-coupang.ts';
import { DONE } from '../start-actions.ts';

const PATH = '/v2/providers/openapi/apis/api/v4/vendors/A00012345/onlineInquiries/123456789012345678/replies';
const REPLY = {
  source: 'product',
  inquiryId: '123456789012345678',
  content: '네, 찬물로 빨아 주세요.',
  replyBy: 'cs-team',
} as const;
const refusal = (message: string): Reply => ({
  status: 400,
  body: { code: 'ERROR', message, transactionId: 'made-up-id' },
});

let stop: () => Promise<unknown>;
afterEach(() => stop());
const start = async (...replies: Reply[]) => {
  const { seen, baseUrl, close } = await startLoopback(replies);
  stop = close;
  const clock = makeClock();
  const actions = createSourceActions({
    vendor: VENDOR,
    baseUrl,
    credentials: async () => KEYS,
    clock: { now: clock.now },
    callsPerSecond: 2,
    sleep: clock.sleep,
    log: makeLog(),
  });
  return { actions, seen };
};

describe('a reply to a question', () => {
  test('goes to its product page by one signed v4 call, without a parent', async () => {
    const { actions, seen } = await start(DONE);
    expect(await actions.reply(REPLY, Infinity)).toEqual({ is: 'done' });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: PATH,
        headers: { authorization: signRequest({ method: 'POST', path: PATH, query: '' }, KEYS, NOW) },
        body: '{"content":"네, 찬물로 빨아 주세요.","vendorId":"A00012345","replyBy":"cs-team"}',
      },
    ]);
  });

  test('with the same id as a hand-over goes by its source', async () => {
    const { actions, seen } = await start(DONE);
    await actions.reply({ ...REPLY, source: 'call-center', parentAnswerId: '5' }, Infinity);
    expect(seen[0]?.url).toContain('/callCenterInquiries/123456789012345678/replies');
    expect(seen[0]?.body).toContain('"parentAnswerId":"5"');
  });

  test.each(['동일한 답변이 존재합니다.', '동일한 답변이 존재합니다.'.normalize('NFD')])(
    'has arrived if the same text is there: %s',
    async (message) => {
      const { actions, seen } = await start(refusal(message));
      expect(await actions.reply(REPLY, Infinity)).toEqual({ is: 'done' });
      expect(seen).toHaveLength(1);
    },
  );

  test.each([
    ['deleted', '삭제된 상품문의에는 더 이상 답변할 수 없습니다.'],
    ['content-length', '내용을 입력하세요.'],
    [
      'wing-id-520',
      'The value of replyBy (Responder Seller Portal (WING) ID) is incorrect. Please enter the correct wing ID or vendorId.',
    ],
    [
      'control-character',
      'Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 13)): has to be escaped',
    ],
    ['unreadable', 'Could not read JSON: Unexpected end-of-input'],
  ])('is refused as %s: %s', async (code, message) => {
    const { actions, seen } = await start(refusal(message));
    expect(await actions.reply(REPLY, Infinity)).toEqual({ is: 'refused', refusal: { code } });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['an unknown 400', refusal('made up')],
    ['a documented refusal of a hand-over', refusal('The parentAnswerId is required.')],
    ['a 400 that says «Read timed out»', refusal('Read timed out')],
    ['a documented text with another status', { ...refusal('동일한 답변이 존재합니다.'), status: 409 }],
    ['a 500', { status: 500, body: '' }],
    ['a lost connection', { instead: (response: { destroy: () => void }) => response.destroy() }],
  ])('may have arrived after %s, and is never sent again', async (_, answer) => {
    const { actions, seen } = await start(answer);
    expect(await actions.reply(REPLY, Infinity)).toMatchObject({ is: 'unsure' });
    expect(seen).toHaveLength(1);
  });
});

test('the same text as a reply to a hand-over proves nothing, as Coupang documents it only for questions', async () => {
  const { actions } = await start(refusal('동일한 답변이 존재합니다.'));
  const result = await actions.reply({ ...REPLY, source: 'call-center', parentAnswerId: '5' }, Infinity);
  expect(result).toMatchObject({ is: 'unsure' });
});
