import {
  QUESTION,
  type TicketFields,
  makeShownTicket,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { SOURCE_NAMES, type Source } from '../../../../lib/domain/sources.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { type TrackSlaTally, trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import {
  TRACK_SETTINGS,
  VENDOR,
  type World,
  createWorld,
  withOneTicket,
} from '../../../simulation/create-world.ts';
import { type Effect, noteCalls } from '../../../simulation/effect.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { inTurn } from '../../../../lib/domain/time/in-turn.ts';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import { closeTicket } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { makeAcceptedAct, makeAct, makeSentAct } from '../../../fixtures/domain/make-act.ts';
import { type ActWorld, createActWorld } from '../acts/create-act-world.ts';
import { makePolicy, makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';

const NOTHING: TrackSlaTally = {
  warned: 0,
  republished: 0,
  woken: 0,
  settled: 0,
  failed: 0,
  unseen: 0,
  unfinished: 0,
};

/** Polled once, and looked at by track-sla. The wake-ups were lost. */
const withTicket = async (options: Parameters<typeof createWorld>[0] = {}) => {
  const { world, id } = await withOneTicket(options);
  await world.trackSla();
  world.bus.wakeUps.length = 0;
  return { world, id };
};

describe('track-sla', () => {
  test('R2: publishes what a dead poll left unpublished, and gets it shown', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    world.bus.failEntries.push(true);
    await world.poll();
    expect(world.bus.wakeUps).toEqual([]);
    world.advance(MINUTE);
    expect(await world.trackSla()).toMatchObject({ republished: 1, failed: 0 });
    await world.notify();
    expect(world.ticketOf(id)).toMatchObject({
      outbox: { publishedVersion: 1 },
      delivery: { shownVersion: 1 },
    });
  });

  test('R3: checks every ladder in a new process, and moves nothing that waits for Slack', async () => {
    const { world, id } = await withTicket();
    const soon = world.now() + 10 * MINUTE;
    const { dueAt } = world.ticketOf(id).facts;
    // As an earlier ladder left it.
    world.store.put(withFields(world.ticketOf(id), { attentionAt: soon, nextStepAt: dueAt - 60 * MINUTE }));
    world.trackServices.known.clear();
    await world.trackSla();
    expect(world.ticketOf(id)).toMatchObject({
      index: { attentionAt: soon },
      ladder: { nextStepAt: dueAt - 181.25 * MINUTE },
    });
  });

  test('R18: wakes a vendor whose index contains something due each minute until Slack shows it', async () => {
    const { world } = await withTicket();
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE);
      expect(await world.trackSla()).toEqual({ ...NOTHING, woken: 1 });
      expect(world.bus.wakeUps.splice(0)).toEqual([{ vendor: VENDOR, deliverables: [] }]);
    }
    await world.drain();
    expect(world.slack.messages).toHaveLength(1);
    world.advance(MINUTE);
    expect(await world.trackSla()).toMatchObject({ woken: 0 });
  });

  test("R18: wakes no vendor without pending messages, and none before a refused message's next try", async () => {
    const { world } = await withTicket();
    world.slack.failBefore.push(new SlackFailure('refused', 'made_up_word', 'made up'));
    await world.drain();
    world.advance(MINUTE - 1);
    expect(await world.trackSla()).toMatchObject({ woken: 0 });
    world.advance(1);
    expect(await world.trackSla()).toMatchObject({ woken: 1 });
    await world.notify();
    expect(world.slack.messages).toHaveLength(1);
    expect(await world.trackSla()).toMatchObject({ woken: 0 });
    expect(world.bus.wakeUps).toEqual([]);
  });

  test('R3: keeps a pending message due, without a write per minute', async () => {
    const writes: string[] = [];
    const { world } = await withTicket({
      effect: async (name, take) => {
        if (/^store\.(settle|change|note(?!Tracked))/.test(name)) writes.push(name);
        return take();
      },
    });
    writes.length = 0;
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE);
      await world.trackSla();
    }
    expect(writes).toEqual([]);
  });

  test('R3: settles a ticket that a drain showed before poll had noted its event', async () => {
    const { world, id } = await withTicket();
    await world.drain();
    const { notePublished } = world.store.writer;
    world.store.writer.notePublished = async (...args) => {
      await world.drain();
      await notePublished(...args);
    };
    world.coupang.editRequest(id, 'Please check again.');
    world.advance(MINUTE);
    await world.poll();
    expect(world.ticketOf(id)).toMatchObject({
      delivery: { shownVersion: 2 },
      outbox: { publishedVersion: 2 },
      index: { attentionAt: world.now() },
    });
    world.advance(MINUTE);
    expect(await world.trackSla()).toEqual({ ...NOTHING, settled: 1 });
    expect(world.ticketOf(id).index.attentionAt).toBeGreaterThan(world.now() + MINUTE);
    expect(await world.trackSla()).toEqual(NOTHING);
  });

  test('handles other tickets beside an unreadable ticket, which is counted', async () => {
    const world = createWorld();
    const bad = world.coupang.handOver();
    const good = world.coupang.handOver();
    world.bus.failEntries.push(true, true);
    await world.poll();
    world.advance(MINUTE);
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      if (key.inquiryId === bad) throw new ConcurrentWrite('made-up unreadable ticket', 1);
      return ticket(key);
    };
    expect(await world.trackSla()).toMatchObject({ republished: 1, failed: 1 });
    expect(world.bus.published).toMatchObject([{ deliverable: { inquiryId: good } }]);
    expect(world.bus.wakeUps[0]?.deliverables).toMatchObject([{ inquiryId: good }]);
  });
});

describe('a check of a vendor', () => {
  test('that finds nothing due is two requests in each run, with metrics, sharing and its own note', async () => {
    const requests: string[] = [];
    const { world, id } = await withTicket({ effect: noteCalls(requests) });
    await world.drain();
    world.store.put(withFields(world.ticketOf(id), { claimedBy: 'U0ANN', claimedAt: world.now() }));
    const people = [{ user: 'U0ANN', weight: 1, leave: [] }];
    const sharing = { passOnMs: HOUR, sources: SOURCE_NAMES, roster: { zone: 'Asia/Seoul', people } };
    const run = async (): Promise<string[]> => {
      requests.length = 0;
      await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS, sharing }], world.trackServices);
      world.advance(MINUTE);
      return requests.filter((name) => name !== 'bus.publish');
    };
    await run();
    await run();
    const runs = [await run(), await run(), await run(), await run()];
    const read = ['store.readState', 'store.attention'];
    const noted = ['store.noteTracked', 'store.attention'];
    expect(runs).toEqual([noted, read, noted, read]);
  });
});

describe('all vendors', () => {
  test('get their turn even if one fails, and the failure is thrown at the end', async () => {
    const { world } = await withTicket();
    world.advance(4 * MINUTE);
    const { attention } = world.store.reader;
    world.store.reader.attention = async (vendor, until) => {
      if (vendor.vendorId !== VENDOR.vendorId) throw new Error('made-up outage');
      return attention(vendor, until);
    };
    const vendors = ['A00000001', VENDOR.vendorId, 'A00000003'].map((vendorId) => ({
      vendor: { market: 'KR' as const, vendorId },
      settings: TRACK_SETTINGS,
    }));
    await expect(trackAll(vendors, world.trackServices)).rejects.toThrow('made-up outage');
    expect(world.bus.wakeUps).toEqual([{ vendor: VENDOR, deliverables: [] }]);
  });
});

/** 400 tickets at 150 ms a request take as long as 3,000 at 20 ms. */
const NEW_TICKETS = 400;
const STORE_MS = 150;
const LASTS_MS = 50_000;

test('S2: with more new tickets than a run can read, each run continues where the last ended, and another vendor is warned in time', async () => {
  let isSlow = false;
  const effect: Effect = async (name, take) => {
    const result = take();
    if (isSlow) world.advance(name.startsWith('store') ? STORE_MS : 12);
    return result;
  };
  const { world, id } = await withOneTicket({ effect });
  await world.notify();
  const ticket = withoutFields(world.ticketOf(id), 'nextStepAt');
  const later = { askedAt: ticket.facts.askedAt + 10 * HOUR, dueAt: ticket.facts.dueAt + 10 * HOUR };
  for (let count = 0; count < NEW_TICKETS; count += 1)
    world.store.put(withFields(ticket, { ...later, inquiryId: `2${count}` }));
  const other = { ...VENDOR, vendorId: 'A00099999' };
  const fallsDueAt = ticket.facts.dueAt - 3 * HOUR;
  world.advance(fallsDueAt - MINUTE - world.now());
  world.store.put(withFields(ticket, { ...other, nextStepAt: world.now() }));
  const { read } = world.trackServices.states;
  const states = {
    ...world.trackServices.states,
    read: () => read(VENDOR),
    noteTracked: async () => undefined,
  };
  const vendors = [VENDOR, other].map((vendor) => ({ vendor, settings: TRACK_SETTINGS }));
  const countNew = () =>
    world.tickets().filter((storedTicket) => storedTicket.ladder.nextStepAt === undefined).length;
  isSlow = true;

  let runs = 0;
  for (; runs < 10 && countNew() > 0; runs += 1) {
    const began = world.now();
    const timeIsUp = (): boolean => world.now() >= began + LASTS_MS;
    await trackAll(vendors, { ...world.trackServices, states, timeIsUp });
    world.advance(Math.max(0, began + MINUTE - world.now()));
  }

  expect(countNew()).toBe(0);
  expect(runs).toBeLessThan(10);
  const warned = world.tickets().find(({ key: { vendorId } }) => vendorId === other.vendorId);
  expect(warned?.facts.steps.find(({ name }) => name === '3h')?.at).toBeLessThanOrEqual(fallsDueAt);
});

const listVendors = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    vendor: { ...VENDOR, vendorId: `A${index}` },
    settings: TRACK_SETTINGS,
  }));

/** How many runs in a row get to each of `all`, if each gets to `some` of them. */
const runsFor = (all: number, some: number): number => Math.ceil((2 * all) / some);

const minutes = fc.integer({ min: 0, max: 60_000_000 });

test('S2: wherever each run is cut, all vendors get their turn within a few runs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1500 }), minutes, fc.nat(), (all, minute, draw) => {
      const some = 1 + (draw % all);
      const vendors = Array.from({ length: all }, (_, index) => index);
      const seen = new Set<number>();
      for (let run = 0; run < runsFor(all, some); run += 1)
        for (const vendor of inTurn(vendors, (minute + run) * MINUTE).slice(0, some)) seen.add(vendor);
      expect(seen.size).toBe(all);
    }),
  );
});

test('an order is that of the configuration, from another start', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), minutes, (all, minute) => {
      const turn = inTurn(all, minute * MINUTE + 59_999);
      expect(turn).toEqual(inTurn(all, minute * MINUTE));
      const from = turn.indexOf(all[0] ?? 0);
      expect([...turn.slice(from), ...turn.slice(0, from)].slice(0, all.length)).toEqual(all);
    }),
  );
});

test('S2: each vendor is checked within a few runs, however few a run can check', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), minutes, fc.nat(), async (all, minute, draw) => {
      const some = 1 + (draw % all);
      const world = createWorld();
      world.advance(minute * MINUTE);
      const { attention } = world.store.reader;
      const seen = new Set<string>();
      let looks = 0;
      const reader = {
        ...world.store.reader,
        attention: (...about: Parameters<typeof attention>) => {
          seen.add(about[0].vendorId);
          return attention(...about);
        },
      };
      const looksAreOver = (): boolean => (looks += 1) > some;
      for (let run = 0; run < runsFor(all, some); run += 1) {
        looks = 0;
        const { tally } = await trackAll(listVendors(all), { ...world.trackServices, reader, looksAreOver });
        expect(tally.unseen).toBe(all - some);
        world.advance(MINUTE);
      }
      expect(seen.size).toBe(all);
    }),
    { numRuns: 30 },
  );
});

/** A quiet vendor. `run`: what one run of track-sla asks of store and bus. It publishes an empty list. */
const startQuiet = async (acting = true) => {
  const requests: string[] = [];
  const world = createWorld({
    trackSettings: { ...TRACK_SETTINGS, acting },
    effect: noteCalls(requests),
  });
  await world.poll();
  await world.drain();
  await world.trackSla();
  await world.drain();
  const lookUntil = async (until: number): Promise<void> => {
    const lease = { token: 'made-up', now: world.now(), until: world.now() + 1 };
    await world.store.states.takeLease(VENDOR, lease);
    world.store.noteHomes(VENDOR, until);
    await world.store.states.releaseLease(VENDOR, 'made-up', NEW_VENDOR_STATE);
  };
  const run = async (): Promise<string[]> => {
    requests.length = 0;
    world.bus.wakeUps.length = 0;
    await world.trackSla();
    return [...requests];
  };
  return { ...world, lookUntil, run };
};

test('A7: a run reads and calls nothing more if no Home is open', async () => {
  const world = await startQuiet();
  expect(await world.run()).toEqual(['store.readState', 'store.attention']);
  expect(world.bus.wakeUps).toEqual([]);
});

test('A7: each run wakes notify for the Homes while a Home may be open, and no run after that', async () => {
  const world = await startQuiet();
  await world.lookUntil(world.now() + 2 * MINUTE);
  expect(await world.run()).toEqual(['store.readState', 'store.attention', 'bus.wake']);
  expect(world.bus.wakeUps).toEqual([{ vendor: VENDOR, deliverables: [], homes: true }]);
  world.advance(2 * MINUTE);
  await world.run();
  expect(world.bus.wakeUps).toEqual([]);
});

test('A7: no Home counts as open with acting switched off', async () => {
  const world = await startQuiet(false);
  await world.lookUntil(world.now() + 2 * MINUTE);
  await world.run();
  expect(world.bus.wakeUps).toEqual([]);
});

const OFF = { ...TRACK_SETTINGS, acting: false };

/** The ticket with an act, and how often one run of track-sla wakes `act` for it. */
const wokenBy = async (world: ActWorld): Promise<number> => {
  const before = world.bus.published.length;
  await world.trackSla();
  return world.bus.published.slice(before).filter(({ type }) => type === 'ActAsked').length;
};
const startActing = async (fields: TicketFields, trackSettings = TRACK_SETTINGS) => {
  const world = await createActWorld({}, undefined, { trackSettings });
  await world.notify();
  const { outbox } = world.ticket();
  const shown = { shownVersion: outbox.version, events: {}, publishedVersion: outbox.version };
  world.store.put(withFields(world.ticket(), { ...shown, attentionAt: world.now(), ...fields }));
  return world;
};

describe('R29: track-sla wakes act again', () => {
  test('for an act without a result, once it is due', async () => {
    const world = await startActing({});
    const act = makeAct({ nextAt: world.now() + 2 * MINUTE });
    world.store.put(withFields(world.ticket(), { act }));
    expect(await wokenBy(world)).toBe(0);
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(1);
    world.advance(MINUTE);
    expect(await wokenBy(world)).toBe(1);
  });

  test('also while the ticket has a pending message', async () => {
    const world = await startActing({});
    const act = makeAct({ nextAt: world.now() + 2 * MINUTE });
    world.store.put(withFields(world.ticket(), { act, shownVersion: 0 }));
    await world.trackSla();
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(1);
  });

  test('also after the ticket has closed, while it has a pending message', async () => {
    const world = await startActing({});
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
    const world = await startActing({});
    world.store.put(withFields(world.ticket(), { act }));
    world.advance(2 * MINUTE);
    expect(await wokenBy(world)).toBe(woken);
  });

  test('with its time in the index, so that it is not written each minute', async () => {
    const world = await startActing({});
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
    const world = await startActing({}, OFF);
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
    const world = await startActing({}, OFF);
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
    const world = await startActing({}, OFF);
    const act = makeAct({ progress: 'told' });
    const { text } = act;
    const deed = { did: 'not-done', press: act.id, by: act.by } as const;
    const history = [{ name: 'act-2', at: world.now(), deed } as const];
    const ticket = withFields(world.ticket(), { act, history });
    expect(closeTicket(ticket, { outcome: 'withdrawn' }, world.now()).facts.act).toMatchObject({ text });
  });
});

const ticketOf = (world: World, inquiryId: string) => {
  const ticket = world.tickets().find(({ key }) => key.inquiryId === inquiryId);
  if (!ticket) throw new Error('no ticket');
  return ticket;
};
const reached = (world: World, inquiryId: string): string[] =>
  ticketOf(world, inquiryId).facts.steps.map(({ name }) => name);
const put = (world: World, inquiryId: string, dueAt: number, more: TicketFields = {}) =>
  world.store.put(
    makeShownTicket({
      inquiryId,
      dueAt,
      askedAt: dueAt - DAY,
      openedAt: dueAt - DAY,
      attentionAt: world.now(),
      changedAt: world.now(),
      ...more,
    }),
  );
/** Ids of inquiries. */
const [QUESTION_ID, HANDED_OVER, LAST_CHANCE] = ['41', '42', '43'] as const;
const putQuestion = (world: World, inquiryId: string, dueAt: number, more: TicketFields = {}) =>
  put(world, inquiryId, dueAt, { ...QUESTION, ...more });
const track = (world: World, more: Partial<typeof TRACK_SETTINGS> = {}) =>
  trackAll([{ vendor: VENDOR, settings: { ...TRACK_SETTINGS, ...more } }], world.trackServices);
const readAlone: readonly Source[] = ['call-center'];

describe('warnings of both sources', () => {
  test('R18: are written hand-overs first, and published with one wake-up, with those of a last shift', async () => {
    const world = createWorld();
    const dueAt = world.now() + 20 * MINUTE;
    putQuestion(world, QUESTION_ID, dueAt - MINUTE);
    put(world, HANDED_OVER, dueAt);
    put(world, LAST_CHANCE, world.now() + 21 * HOUR + 30 * MINUTE);
    const { change } = world.store.writer;
    const written: string[] = [];
    world.trackServices.writer.change = (before, ...more) => {
      written.push(before.key.inquiryId);
      return change(before, ...more);
    };
    // Tuesday 12:00 in Seoul.
    const calendar = makeWeekdays(['09:00-12:30']);
    await track(world, { ladder: makePolicy({ lastShiftMs: 2 * HOUR }), calendar });
    expect(written).toEqual([HANDED_OVER, QUESTION_ID, LAST_CHANCE]);
    expect(world.bus.wakeUps[0]?.deliverables).toHaveLength(written.length + 1);
  });

  test('S4: lists the last chances of both in one notice', async () => {
    const world = createWorld();
    const ladder = makePolicy({ lastShiftMs: 2 * HOUR });
    // Tuesday 12:00 in Seoul.
    const calendar = makeWeekdays(['09:00-12:30']);
    const dueAt = world.now() + 21 * HOUR + 30 * MINUTE;
    put(world, HANDED_OVER, dueAt);
    putQuestion(world, QUESTION_ID, dueAt);
    await track(world, { ladder, calendar });
    const [list, ...others] = world.notices().filter(({ facts }) => facts.about === 'last-shift');
    expect(others).toEqual([]);
    expect(list?.facts).toMatchObject({ members: [{ source: 'call-center' }, { source: 'product' }] });
    expect(reached(world, QUESTION_ID)).toEqual(['last-shift']);
    expect(ticketOf(world, QUESTION_ID).facts.history).toEqual([]);
  });
});

describe('a ticket of a source that was switched off', () => {
  test('gets no step, and is looked at again in an hour', async () => {
    const world = createWorld();
    putQuestion(world, QUESTION_ID, world.now() + HOUR);
    put(world, HANDED_OVER, world.now() + HOUR);
    await track(world, { sources: readAlone });
    expect(reached(world, QUESTION_ID)).toEqual([]);
    expect(reached(world, HANDED_OVER)).toEqual(['3h', '1h']);
    expect(ticketOf(world, QUESTION_ID).ladder.nextStepAt).toBe(world.now() + HOUR);
  });

  test('is not in the list at opening', async () => {
    const world = createWorld();
    const at = world.now() - 4 * HOUR;
    const dueAt = world.now() + 6 * HOUR;
    const steps = [{ name: '3h', deadline: dueAt, at, tells: 'nobody' } as const];
    putQuestion(world, QUESTION_ID, dueAt, { steps });
    put(world, HANDED_OVER, dueAt, { steps });
    const calendar = makeWeekdays(['11:30-18:00']);
    await track(world, { sources: readAlone, calendar });
    const list = world.notices().find(({ facts }) => facts.about === 'opening');
    expect(list?.facts).toMatchObject({ members: [{ inquiryId: HANDED_OVER }] });
  });

  test('R29: has its act given up, since nobody looks after it', async () => {
    const world = createWorld();
    putQuestion(world, QUESTION_ID, world.now() + HOUR, { act: makeAct({ nextAt: world.now() }) });
    await track(world, { sources: readAlone });
    expect(ticketOf(world, QUESTION_ID).facts.history.at(-1)?.deed?.did).toBe('not-done');
  });
});

test('C4: the list at opening names hand-overs before questions', async () => {
  const world = createWorld();
  const at = world.now() - 4 * HOUR;
  const stepOf = (deadline: number) => ({ steps: [{ name: '3h', deadline, at, tells: 'nobody' } as const] });
  const dueAt = world.now() + 6 * HOUR;
  putQuestion(world, QUESTION_ID, dueAt - HOUR, stepOf(dueAt - HOUR));
  put(world, HANDED_OVER, dueAt, stepOf(dueAt));
  await track(world, { calendar: makeWeekdays(['11:30-18:00']) });
  const list = world.notices().find(({ facts }) => facts.about === 'opening');
  expect(list?.facts).toMatchObject({ members: [{ inquiryId: HANDED_OVER }, { inquiryId: QUESTION_ID }] });
});
