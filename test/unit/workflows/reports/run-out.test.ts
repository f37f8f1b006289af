import { describe, expect, test } from '@jest/globals';
import { SOURCE_NAMES, type Source } from '../../../../lib/domain/sources.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { reportAll } from '../../../../lib/workflows/reports/report.ts';
import { writeChange } from '../../../../lib/workflows/outbox/write-change.ts';
import { eraseTexts } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { makeBlindness, makeList } from '../../../fixtures/domain/make-notice.ts';
import {
  QUESTION,
  type TicketFields,
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  nested,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { silent } from '../../../simulation/create-world.ts';
import { REPORT_SETTINGS, createReportingWorld } from './reporting-world.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { removeTexts } from '../../../../lib/workflows/reports/remove-texts.ts';

const WEEK = 7 * DAY;
const OTHER = { market: 'KR', vendorId: 'A00000002' } as const;

/** A polled vendor that is no longer in the configuration. */
const removedWorld = async (options: Parameters<typeof createReportingWorld>[0] = {}) => {
  const warned: [string, unknown][] = [];
  const errors: string[] = [];
  const log = {
    ...silent,
    warn: (message: string, fields?: unknown) => void warned.push([message, fields]),
    error: (message: string) => void errors.push(message),
  };
  const world = createReportingWorld({ log, ...options });
  world.advance(NOW - world.now());
  await world.keep();
  return {
    ...world,
    warned,
    errors,
    run: () => reportAll([], world.services()),
    /** The vendor is live, and reads these sources. */
    runReading: (sources: readonly Source[]) =>
      reportAll([{ vendor: VENDOR, settings: { ...REPORT_SETTINGS, sources } }], world.services()),
    runSwitchedOff: () =>
      reportAll([{ vendor: VENDOR, settings: { ...REPORT_SETTINGS, isUnpolled: true } }], world.services()),
    putOpen: (overrides: TicketFields = {}) =>
      world.store.put(makeShownTicket({ attentionAt: NOW, ...overrides })),
    rows: async () => {
      const { tickets, notices } = await world.store.reader.attention(VENDOR);
      return [...tickets.map(({ inquiryId }) => inquiryId), ...notices.map(({ notice }) => notice)];
    },
  };
};

const ticketOf = (world: { tickets: () => Ticket[] }): Ticket | undefined => world.tickets()[0];

describe('a ticket of a vendor that was removed from the configuration', () => {
  test.each(['open', 'unverified'] as const)(
    'that is %s closes as unknown 7 days after its deadline, not earlier, and is published (R14)',
    async (state) => {
      const world = await removedWorld();
      const { dueAt } = makeShownTicket().facts;
      world.putOpen({ state, dueAt });
      world.advance(dueAt + WEEK - 1 - world.now());
      await world.run();
      expect(ticketOf(world)).toMatchObject({ facts: { state }, outbox: { version: 1 } });
      world.advance(1);
      await world.run();
      expect(ticketOf(world)).toMatchObject({
        facts: { state: 'closed', outcome: 'unknown', closedAt: world.now() },
        outbox: { version: 2, publishedVersion: 2, events: {} },
      });
      expect(world.bus.published).toMatchObject([{ type: 'TicketClosed', deliverable: VENDOR, version: 2 }]);
    },
  );

  test('that another writer closed in between stays unchanged', async () => {
    const world = await removedWorld();
    const open = world.putOpen({ dueAt: NOW - WEEK });
    const { change } = world.store.writer;
    world.store.writer.change = async (...args) => {
      world.store.writer.change = change;
      world.store.put(makeClosedTicket({ dueAt: NOW - WEEK, version: 3, publishedVersion: 3 }));
      return change(...args);
    };
    await world.run();
    expect(open).toMatchObject({ facts: { state: 'open' } });
    expect(ticketOf(world)).toMatchObject({ facts: { outcome: 'answered' }, outbox: { version: 3 } });
    expect(world.bus.published).toEqual([]);
  });

  test('whose event did not reach the bus is published by the next run (R2)', async () => {
    const world = await removedWorld();
    world.putOpen({ dueAt: NOW - WEEK });
    world.bus.failEntries.push(true);
    await world.run();
    expect(ticketOf(world)).toMatchObject({ outbox: { version: 2, publishedVersion: 1 } });
    await world.run();
    expect(ticketOf(world)).toMatchObject({ outbox: { version: 2, publishedVersion: 2 } });
    await world.run();
    expect(world.bus.published).toHaveLength(1);
  });
});

describe('the index of a vendor that was removed from the configuration', () => {
  test('is empty a week after the last change, whatever Slack never showed', async () => {
    const world = await removedWorld();
    world.store.put(
      makeClosedTicket({ inquiryId: '1', version: 3, publishedVersion: 3, attentionAt: NOW, changedAt: NOW }),
    );
    world.store.put(
      makeClosedTicket({ inquiryId: '2', fingerprint: 'made-up', attentionAt: NOW, changedAt: NOW }),
    );
    world.putOpen({ inquiryId: '3', dueAt: NOW - 1 });
    world.store.put(makeBlindness());
    world.store.put(makeList({}, { attentionAt: NOW }));
    world.advance(WEEK - 2);
    await world.run();
    expect(await world.rows()).toHaveLength(5);
    world.advance(2);
    await world.run();
    expect(await world.rows()).toEqual(['3']);
    world.advance(WEEK);
    await world.run();
    expect(await world.rows()).toEqual([]);
  });

  test('keeps what is not published until it is (R2)', async () => {
    const world = await removedWorld();
    const events = { '1': { type: 'BlindnessChanged', at: NOW } } as const;
    world.store.put(makeBlindness({}, { publishedVersion: 0, events }));
    world.advance(WEEK);
    world.bus.failEntries.push(true);
    await world.run();
    await world.run();
    expect(world.bus.published).toMatchObject([{ type: 'BlindnessChanged' }]);
    expect(await world.rows()).toHaveLength(1);
    await world.run();
    expect(await world.rows()).toEqual([]);
  });

  test('keeps an open ticket whose event another run published, however old its last change is', async () => {
    const world = await removedWorld();
    const open = world.putOpen({ dueAt: NOW + HOUR, changedAt: NOW - WEEK });
    const { attention } = world.store.reader;
    const { tickets, notices } = await attention(VENDOR);
    const stale = { tickets: tickets.map((row) => ({ ...row, publishedVersion: 0 })), notices };
    world.store.reader.attention = async () => stale;
    await world.run();
    expect(ticketOf(world)).toEqual(open);
  });

  test('keeps a ticket that was re-opened while the index still shows it as closed (R3)', async () => {
    const world = await removedWorld();
    world.store.put(makeClosedTicket({ attentionAt: NOW, changedAt: NOW - WEEK }));
    const { attention } = world.store.reader;
    const stale = await attention(VENDOR);
    const open = world.putOpen({ dueAt: NOW + HOUR });
    world.store.reader.attention = async () => stale;
    await world.run();
    expect(ticketOf(world)).toEqual(open);
  });
});

describe('the texts of a vendor that was removed from the configuration', () => {
  test('are removed 30 days after the closing, like all others', async () => {
    const world = await removedWorld();
    world.store.put(makeClosedTicket({ closedAt: NOW - 31 * DAY }));
    expect(await world.run()).toEqual({ written: 0, textsRemoved: 1 });
    expect(ticketOf(world)).toMatchObject({ facts: { text: '' } });
  });

  test('are removed even if its tickets cannot be ended', async () => {
    const world = await removedWorld();
    world.store.put(makeClosedTicket({ inquiryId: '2', closedAt: NOW - 31 * DAY }));
    world.putOpen({ dueAt: NOW - WEEK });
    world.store.writer.change = () => Promise.reject(new ConcurrentWrite('made-up', 1));
    await expect(world.run()).rejects.toThrow(ConcurrentWrite);
    expect(world.tickets().find(({ key: { inquiryId } }) => inquiryId === '2')?.facts.text).toBe('');
    expect(world.errors).toEqual([expect.stringContaining('made-up')]);
  });
});

describe('the log', () => {
  test('names the vendor, its remaining items and what to do, once a day', async () => {
    const world = await removedWorld();
    world.putOpen({ dueAt: NOW + HOUR });
    world.store.put(makeClosedTicket({ inquiryId: '2', closedAt: NOW - DAY }));
    await world.run();
    await world.run();
    expect(world.warned).toEqual([
      [
        expect.stringMatching(/^Vendor A00012345 \(KR\) is in the table .*Put it back into vendors\[\]/),
        { ...VENDOR, open: 1, withTexts: 1 },
      ],
    ]);
    world.advance(DAY);
    await world.run();
    expect(world.warned).toHaveLength(2);
    world.startAnew();
    await world.run();
    expect(world.warned).toHaveLength(3);
  });

  test('does not mention a vendor that has run out', async () => {
    const world = await removedWorld();
    world.putOpen({ dueAt: NOW });
    for (let day = 0; day < 41; day += 1) {
      world.advance(DAY);
      await world.run();
    }
    const until = world.warned.length;
    expect(until).toBeGreaterThan(30);
    for (let day = 0; day < 5; day += 1) {
      world.advance(DAY);
      await world.run();
    }
    expect(world.warned).toHaveLength(until);
    expect(world.tickets().map(({ facts: { state, text } }) => [state, text])).toEqual([['closed', '']]);
    expect(await world.rows()).toEqual([]);
  });
});

describe('a vendor that was switched off', () => {
  test('has its tickets closed as unknown 7 days after their deadline, shown in Slack, and no warning', async () => {
    const world = await removedWorld();
    world.putOpen({ dueAt: NOW - WEEK });
    await world.runSwitchedOff();
    expect(ticketOf(world)).toMatchObject({ facts: { state: 'closed', outcome: 'unknown' } });
    expect(world.bus.published).toMatchObject([{ type: 'TicketClosed' }]);
    expect(world.warned).toEqual([]);
    await world.drain();
    expect(ticketOf(world)).toMatchObject({ delivery: { shownVersion: 2 } });
  });

  test('has its acts given up, since nobody looks after them; one that Coupang may have taken ten minutes later (R29)', async () => {
    const world = await removedWorld();
    const sendingAt = NOW - 9 * MINUTE;
    world.putOpen({ dueAt: NOW + HOUR, changedAt: NOW, act: makeAct() });
    world.putOpen({
      inquiryId: '2',
      dueAt: NOW + HOUR,
      changedAt: sendingAt,
      act: makeAct({ progress: 'sending', sendingAt }),
    });
    const deeds = () => world.tickets().map(({ facts }) => facts.history.at(-1)?.deed?.did);
    await world.runSwitchedOff();
    expect(deeds()).toEqual(['not-done', undefined]);
    expect(world.bus.published).toMatchObject([{ type: 'TicketChanged', version: 2 }]);
    world.advance(MINUTE);
    await world.runSwitchedOff();
    expect(deeds()).toEqual(['not-done', 'perhaps-done']);
  });

  test('has the card of an open ticket edited at once when its texts are erased', async () => {
    const world = await removedWorld();
    world.putOpen({ dueAt: NOW + HOUR });
    await writeChange(makeShownTicket().key, eraseTexts, NOW, world.store);
    await world.runSwitchedOff();
    expect(world.bus.published).toMatchObject([{ type: 'TicketChanged', version: 2 }]);
    await world.drain();
    expect(ticketOf(world)).toMatchObject({ facts: { state: 'open' }, delivery: { shownVersion: 2 } });
  });

  test('is woken while Slack does not have a due message of it: a wake-up may be lost, and a wait may be over (R18)', async () => {
    const world = await removedWorld();
    const lacking = { dueAt: NOW + HOUR, version: 2, publishedVersion: 2, shownVersion: 1, rank: 2 };
    world.putOpen({ ...lacking, attentionAt: NOW + MINUTE });
    await world.runSwitchedOff();
    expect(world.bus.wakeUps).toEqual([]);
    world.advance(MINUTE);
    await world.runSwitchedOff();
    await world.notify();
    expect(ticketOf(world)).toMatchObject({ delivery: { shownVersion: 2 } });
    await world.runSwitchedOff();
    expect(world.bus.wakeUps).toEqual([]);
  });

  test('is woken although something else of it cannot be stored as published', async () => {
    const world = await removedWorld();
    world.putOpen({ dueAt: NOW + HOUR, version: 2, publishedVersion: 2, shownVersion: 1, rank: 2 });
    world.putOpen({
      inquiryId: '2',
      dueAt: NOW + HOUR,
      version: 2,
      events: { 2: { type: 'TicketChanged', at: NOW } },
    });
    world.store.writer.notePublished = () => Promise.reject(new ConcurrentWrite('made-up', 1));
    await expect(world.runSwitchedOff()).rejects.toThrow(ConcurrentWrite);
    expect(world.bus.wakeUps).toHaveLength(1);
  });

  test('keeps in its index what Slack does not show yet', async () => {
    const world = await removedWorld();
    world.store.put(makeClosedTicket({ version: 3, publishedVersion: 3, attentionAt: NOW, changedAt: NOW }));
    world.store.put(makeBlindness());
    world.advance(5 * WEEK);
    await world.runSwitchedOff();
    expect(await world.rows()).toHaveLength(2);
  });
});

describe('a source that was switched off', () => {
  const HAND_OVERS = ['call-center'] as const;
  const questionOf = (world: { tickets: () => Ticket[] }) =>
    world.tickets().find(({ key }) => key.source === 'product');

  test('has its questions closed as unknown 7 days after their deadline, without a line in the thread', async () => {
    const world = await removedWorld();
    world.putOpen({ ...QUESTION, dueAt: NOW });
    world.putOpen({ dueAt: NOW - WEEK });
    world.advance(WEEK - 1);
    await world.runReading(HAND_OVERS);
    expect(questionOf(world)).toMatchObject({ facts: { state: 'open' }, outbox: { version: 1 } });
    world.advance(HOUR);
    await world.runReading(HAND_OVERS);
    expect(questionOf(world)).toMatchObject({
      facts: { state: 'closed', outcome: 'unknown', history: [] },
      outbox: { version: 2, publishedVersion: 2, events: {} },
    });
    await world.drain();
    expect(questionOf(world)).toMatchObject({ delivery: { shownVersion: 2, posted: {} } });
    const others = world.tickets().filter(({ key }) => key.source === 'call-center');
    expect(others).toMatchObject([{ facts: { state: 'open' } }]);
  });

  test('closes nothing while the vendor reads it', async () => {
    const world = await removedWorld();
    world.putOpen({ ...QUESTION, dueAt: NOW - WEEK });
    await world.runReading(SOURCE_NAMES);
    expect(questionOf(world)).toMatchObject({ facts: { state: 'open' } });
  });

  test('is checked once an hour, and again by the next run after a failure', async () => {
    const world = await removedWorld();
    const { change } = world.store.writer;
    world.putOpen({ ...QUESTION, dueAt: NOW - WEEK });
    world.store.writer.change = () => Promise.reject(new ConcurrentWrite('made-up', 1));
    await expect(world.runReading(HAND_OVERS)).rejects.toThrow(ConcurrentWrite);
    world.store.writer.change = change;
    await world.runReading(HAND_OVERS);
    expect(questionOf(world)).toMatchObject({ facts: { state: 'closed' } });
    world.calls.length = 0;
    world.advance(HOUR - 1);
    await world.runReading(HAND_OVERS);
    expect(world.calls).not.toContain('store.attention');
    world.advance(1);
    await world.runReading(HAND_OVERS);
    expect(world.calls).toContain('store.attention');
  });

  test('leaves no closed question in the index, since no list shows it any more', async () => {
    const world = await removedWorld();
    world.store.put(makeClosedTicket({ ...QUESTION, fingerprint: 'made-up', attentionAt: NOW }));
    world.store.put(makeClosedTicket({ fingerprint: 'made-up', attentionAt: NOW, inquiryId: '2' }));
    await world.runReading(HAND_OVERS);
    await world.drain();
    expect(await world.rows()).toEqual(['2']);
  });

  test('has the acts of its questions given up (R29)', async () => {
    const world = await removedWorld();
    world.putOpen({ ...QUESTION, dueAt: NOW + HOUR, changedAt: NOW, act: makeAct() });
    await world.runReading(HAND_OVERS);
    expect(questionOf(world)?.facts.history.at(-1)?.deed?.did).toBe('not-done');
  });
});

test('the questions of a vendor that was switched off close without a line in the thread, hand-overs with a line', async () => {
  const world = await removedWorld();
  world.putOpen({ ...QUESTION, dueAt: NOW - WEEK });
  world.putOpen({ dueAt: NOW - WEEK });
  await world.runSwitchedOff();
  const lines = world.tickets().map(({ key, facts }) => [key.source, [facts.state, facts.history.length]]);
  expect(Object.fromEntries(lines)).toEqual({ 'call-center': ['closed', 1], product: ['closed', 0] });
});

describe('a failure with one', () => {
  test('removed vendor does not block another, and is thrown at the end', async () => {
    const world = await removedWorld();
    world.putOpen({ ...OTHER, dueAt: NOW - WEEK });
    await world.store.states.takeLease(OTHER, { token: 'made-up', now: NOW, until: NOW });
    const { attention } = world.store.reader;
    world.store.reader.attention = async (vendor, until) => {
      if (vendor.vendorId === VENDOR.vendorId) throw new ConcurrentWrite('A00012345', 1);
      return attention(vendor, until);
    };
    await expect(world.run()).rejects.toThrow(/^A00012345/);
    expect(ticketOf(world)).toMatchObject(nested({ ...OTHER, state: 'closed' }));
  });

  test('list of vendors does not block the reports of the configured ones', async () => {
    const world = await removedWorld();
    world.store.put(makeClosedTicket({ closedAt: NOW - 31 * DAY }));
    world.store.states.vendors = () => Promise.reject(new ConcurrentWrite('the list', 1));
    const vendors = [{ vendor: VENDOR, settings: REPORT_SETTINGS }];
    await expect(reportAll(vendors, world.services())).rejects.toThrow(/^the list/);
    expect(ticketOf(world)).toMatchObject({ facts: { text: '' } });
  });
});

test('a configured vendor does not count as removed', async () => {
  const world = await removedWorld();
  world.putOpen({ dueAt: NOW - WEEK });
  await reportAll([{ vendor: VENDOR, settings: REPORT_SETTINGS }], world.services());
  expect(ticketOf(world)).toMatchObject({ facts: { state: 'open' } });
  expect(world.warned).toEqual([]);
});

const KEPT = 30 * DAY;
const LINK = 'https://form.example/made-up';

const startRemoving = (effect?: NonNullable<Parameters<typeof createReportingWorld>[0]>['effect']) => {
  const world = createReportingWorld(effect ? { effect } : {});
  let made = 0;
  return {
    ...world,
    remove: () => removeTexts(VENDOR, world.now(), world.services()),
    close: (ago: number, fields: TicketFields = {}) =>
      world.store.put(
        makeClosedTicket({
          inquiryId: String((made += 1)),
          formLink: LINK,
          closedAt: world.now() - ago,
          ...fields,
        }),
      ),
    texts: () => world.tickets().map(({ facts: { text } }) => text),
  };
};

describe('the free text of a ticket', () => {
  test('is removed 30 days after closing, with the link; all else stays', async () => {
    const { close, remove, store, tickets } = startRemoving();
    const old = close(KEPT + 1);
    const young = close(KEPT);
    const open = store.put(makeTicket({ inquiryId: '99', openedAt: 0, text: 'open' }));
    expect(await remove()).toBe(1);
    if (old.type === 'notice') throw new Error('It is a ticket.');
    const rest = withoutFields(old, 'formLink');
    expect(tickets()).toEqual([withFields(rest, { text: '' }), young, open]);
  });

  test('is checked once a day, also by a new process', async () => {
    const { advance, calls, close, remove, startAnew, texts } = startRemoving();
    close(KEPT - 1);
    await remove();
    advance(DAY - 1);
    calls.length = 0;
    expect(await remove()).toBe(0);
    expect(calls).toEqual([]);
    startAnew();
    expect(await remove()).toBe(0);
    expect(calls).toEqual(['store.removedUntil']);
    advance(1);
    expect(await remove()).toBe(1);
    expect(texts()).toEqual(['']);
  });

  test('of many tickets is removed in several runs, the earliest closed ones first', async () => {
    const { advance, close, remove, tickets } = startRemoving();
    for (let index = 0; index < 1100; index += 1) close(KEPT + 100 * DAY - index * MINUTE);
    const left = () => tickets().flatMap(({ facts: { text } }, index) => (text === '' ? [] : [index]));
    expect(await remove()).toBe(500);
    expect(left()[0]).toBe(500);
    advance(5 * MINUTE);
    expect(await remove()).toBe(500);
    advance(5 * MINUTE);
    expect(await remove()).toBe(100);
    expect(left()).toEqual([]);
    advance(5 * MINUTE);
    expect(await remove()).toBe(0);
  });

  test('of more tickets than a run handles, closed at one moment, is removed too, and no more', async () => {
    const { close, remove } = startRemoving();
    for (let index = 0; index < 600; index += 1) close(KEPT + 9 * DAY);
    close(KEPT + 8 * DAY);
    expect(await remove()).toBe(600);
    expect(await remove()).toBe(1);
  });

  test('is removed by the next run if a run could not remove it', async () => {
    let isDown = true;
    const world = startRemoving(async (name, take) => {
      if (isDown && name === 'store.removeText') throw new StoreError('unavailable', 'made up');
      return take();
    });
    world.close(KEPT + DAY);
    await expect(world.remove()).rejects.toThrow('made up');
    isDown = false;
    world.startAnew();
    expect(await world.remove()).toBe(1);
    expect(world.texts()).toEqual(['']);
  });
});
