import { describe, expect, test } from '@jest/globals';
import { closeTicket } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { withFields, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createActWorld, type ActWorld } from '../acts/create-act-world.ts';

/** The ticket with an act, and how often one run of track-sla wakes `act` for it. */
const wokenBy = async (world: ActWorld): Promise<number> => {
  const before = world.bus.published.length;
  await world.trackSla();
  return world.bus.published.slice(before).filter(({ type }) => type === 'ActAsked').length;
};
const start = async (fields: TicketFields) => {
  const world = await createActWorld();
  await world.notify();
  const { outbox } = world.ticket();
  const shown = { shownVersion: outbox.version, events: {}, publishedVersion: outbox.version };
  world.store.put(withFields(world.ticket(), { ...shown, attentionAt: world.now(), ...fields }));
  return world;
};

describe('R29: track-sla wakes act again', () => {
  test('for an act without a result, once its time has come', async () => {
    const world = await start({});
    const act = makeAct({ nextAt: world.now() + 2 * MINUTE });
    world.store.put(withFields(world.ticket(), { act }));
    expect(await wokenBy(world)).toBe(0);
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(1);
    world.advance(MINUTE);
    expect(await wokenBy(world)).toBe(1);
  });

  test('also while Slack lacks something of the ticket', async () => {
    const world = await start({});
    const act = makeAct({ nextAt: world.now() + 2 * MINUTE });
    world.store.put(withFields(world.ticket(), { act, shownVersion: 0 }));
    await world.trackSla();
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(1);
  });

  test('also after it has closed, while Slack lacks something of it', async () => {
    const world = await start({});
    const { store, now } = world;
    const before = world.ticket();
    const act = makeAct({ progress: 'refused', nextAt: now() + MINUTE });
    const waiting = { ...before, facts: { ...before.facts, act } };
    const { facts, event } = closeTicket(waiting, { outcome: 'withdrawn' }, now());
    await store.writer.change(before, facts, event, now());
    await world.trackSla();
    expect(await wokenBy(world)).toBe(0);
    world.advance(MINUTE);
    expect(await wokenBy(world)).toBe(1);
    expect(world.ticket()).toMatchObject({ index: { rank: 2 }, outbox: { events: {} } });
    expect(await wokenBy(world)).toBe(1);
  });

  test.each(['sent', 'told'] as const)('and not for one that is %s', async (progress) => {
    const world = await start({});
    world.store.put(withFields(world.ticket(), { act: makeAct({ progress, nextAt: 0 }) }));
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(0);
  });

  test('with its time in the index, so that it is not written each minute', async () => {
    const world = await start({});
    const nextAt = world.now() + 2 * MINUTE;
    world.store.put(withFields(world.ticket(), { act: makeAct({ nextAt }) }));
    await world.trackSla();
    expect(world.ticket().index.attentionAt).toBe(nextAt);
    expect(world.ticket().ladder.nextStepAt).toBe(nextAt);
    expect((await world.trackSla()).settled).toBe(0);
  });
});
