import { describe, expect, test } from '@jest/globals';
import { ACTION_MESSAGES } from 'fake-coupang';
import { createCoupangActions } from '../../../../lib/coupang/call-center/create-coupang-actions.ts';
import { makeAct, makeReplyPress } from '../../../fixtures/domain/make-act.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { type ActWorld, createActWorld } from './create-act-world.ts';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import type { ActPorts } from '../../../../lib/workflows/acts/act-ports.ts';
import { carryOut } from '../../../../lib/workflows/acts/carry-out.ts';
import {
  type ActionResult,
  type InquiryDate,
  type LookedUp,
  SourceError,
} from '../../../../lib/workflows/ports/coupang.ts';
import { type ShownRefusal, SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { makeComment, makeQuestion, makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { VENDOR } from '../../../simulation/create-world.ts';
import { makeUpSourceError } from '../../../simulation/made-up-errors.ts';
import { inquiryOf } from '../../../../lib/workflows/acts/act-source.ts';

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

  test.each([
    ...UNSURE.map((answer) => [name(answer), answer, 'not-arrived'] as const),
    ['of a call that it accepts', OK, 'not-shown'] as const,
  ])(
    'after the answer %s without effect, the person gets the text back with the warning that it may have arrived',
    async (_name, answer, code) => {
      const world = await send(answer, 'never');
      expect(world.refusals).toMatchObject([{ code, text: '지어낸 답변입니다.', mayBeSent: true }]);
      expect(ledgerOf(world)).toEqual([]);
      expect(world.sent).toHaveLength(1);
    },
  );

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

/** A hand-over and a question of one vendor. A person has replied to the question from Slack. */
const createQuestionWorld = async () => {
  const world = await createActWorld();
  const act: Act = makeAct();
  const question = makeQuestionTicket({ ...VENDOR, dueAt: world.now() + HOUR, act });
  world.store.put(question);
  const refusals: ShownRefusal[] = [];
  let reads = 0;
  const coupang: { shown: () => Inquiry; reply: () => Promise<ActionResult> } = {
    shown: () => makeQuestion({ inquiryId: question.key.inquiryId }),
    reply: async () => ({ is: 'done' }),
  };
  const services: ActPorts = {
    ...world.services,
    source: {
      ...world.services.source,
      inquiry: async () => {
        reads += 1;
        return coupang.shown();
      },
    },
    actions: { ...world.services.actions, reply: () => coupang.reply() },
    people: { refused: async (_act, _ticket, refusal) => void refusals.push(refusal) },
  };
  return {
    ...world,
    coupang,
    refusals,
    reads: () => reads,
    handOver: world.ticket,
    ticket: () => world.store.get(question.key),
    carryOutQuestion: (with_: Partial<ActPorts> = {}) =>
      carryOut(question.key, { egress: 'made-up' }, { ...services, ...with_ }),
  };
};

const answered = () => makeQuestion({ posts: [makeComment({ text: '지어낸 동료의 답변입니다.' })] });

const throttled = (): SourceError =>
  Object.assign(makeUpSourceError('vendor'), { blindCause: 'throttled' as const });

const unreachedSlack = {
  people: {
    refused: async () => {
      throw new SlackFailure('unreached', 'made_up', 'made-up failure');
    },
  },
};

describe('carryOut: a failure of the questions', () => {
  test.each(['the look-up', 'the reply'])(
    'R31: stops no act on a hand-over if Coupang answers %s with 429',
    async (call) => {
      const world = await createQuestionWorld();
      if (call === 'the reply') world.coupang.reply = async () => ({ is: 'failed', failure: throttled() });
      else
        world.coupang.shown = () => {
          throw throttled();
        };
      expect(await world.carryOutQuestion()).toBe('refused');
      expect(world.refusals).toMatchObject([{ code: 'unreachable', cause: 'throttled' }]);
      expect(await world.store.states.read(world.key)).not.toHaveProperty('actStop');
      await world.press(makeReplyPress(world.handOver()));
      expect(await world.carryOut()).toBe('ended');
      expect(world.sent).toHaveLength(1);
    },
  );
});

describe('carryOut: the comment that answered a question', () => {
  const alreadyAnswered = { code: 'answered-already', answer: '지어낸 동료의 답변입니다.' };

  test('R29: shows the comment, also from a later run, which reads it again', async () => {
    const world = await createQuestionWorld();
    world.coupang.shown = answered;
    expect(await world.carryOutQuestion(unreachedSlack)).toBe('waits');
    world.advance(MINUTE);
    expect(await world.carryOutQuestion()).toBe('refused');
    expect(world.refusals).toEqual([alreadyAnswered]);
    expect(world.reads()).toBe(2);
  });

  test('R29: notifies the person without the comment if it cannot be read again', async () => {
    const world = await createQuestionWorld();
    world.coupang.shown = answered;
    await world.carryOutQuestion(unreachedSlack);
    world.coupang.shown = () => {
      throw makeUpSourceError('reading');
    };
    expect(await world.carryOutQuestion()).toBe('refused');
    expect(world.refusals).toEqual([{ code: 'answered-already' }]);
  });

  test('R5: reads it for an hour alone while Slack is unreachable', async () => {
    const world = await createQuestionWorld();
    world.coupang.shown = answered;
    await world.carryOutQuestion(unreachedSlack);
    world.advance(2 * HOUR);
    expect(await world.carryOutQuestion(unreachedSlack)).toBe('waits');
    expect(world.reads()).toBe(1);
  });
});

describe('carryOut: a deleted question', () => {
  test('R31: closes the ticket, and notes that the refusal of the reply ended it', async () => {
    const world = await createQuestionWorld();
    world.coupang.reply = async () => ({ is: 'refused', refusal: { code: 'deleted' } });
    expect(await world.carryOutQuestion()).toBe('refused');
    expect(world.ticket()?.facts).toMatchObject({
      state: 'closed',
      outcome: 'deleted',
      endedBy: 'reason/deleted',
    });
  });
});

const question = makeQuestion();
const NOTHING: LookedUp = { found: new Map(), missing: new Map(), tried: new Set(), made: 0 };
const lookIn = (shown: Partial<LookedUp>) => {
  const asked: (readonly InquiryDate[])[] = [];
  const look = inquiryOf({
    source: 'product',
    read: () => Promise.reject(new Error('is not read')),
    readPages: () => Promise.reject(new Error('are not read')),
    lookUp: async (inquiries) => {
      asked.push(inquiries);
      return { ...NOTHING, ...shown };
    },
  });
  return { asked, inquiry: () => look(question, 0) };
};

describe('the look-up of one inquiry by the lists of its dates', () => {
  test('returns the inquiry that they show', async () => {
    const { asked, inquiry } = lookIn({ found: new Map([[question.inquiryId, question]]) });
    expect(await inquiry()).toBe(question);
    expect(asked).toEqual([[question]]);
  });

  test('returns nothing if complete readings do not show it, even if another list failed', async () => {
    const missing = new Map([[question.inquiryId, false]]);
    expect(await lookIn({ missing }).inquiry()).toBeUndefined();
    expect(
      await lookIn({ missing, failed: { failure: makeUpSourceError('reading'), inARow: 1 } }).inquiry(),
    ).toBeUndefined();
  });

  test('throws the failure if a reading failed, since the inquiry may be there', async () => {
    const failure = makeUpSourceError('vendor');
    await expect(lookIn({ failed: { failure, inARow: 1 } }).inquiry()).rejects.toBe(failure);
  });

  test('throws if there were more pages than may be read', async () => {
    await expect(lookIn({}).inquiry()).rejects.toBeInstanceOf(SourceError);
  });
});
