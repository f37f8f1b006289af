import { describe, expect, test } from '@jest/globals';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import type { ActPorts } from '../../../../lib/workflows/acts/act-ports.ts';
import { carryOut } from '../../../../lib/workflows/acts/carry-out.ts';
import type { ActionResult, SourceError } from '../../../../lib/workflows/ports/coupang.ts';
import { type ShownRefusal, SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { makeAct, makeReplyPress } from '../../../fixtures/domain/make-act.ts';
import { makeComment, makeQuestion, makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { VENDOR } from '../../../simulation/create-world.ts';
import { makeUpSourceError } from '../../../simulation/made-up-errors.ts';
import { createActWorld } from './create-act-world.ts';

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

  test('R5: stops all acts at a block of the address', async () => {
    const world = await createQuestionWorld();
    world.coupang.shown = () => {
      throw makeUpSourceError('egress');
    };
    expect(await world.carryOutQuestion()).toBe('refused');
    expect(await world.store.states.read(world.key)).toMatchObject({ actStop: { cause: 'blocked-at-edge' } });
  });
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
