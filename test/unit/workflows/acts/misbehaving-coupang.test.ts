import { describe, expect, test } from '@jest/globals';
import { createCoupangActions } from '../../../../lib/coupang/call-center/create-coupang-actions.ts';
import { makeReplyPress } from '../../../fixtures/domain/make-act.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { ACTION_MESSAGES } from '../../../../local/simulator/read-action-body.ts';
import { type ActWorld, createActWorld } from './create-act-world.ts';

const error = (status: number, message: string): [number, string] => [
  status,
  JSON.stringify({ code: 'ERROR', message, transactionId: 'made-up-id' }),
];
const OK: [number, string] = [200, '{"code":"200","message":"OK"}'];

/** After these answers Coupang did nothing, by its documents. */
const DOCUMENTED: [number, string][] = [
  error(400, ACTION_MESSAGES.notAnswerable),
  error(400, ACTION_MESSAGES.closed),
  error(400, ACTION_MESSAGES.userUnknown),
  error(401, 'Invalid signature.'),
  error(403, '[FORBIDDEN] Not allowed IP. 192.0.2.1'),
  [403, '<HTML><TITLE>Access Denied</TITLE></HTML>'],
  [302, ''],
  error(429, 'Too Many Requests'),
];
/** After these answers Coupang may have done it. */
const UNSURE: [number, string][] = [
  ...[201, 204, 303, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 415, 422, 423, 425, 429, 451, 499].map(
    (status): [number, string] => [status, ''],
  ),
  ...[400, 401, 403, 404, 408, 409, 412, 423, 429, 499].map((status) =>
    error(status, 'No document says so.'),
  ),
  ...[500, 501, 502, 503, 504, 520, 521, 524, 599].map((status) => error(status, 'No document says so.')),
  [200, ''],
  [200, '<html></html>'],
  [200, '{"code":"200"'],
  [200, '{"code":"500","message":"x"}'],
  error(409, ACTION_MESSAGES.closed),
  [429, '<h1>429 Too Many Requests</h1>'],
];
const name = ([status, body]: [number, string]) => `${status} ${body}`;

/** Sends a reply that gets this answer. `takes`: when Coupang carries it out. */
const send = async (
  [status, body]: [number, string],
  takes: 'at-once' | 'late' | 'never',
): Promise<ActWorld> => {
  const world = await createActWorld();
  const answer = () => world.coupang.answer(world.inquiryId, 'cs01');
  const fetch: typeof globalThis.fetch = async () => {
    world.sent.push({ does: 'reply', inquiryId: world.inquiryId, login: 'cs01', sentAt: world.now() });
    if (takes === 'at-once') answer();
    return new Response([204, 303, 302].includes(status) ? null : body, { status });
  };
  const actions = createCoupangActions({
    vendor: world.key,
    baseUrl: 'http://coupang.test',
    credentials: async () => ({ accessKey: 'ACCESS', secretKey: 'SECRET' }),
    clock: world.services.clock,
    callsPerSecond: 2,
    sleep: async () => {},
    fetch,
  });
  await world.press(makeReplyPress(world.ticket()));
  await world.carryOut({ actions });
  // A limit of calls or a block at the edge lasts ten minutes.
  for (let minute = 1; minute <= 25; minute += 1) {
    world.advance(MINUTE);
    if (takes === 'late' && minute === 4) answer();
    await world.carryOut({ actions });
  }
  return world;
};
const ledgerOf = (world: ActWorld) => world.ticket().facts.history.flatMap(({ deed }) => deed?.did ?? []);

describe('R28, R29: an answer of Coupang and its real effect', () => {
  test.each(DOCUMENTED.map((answer) => [name(answer), answer] as const))(
    'after the documented answer %s, the person is notified at once that the reply was not sent',
    async (_name, answer) => {
      const world = await send(answer, 'never');
      expect(world.refusals).toHaveLength(1);
      expect(world.refusals[0]).toMatchObject({ text: '지어낸 답변입니다.' });
      expect(world.refusals[0]).not.toHaveProperty('mayBeSent');
      expect(ledgerOf(world)).toEqual([]);
      expect(world.sent).toHaveLength(1);
    },
  );

  test.each(UNSURE.map((answer) => [name(answer), answer] as const))(
    'after the unsure answer %s without effect, the person gets the text back with the warning that it may have arrived',
    async (_name, answer) => {
      const world = await send(answer, 'never');
      expect(world.refusals).toMatchObject([
        { code: 'not-arrived', text: '지어낸 답변입니다.', mayBeSent: true },
      ]);
      expect(ledgerOf(world)).toEqual([]);
      expect(world.sent).toHaveLength(1);
    },
  );

  test('after an accepted call without effect, the person gets the text back with the same warning', async () => {
    const world = await send(OK, 'never');
    expect(world.refusals).toMatchObject([
      { code: 'not-shown', text: '지어낸 답변입니다.', mayBeSent: true },
    ]);
    expect(ledgerOf(world)).toEqual([]);
    expect(world.sent).toHaveLength(1);
  });

  test.each([...UNSURE, OK].map((answer) => [name(answer), answer] as const))(
    'after the answer %s with effect, the ledger has the reply, and nobody is notified that it was not sent',
    async (_name, answer) => {
      for (const takes of ['at-once', 'late'] as const) {
        const world = await send(answer, takes);
        const { refusals } = world;
        expect(refusals).toEqual([]);
        expect(ledgerOf(world)).toEqual(['replied']);
        expect(world.sent).toHaveLength(1);
      }
    },
  );
});
