import { describe, expect, test } from '@jest/globals';
import { closeTicket } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { makeAcceptedAct, makeAct, makeSentAct } from '../../../fixtures/domain/make-act.ts';
import { withFields, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS } from '../../../simulation/create-world.ts';
import { createActWorld, type ActWorld } from '../acts/create-act-world.ts';

const OFF = { ...TRACK_SETTINGS, acting: false };

/** The ticket with an act, and how often one run of track-sla wakes `act` for it. */
const wokenBy = async (world: ActWorld): Promise<number> => {
  const before = world.bus.published.length;
  await world.trackSla();
  return world.bus.published.slice(before).filter(({ type }) => type === 'ActAsked').length;
};
const start = async (fields: TicketFields, trackSettings = TRACK_SETTINGS) => {
  const world = await createActWorld({}, undefined, { trackSettings });
  await world.notify();
  const { outbox } = world.ticket();
  const shown = { shownVersion: outbox.version, events: {}, publishedVersion: outbox.version };
  world.store.put(withFields(world.ticket(), { ...shown, attentionAt: world.now(), ...fields }));
  return world;
};

describe('R29: track-sla wakes act again', () => {
  test('for an act without a result, once it is due', async () => {
    const world = await start({});
    const act = makeAct({ nextAt: world.now() + 2 * MINUTE });
    world.store.put(withFields(world.ticket(), { act }));
    expect(await wokenBy(world)).toBe(0);
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(1);
    world.advance(MINUTE);
    expect(await wokenBy(world)).toBe(1);
  });

  test('also while the ticket has a pending message', async () => {
    const world = await start({});
    const act = makeAct({ nextAt: world.now() + 2 * MINUTE });
    world.store.put(withFields(world.ticket(), { act, shownVersion: 0 }));
    await world.trackSla();
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(1);
  });

  test('also after the ticket has closed, while it has a pending message', async () => {
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

  test.each([
    ['told', makeAct({ progress: 'told', nextAt: 0 }), 0],
    ['sent and shown', makeSentAct(), 0],
    ['sent and not shown yet', makeAcceptedAct({ nextAt: 0 }), 1],
  ] as const)('and for an act that is %s, only while Coupang does not show it', async (_name, act, woken) => {
    const world = await start({});
    world.store.put(withFields(world.ticket(), { act }));
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(woken);
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

describe('R29: track-sla with acting switched off', () => {
  test('gives an act up once it is due, wakes act no more, and its thread shows the text', async () => {
    const world = await start({}, OFF);
    const act = makeAct({ nextAt: world.now() + 2 * MINUTE });
    world.store.put(withFields(world.ticket(), { act }));
    await world.trackSla();
    expect(world.ticket().facts.act).toEqual(act);
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(0);
    expect(world.ticket()).toMatchObject({
      facts: { act: { progress: 'told', text: act.text }, history: [{ deed: { did: 'not-done' } }] },
      outbox: { events: {} },
    });
    await world.drain();
    const [line] = world.ticket().facts.history;
    expect(world.ticket().delivery.posted).toHaveProperty(line?.name ?? 'none');
    const { version } = world.ticket().outbox;
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(0);
    expect(world.ticket().outbox.version).toBe(version);
  });

  test('gives up the act of a closed ticket, too, and keeps its text', async () => {
    const world = await start({}, OFF);
    const act = makeAct({ progress: 'refused', nextAt: 0 });
    const closed = { state: 'closed', outcome: 'withdrawn', closedAt: world.now() } as const;
    world.store.put(withFields(world.ticket(), { ...closed, act }));
    await world.trackSla();
    expect(world.ticket().facts).toMatchObject({
      state: 'closed',
      act: { progress: 'told', text: act.text },
    });
  });

  test('keeps a text that no thread has shown yet beyond the end of its ticket', async () => {
    const world = await start({}, OFF);
    const act = makeAct({ progress: 'told' });
    const { text } = act;
    const deed = { did: 'not-done', press: act.id, by: act.by } as const;
    const history = [{ name: 'act-2', at: world.now(), deed } as const];
    const ticket = withFields(world.ticket(), { act, history });
    expect(closeTicket(ticket, { outcome: 'withdrawn' }, world.now()).facts.act).toMatchObject({ text });
  });
});
