import { makeState } from '../fixtures/domain/make-state.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../lib/domain/reading/vendor-state.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import { makeNewTicket } from '../fixtures/domain/make-ticket.ts';
import type { Ports } from './faulty-processes.ts';
import { checkAtRest } from './judge/check-rest.ts';
import { VENDOR } from './create-world.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { Effect } from './effect.ts';
import { createMemoryStore } from './memory-store.ts';
import type { Random } from './random.ts';
import type { Process, Waiting } from './scheduler.ts';
import type { Tracked } from './track-process.ts';
import type { Report } from './judge/violation.ts';
import { createWakeUpBus, type EntryFault } from './wake-up-bus.ts';
import { createLadderWatch } from './judge/watch-ladder.ts';
import { createTurnWatch } from './judge/watch-turns.ts';
import { checkSent } from './judge/watch-writes.ts';

type Around = {
  count: number;
  random: Random;
  effect: Effect;
  /** Epoch ms. */
  now: () => number;
  startsAt: number;
  indexLagMs: number;
  ladder: DayLadder;
  newToken: () => string;
  entryFault: () => EntryFault | undefined;
  acting: () => Waiting | undefined;
  report: Report;
};

/**
 * Vendors that share track-sla with the vendor of the day. They have open tickets from the start, in a table of their own, and always
 * a fresh reading. Nobody shows their messages.
 */
export const createOtherVendors = (around: Around) => {
  const { count, random, now, report } = around;
  const vendors = Array.from({ length: count }, (_, index) => ({
    ...VENDOR,
    vendorId: `A0002${String(index + 1).padStart(4, '0')}`,
  }));
  const effect: Effect = (name, take, about = { detail: '' }) =>
    around.effect(name, take, { ...about, detail: `of another vendor ${about.detail}`, isElsewhere: true });
  const bus = createWakeUpBus({
    now,
    effect,
    random,
    entryFault: around.entryFault,
    wakeUpFault: () => undefined,
  });
  const ladder = createLadderWatch({
    ...around,
    tickets: () => store.tickets.values(),
  });
  const turns = createTurnWatch(
    [VENDOR, ...vendors].map(({ vendorId }) => vendorId),
    report,
  );
  const changedAt = new Map<string, number>();
  const wokenAt = new Map<string, number>();
  const onWrite = (before: Deliverable | undefined, after: Deliverable): void => {
    ladder.onWrite(before, after);
    if (after.outbox.version !== before?.outbox.version) changedAt.set(after.key.vendorId, now());
    checkSent(before, after, bus.wasSent, report);
  };
  const store = createMemoryStore(effect, around.newToken, {
    indexLag: { now, nextMs: () => random.below(around.indexLagMs + 1) },
    onWrite,
    state: { ...NEW_VENDOR_STATE, firstPollAt: around.startsAt },
  });
  for (const vendor of vendors)
    for (let left = random.below(3); left > 0; left -= 1) store.put(draw(vendor, store.tickets.size, around));

  const read = (state: VendorState | undefined): VendorState | undefined =>
    state && {
      ...state,
      ...makeState({ recentCompleteAt: now(), firstPollAt: state.firstPollAt ?? 0 }),
      polledAt: now(),
    };
  const { reader, writer, noticeStore: notices, states } = store;
  const ports: Pick<Ports, 'reader' | 'writer' | 'notices' | 'states' | 'publisher'> = {
    reader,
    writer,
    notices,
    states: {
      ...states,
      read: async (vendor) => read(await states.read(vendor)),
      noteTracked: async (vendor, note) => read(await states.noteTracked(vendor, note)),
    },
    publisher: {
      ...bus.publisher,
      wake: (vendor, deliverables) => {
        wokenAt.set(vendor.vendorId, now());
        return bus.publisher.wake(vendor, deliverables);
      },
    },
  };
  return {
    vendors,
    ports,
    /** A run of track-sla that was not killed. */
    onTracked: (
      process: Process,
      startedAt: number,
      { seen, unfinished, failedElsewhere, error }: Tracked,
    ): void => {
      const isWhole = unfinished === 0 && error === undefined && seen.size > count;
      if (isWhole) ladder.onRun({ process, startedAt, failed: failedElsewhere });
      turns.onRun(startedAt, seen);
    },
    cut: turns.cut,
    /** In the end each event is on the bus, and each vendor with an event got a wake-up. */
    check: (): void => {
      for (const deliverable of [...store.tickets.values(), ...store.notices.values()])
        for (const violation of checkAtRest(deliverable)) if (violation.rule === 'R2') report(violation);
      for (const [vendorId, at] of changedAt)
        if ((wokenAt.get(vendorId) ?? 0) < at)
          report({
            rule: 'R18',
            problem: `nobody was woken for vendor ${vendorId} since ${at}`,
            concerns: vendorId,
          });
    },
  };
};

export type OtherVendors = ReturnType<typeof createOtherVendors>;

/** A ticket that a poll has just written and not published, with a step that may fall due within the day. */
const draw = (vendor: VendorRef, number: number, { random, startsAt, ladder }: Around) => {
  const now = startsAt;
  const askedAt = now - (random.pickAny(ladder.ages) ?? 0);
  const inquiryId = String(900_000_000 + number);
  return makeNewTicket(inquiryId, {
    ...vendor,
    answerId: `${inquiryId}1`,
    inquiryAt: askedAt,
    askedAt,
    dueAt: askedAt + DAY_MS,
    openedAt: now,
    changedAt: now,
    events: { 1: { type: 'TicketOpened', at: now } },
    attentionAt: now,
  });
};
