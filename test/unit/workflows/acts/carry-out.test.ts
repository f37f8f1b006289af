import { describe, expect, test } from '@jest/globals';
import { closeTicket } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { lastSending, mayArriveTwice } from '../../../../lib/domain/ticket/act.ts';
import type { ActionResult, InquiryActions } from '../../../../lib/workflows/ports/coupang.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import {
  makeAcceptedAct,
  makeConfirmPress,
  makePress,
  makeReplyPress,
  makeSentAct,
} from '../../../fixtures/domain/make-act.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { makeUpSourceError } from '../../../simulation/made-up-errors.ts';
import { type ActWorld, createActWorld } from './create-act-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';

const pressReply = async (world: ActWorld, id = 'press-1') => world.press(makeReplyPress(world.ticket(), id));
const createPressedWorld = async (...options: Parameters<typeof createActWorld>): Promise<ActWorld> => {
  const world = await createActWorld(...options);
  await pressReply(world);
  return world;
};
const ledgerOf = (world: ActWorld) => world.ticket().facts.history.flatMap(({ deed }) => deed?.did ?? []);
/** The call of the reply ends like this. */
const replying = (world: ActWorld, reply: InquiryActions['reply']): Parameters<ActWorld['carryOut']>[0] => ({
  actions: { ...world.services.actions, reply },
});
/** The call did not arrive, and its answer is lost. */
const losing = (world: ActWorld) =>
  replying(world, async () => ({ is: 'unsure', failure: makeUpSourceError('reading') }));
/** Coupang accepts the act but does nothing. */
const ignoring = (world: ActWorld) => replying(world, async () => ({ is: 'done' }));
const slackFails = (kind: SlackFailureKind) => ({
  people: {
    refused: async () => {
      throw new SlackFailure(kind, 'made_up', 'made-up failure');
    },
  },
});
const unreadable = (world: ActWorld, reach: 'reading' | 'vendor' | 'egress' = 'reading') => ({
  source: {
    ...world.services.source,
    inquiry: async () => {
      throw makeUpSourceError(reach);
    },
  },
});

describe('A6: an act of a person who was removed from people after the press', () => {
  test.each(['reply', 'confirm'] as const)(
    'a %s is not sent and Coupang is not read, and the person gets the reason and the text',
    async (kind) => {
      const calls: string[] = [];
      const world = await createActWorld({ kind }, noteCalls(calls));
      await world.press((kind === 'reply' ? makeReplyPress : makeConfirmPress)(world.ticket()));
      const { text, by } = world.ticket().facts.act ?? {};
      calls.length = 0;
      expect(await world.carryOut({ maySend: (act) => act.by !== by })).toBe('refused');
      expect(world.sent).toEqual([]);
      expect(calls.filter((name) => name.startsWith('coupang'))).toEqual([]);
      expect(world.refusals).toEqual([
        { by, channel: 'C0CS', code: 'right-lost', ...(text !== undefined && { text }) },
      ]);
      expect(ledgerOf(world)).toEqual([]);
      expect(await world.carryOut()).toBe('nothing');
    },
  );

  test('that was sent before is still read back', async () => {
    const world = await createPressedWorld();
    await world.carryOut(losing(world));
    world.advance(MINUTE);
    expect(await world.carryOut({ maySend: () => false })).toBe('waits');
    expect(world.ticket().facts.act).toMatchObject({ progress: 'sending' });
    expect(world.refusals).toEqual([]);
  });
});

describe('carryOut: success', () => {
  test('R28: sends a reply once, to the asking post; the ticket closes, and the ledger names the person (A3, A6)', async () => {
    const world = await createPressedWorld();
    const { text } = world.ticket().facts.act ?? {};
    expect(await world.carryOut()).toBe('ended');
    expect(world.sent).toMatchObject([
      { does: 'reply', parentAnswerId: world.key.answerId, content: text, login: 'cs01' },
    ]);
    expect(world.ticket().facts).toMatchObject({
      state: 'closed',
      outcome: 'answered',
      answeredBy: 'cs01',
      history: [{ deed: { did: 'replied', press: 'press-1' } }],
    });
    expect(JSON.stringify(world.ticket())).not.toContain(text);
    expect(world.refusals).toEqual([]);
    expect(world.ticket().outbox).toMatchObject({ events: {}, publishedVersion: 5 });
    expect(await world.carryOut()).toBe('nothing');
  });

  test('sends a confirmation once in the name of its person (A2)', async () => {
    const world = await createActWorld({ kind: 'confirm' });
    await world.press(makeConfirmPress(world.ticket()));
    expect(await world.carryOut()).toBe('ended');
    expect(world.sent).toMatchObject([{ does: 'confirm', login: 'cs01' }]);
    expect(world.ticket().facts).toMatchObject({ outcome: 'confirmed' });
    expect(ledgerOf(world)).toEqual(['confirmed']);
  });

  describe('R28: a newer request that arrives while a confirmation is sent is ended by it too', () => {
    const during = async (
      answer: () => Promise<ActionResult>,
      meanwhile: (world: ActWorld) => unknown = () => {},
    ): Promise<ActWorld> => {
      const world = await createActWorld({ kind: 'confirm' });
      const confirm: InquiryActions['confirm'] = async (asks, stopAt) => {
        world.coupang.handOverAgain(world.inquiryId, { list: 'TRANSFER' });
        await meanwhile(world);
        await world.services.actions.confirm(asks, stopAt);
        return answer();
      };
      await world.press(makeConfirmPress(world.ticket()));
      await world.carryOut({ actions: { ...world.services.actions, confirm } });
      return world;
    };
    const done = async () => ({ is: 'done' }) as const;
    const deedsOf = async ({ services, key }: ActWorld) =>
      (await services.reader.ticket(key))?.facts.history.flatMap(({ deed }) => deed?.did ?? []);

    test('the thread and the channel say so, before the confirmation is done', async () => {
      const world = await during(done);
      expect(ledgerOf(world)).toEqual(['confirmed-unseen', 'confirmed']);
      expect(world.ticket().facts).toMatchObject({ state: 'closed', outcome: 'confirmed' });
      expect(world.ticket().outbox.events).toEqual({});
    });

    test('also if the answer is lost, and a poll closes the ticket before the inquiry is read back', async () => {
      const failure = makeUpSourceError('egress');
      const world = await during(async () => ({ is: 'unsure', failure }));
      expect(ledgerOf(world)).toEqual([]);
      await world.pollAfter(11 * MINUTE);
      expect(world.ticket().facts).toMatchObject({ state: 'closed', outcome: 'confirmed' });
      expect(await world.carryOut(unreadable(world))).toBe('waits');
      await world.carryOut();
      expect(ledgerOf(world)).toEqual(['confirmed-unseen', 'confirmed']);
    });

    test('and only once if the run dies in between', async () => {
      const world = await during(done);
      const act = makeAcceptedAct({ do: 'confirm', nextAt: 0 });
      const [unseen] = world.ticket().facts.history;
      world.store.put(withFields(world.ticket(), { act, history: unseen ? [unseen] : [] }));
      await world.carryOut();
      expect(ledgerOf(world)).toEqual(['confirmed-unseen', 'confirmed']);
    });

    test('but not if it has a ticket, whose card shows it', async () => {
      const world = await during(done, ({ poll }) => poll());
      expect(await deedsOf(world)).toEqual(['confirmed']);
    });
  });

  test('sends nothing for a look-up, which finds the end or reports that there is none', async () => {
    const world = await createActWorld();
    await world.press(makePress('look-up', 'first'));
    expect(await world.carryOut()).toBe('refused');
    expect(world.refusals).toMatchObject([{ code: 'still-open' }]);
    world.coupang.answer(world.inquiryId);
    world.advance(MINUTE);
    await world.press(makePress('look-up', 'second'));
    expect(await world.carryOut()).toBe('ended');
    expect(ledgerOf(world)).toEqual(['asked-look-up']);
    expect(world.sent).toEqual([]);
  });

  test('R28: removes the text of an accepted reply when a poll shows the answer', async () => {
    const world = await createPressedWorld();
    await world.carryOut(ignoring(world));
    world.coupang.answer(world.inquiryId, 'cs01');
    await world.pollAfter(SECOND);
    expect(world.ticket().facts).toMatchObject({ state: 'closed', outcome: 'answered' });
    expect(JSON.stringify(world.ticket())).not.toContain('지어낸 답변입니다.');
    expect(world.ticket().facts).not.toHaveProperty('act');
    expect(ledgerOf(world)).toEqual(['replied']);
    expect(await world.carryOut()).toBe('nothing');
  });

  test('R29: keeps the text and the warning for the next try after a look-up of a reply that Coupang does not show', async () => {
    const world = await createPressedWorld();
    await world.carryOut(ignoring(world));
    world.advance(10 * MINUTE);
    await world.carryOut();
    await world.press(makePress('look-up', 'look'));
    const given = { do: 'reply', progress: 'told', text: '지어낸 답변입니다.' };
    expect(lastSending(world.ticket().facts.act)).toMatchObject(given);
    expect(mayArriveTwice(world.ticket().facts.act)).toBe(true);
    expect(await world.carryOut()).toBe('refused');
    expect(world.ticket().facts.act).toMatchObject(given);
    expect(mayArriveTwice(world.ticket().facts.act)).toBe(true);
    world.advance(MINUTE);
    await world.press(makePress('look-up', 'another'));
    expect(await pressReply(world, 'second')).toMatchObject({ is: 'done' });
    expect(await world.carryOut()).toBe('ended');
    expect(ledgerOf(world)).toEqual(['asked-look-up', 'replied']);
  });

  test('R29: keeps the warning that a reply may arrive twice if the next try is certainly not sent', async () => {
    const world = await createPressedWorld();
    await world.carryOut(ignoring(world));
    world.advance(10 * MINUTE);
    await world.carryOut();
    expect(mayArriveTwice(world.ticket().facts.act)).toBe(true);
    await pressReply(world, 'second');
    expect(await world.carryOut(unreadable(world))).toBe('refused');
    expect(world.refusals.at(-1)).toMatchObject({ code: 'unreachable' });
    expect(world.refusals.at(-1)).not.toHaveProperty('mayBeSent');
    expect(mayArriveTwice(world.ticket().facts.act)).toBe(true);
  });

  test('R28: refuses nothing if it reads an accepted reply back while another run ends it', async () => {
    const world = await createPressedWorld();
    await world.carryOut(ignoring(world));
    world.advance(MINUTE);
    const { change } = world.services.writer;
    let races = 0;
    const writer: typeof world.services.writer = {
      ...world.services.writer,
      change: async (...written: Parameters<typeof change>) => {
        races += 1;
        if (races === 1) world.store.put(withFields(world.ticket(), { act: makeSentAct(), version: 50 }));
        return change(...written);
      },
    };
    await world.carryOut({ writer });
    expect(races).toBe(1);
    expect(world.refusals).toEqual([]);
    expect(world.ticket().facts.act).toEqual(makeSentAct());
  });

  test('R28: frees a ticket that closes and opens again, though its sent act was being looked up', async () => {
    const world = await createPressedWorld();
    world.store.put(withFields(world.ticket(), { act: makeSentAct() }));
    await world.press(makePress('look-up', 'look'));
    const { facts } = closeTicket(world.ticket(), { outcome: 'unknown' }, world.now());
    expect(facts.act).toMatchObject({ do: 'look-up' });
    expect(facts.act).not.toHaveProperty('sent');
  });

  test('R28: does nothing between the note and the call', async () => {
    const calls: string[] = [];
    const world = await createPressedWorld({}, noteCalls(calls));
    calls.length = 0;
    await world.carryOut();
    expect(calls.indexOf('coupang.post')).toBe(calls.indexOf('store.change') + 1);
    expect(calls.filter((name) => name === 'coupang.post')).toHaveLength(1);
  });
});

describe('carryOut: refusals and lost answers of Coupang', () => {
  const throttled = Object.assign(makeUpSourceError('vendor'), { blindCause: 'throttled' as const });
  test.each([
    ['asks for fewer calls before the call', 'before', throttled, 'throttled'],
    ['asks for fewer calls by the call', 'by', throttled, 'throttled'],
    ['blocks the address', 'before', makeUpSourceError('egress'), 'blocked-at-edge'],
  ] as const)('R5: stops act, and no poll, if Coupang %s', async (_what, when, failure, cause) => {
    const world = await createPressedWorld();
    const { source, actions } = world.services;
    const inquiry = when === 'before' ? () => Promise.reject(failure) : source.inquiry;
    const reply = async () => ({ is: 'failed', failure }) as const;
    const services = { source: { ...source, inquiry }, actions: { ...actions, reply } };
    expect(await world.carryOut(services)).toBe('refused');
    expect(await world.store.states.egressBlock('made-up')).toBeUndefined();
    const state = await world.store.states.read(world.key);
    expect(state).toMatchObject({ actStop: { cause } });
    expect(state).not.toHaveProperty('backOff');
    await pressReply(world, 'second');
    const { inquiries } = world.coupang.calls;
    expect(await world.carryOut()).toBe('refused');
    expect(world.refusals.at(-1)).toMatchObject({ code: 'unreachable' });
    expect(world.coupang.calls.inquiries).toBe(inquiries);
  });

  test('does not treat an unknown error as Coupang’s', async () => {
    const world = await createPressedWorld();
    const inquiry = () => Promise.reject(new TypeError('made up'));
    const source = { ...world.services.source, inquiry };
    await expect(world.carryOut({ source })).rejects.toThrow('made up');
    expect(world.ticket().facts.act).toMatchObject({ progress: 'asked' });
  });
});

describe('carryOut: time limits', () => {
  /** The write of the note takes so long. */
  const slowNote = (world: ActWorld, ms: number): Parameters<ActWorld['carryOut']>[0] => ({
    writer: {
      ...world.services.writer,
      change: async (before, facts, event, at) => {
        const written = await world.services.writer.change(before, facts, event, at);
        if (facts.act?.progress === 'sending') world.advance(ms);
        return written;
      },
    },
  });

  test('R28: does not send in a run that was frozen before its call', async () => {
    const world = await createPressedWorld();
    expect(await world.carryOut(slowNote(world, 31 * SECOND))).toBe('refused');
    expect(world.sent).toEqual([]);
    expect(world.refusals).toMatchObject([{ code: 'unreachable' }]);
  });

  test('R28: sends nothing after the deadline, even if it passes after the note (A5)', async () => {
    const world = await createPressedWorld({ requestAgeMs: DAY - 10 * SECOND });
    expect(await world.carryOut(slowNote(world, 11 * SECOND))).toBe('refused');
    expect(world.sent).toEqual([]);
    expect(world.refusals).toMatchObject([{ code: 'past-due', text: '지어낸 답변입니다.' }]);
  });

  test('R28: leaves the act alone for a minute in a second run, since the first may still call', async () => {
    const world = await createPressedWorld();
    const first = world.carryOut();
    expect(await world.carryOut()).toBe('waits');
    await first;
    expect(world.sent).toHaveLength(1);

    const late = await createPressedWorld();
    await late.carryOut(losing(late));
    late.advance(59 * SECOND);
    expect(await late.carryOut()).toBe('nothing');
  });
});

describe('carryOut: other writers', () => {
  test.each(['refused', 'unsure', 'done'] as const)(
    'R29: keeps the result in spite of a claim during the call: %s',
    async (is) => {
      const world = await createPressedWorld();
      const claimed = replying(world, async (...args) => {
        await world.press(makePress('claim', 'claim'));
        if (is === 'refused') return { is, refusal: { code: 'closed' } };
        await world.services.actions.reply(...args);
        return is === 'unsure' ? { is, failure: makeUpSourceError('reading') } : { is };
      });
      expect(await world.carryOut(claimed)).toBe(is === 'refused' ? 'refused' : 'ended');
      expect(ledgerOf(world)).toEqual(is === 'refused' ? ['claimed'] : ['claimed', 'replied']);
      expect(world.refusals.map(({ code }) => code)).toEqual(is === 'refused' ? ['closed'] : []);
    },
  );

  test('R28: keeps the line of the ledger if a poll closes the ticket during the call', async () => {
    const world = await createPressedWorld();
    const actions = {
      ...world.services.actions,
      reply: async (...args: Parameters<typeof world.services.actions.reply>) => {
        const result = await world.services.actions.reply(...args);
        await world.pollAfter(SECOND);
        return result;
      },
    };
    expect(await world.carryOut({ actions })).toBe('waits');
    expect(world.ticket().facts).toMatchObject({ state: 'closed', outcome: 'answered' });
    expect(world.ticket().facts).not.toHaveProperty('act');
    expect(ledgerOf(world)).toEqual(['replied']);
  });

  test('needs no look-up at Coupang for a ticket that closed meanwhile', async () => {
    const world = await createPressedWorld();
    world.coupang.answer(world.inquiryId);
    await world.pollAfter(SECOND);
    const { inquiries } = world.coupang.calls;
    expect(await world.carryOut()).toBe('refused');
    expect(world.refusals).toMatchObject([{ code: 'ended', text: '지어낸 답변입니다.' }]);
    expect(world.coupang.calls.inquiries).toBe(inquiries);
    expect(world.ticket().facts).not.toHaveProperty('act');
  });
});

describe('carryOut: notifying the person', () => {
  const refusedIn = async (): Promise<ActWorld> => {
    const world = await createPressedWorld();
    world.coupang.withdraw(world.inquiryId);
    return world;
  };

  test.each(['rate-limited', 'unreached', 'unsure', 'token-unusable'] as const)(
    'R29: if Slack is %s, a later run notifies the person, and the text waits',
    async (kind) => {
      const world = await refusedIn();
      expect(await world.carryOut(slackFails(kind))).toBe('waits');
      world.advance(23 * HOUR);
      expect(await world.carryOut(slackFails(kind))).toBe('waits');
      expect(await world.carryOut()).toBe('refused');
      expect(world.refusals).toMatchObject([{ code: 'ended', text: '지어낸 답변입니다.' }]);
      expect(await world.carryOut()).toBe('nothing');
    },
  );

  test('R29: prevents another run from being woken while a run notifies its person', async () => {
    const world = await createPressedWorld();
    const { people } = world.services;
    let isDue = false;
    await world.carryOut({
      ...unreadable(world),
      people: {
        refused: async (...args: Parameters<typeof people.refused>) => {
          isDue = (world.ticket().facts.act?.nextAt ?? 0) <= world.now();
          await people.refused(...args);
        },
      },
    });
    expect([isDue, world.refusals.length]).toEqual([false, 1]);
  });

  test('R29: gives up on a person who cannot be reached for a day, or at all', async () => {
    const late = await refusedIn();
    await late.carryOut(slackFails('unreached'));
    late.advance(DAY + MINUTE);
    expect(await late.carryOut(slackFails('unreached'))).toBe('refused');
    expect(JSON.stringify(late.ticket())).not.toContain('지어낸 답변입니다.');

    const gone = await refusedIn();
    expect(await gone.carryOut(slackFails('channel-unusable'))).toBe('refused');
  });

  test('does nothing for a press on a missing ticket', async () => {
    const world = await createActWorld();
    expect(await world.carryOut()).toBe('nothing');
    const reader = { ...world.store.reader, ticket: async () => undefined };
    expect(await world.carryOut({ reader })).toBe('nothing');
  });
});
