import { describe, expect, test } from '@jest/globals';
import type { ActPorts } from '../../../../lib/workflows/acts/act-ports.ts';
import { makePress, makeReplyPress } from '../../../fixtures/domain/make-act.ts';
import { DAY, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createActWorld } from './create-act-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';

const CLICKS = Array.from({ length: 1000 }, (_, click) => click);

describe('press', () => {
  test('is in the table and on the bus, with its key alone, when it returns', async () => {
    const world = await createActWorld();
    const result = await world.press(makeReplyPress(world.ticket()));
    expect(result).toEqual({ is: 'done' });
    expect(world.ticket().facts.act).toMatchObject({ progress: 'asked', id: 'press-1' });
    const event = world.bus.published.at(-1);
    expect(event).toMatchObject({ type: 'ActAsked', deliverable: world.key, version: 2 });
    expect(JSON.stringify(event)).not.toContain('지어낸 답변입니다.');
  });

  test('makes no call to Coupang, and returns its refusal to the caller alone', async () => {
    const calls: string[] = [];
    const world = await createActWorld({}, noteCalls(calls));
    calls.length = 0;
    const reply = makeReplyPress(world.ticket());
    world.advance(DAY);
    expect(await world.press(reply)).toMatchObject({ is: 'refused', refusal: { code: 'past-due' } });
    expect(calls.filter((name) => /^(coupang|slack)/.test(name))).toEqual([]);
    expect(world.ticket().outbox.version).toBe(1);
  });

  test('is refused for a missing ticket', async () => {
    const world = await createActWorld();
    const reply = makeReplyPress(world.ticket());
    world.store.tickets.clear();
    expect(await world.press(reply)).toEqual({ is: 'refused', refusal: { code: 'no-ticket' } });
  });

  test.each<[string, (services: ActPorts) => Partial<ActPorts>]>([
    ['the bus fails', () => ({ publisher: { publish: async () => [false], wake: async () => false } })],
    [
      'its note fails',
      ({ writer }) => ({ writer: { ...writer, notePublished: () => Promise.reject(new Error('made up')) } }),
    ],
  ])('R29: is accepted even if %s, since the next run of track-sla wakes act', async (_what, failing) => {
    const world = await createActWorld();
    const result = await world.press(makeReplyPress(world.ticket()), failing(world.services));
    expect(result).toEqual({ is: 'done' });
    const before = world.bus.published.length;
    await world.trackSla();
    expect(world.bus.published.slice(before)).toMatchObject([{ type: 'ActAsked', version: 2 }]);
  });
});

describe('R28: 1,000 people press at once', () => {
  test('to claim: one of them claims the ticket, and the others learn who', async () => {
    const world = await createActWorld();
    const results = await Promise.all(
      CLICKS.map((click) => world.press({ ...makePress('claim', `press-${click}`), by: `U${click}` })),
    );
    const { claimedBy, history } = world.ticket().facts;
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    expect(results.filter(({ is }) => is === 'refused')).toContainEqual(
      expect.objectContaining({ refusal: { code: 'claimed', by: claimedBy } }),
    );
    expect(history).toHaveLength(1);
    expect(world.ticket().outbox.version).toBe(2);
  });

  test('to reply: a single reply is requested and sent', async () => {
    const world = await createActWorld();
    const seen = world.ticket();
    const results = await Promise.all(
      CLICKS.map((click) => world.press(makeReplyPress(seen, `view-${click}`))),
    );
    expect(results.filter(({ is }) => is === 'done')).toHaveLength(1);
    await Promise.all(Array.from({ length: 20 }, () => world.carryOut()));
    expect(world.sent).toHaveLength(1);
    expect(world.ticket().facts.history).toMatchObject([{ deed: { did: 'replied' } }, { name: 'closed-5' }]);
  });

  test('with the same delivered press: it is a single act', async () => {
    const world = await createActWorld();
    const seen = world.ticket();
    const results = await Promise.all(CLICKS.map(() => world.press(makeReplyPress(seen))));
    expect(new Set(results.map(({ is }) => is))).toEqual(new Set(['done']));
    expect(world.ticket().outbox.version).toBe(2);
    await world.carryOut();
    world.advance(MINUTE);
    expect(await world.press(makeReplyPress(seen))).toEqual({ is: 'done' });
    expect(world.sent).toHaveLength(1);
  });
});
