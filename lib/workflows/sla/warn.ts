import { defined } from '../../domain/defined.ts';
import { lookAtLadder, reachSteps } from '../../domain/ladder/ladder.ts';
import type { LadderLook } from '../../domain/ladder/ladder-policy.ts';
import { type LastShiftFacts, memberOf, MOST_MEMBERS, type Notice } from '../../domain/notice/notice.ts';
import { deliverableId, ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { createNotice } from '../outbox/create-notice.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import { lookedAtId } from './begin-run.ts';
import { lookAgain, reconcileRead } from './reconcile.ts';
import { lookTimeOf, type TrackRun, trySafely } from './track-sla-run.ts';

/** A ticket whose last shift ends. `hasFired`: this run fired a step in its thread. */
type LastChance = { ticket: Ticket; lastShift: NonNullable<LadderLook['lastShift']>; hasFired: boolean };

/**
 * Fires the steps that are due (S2, R23). Each ticket is written, the soonest deadline first. Then the events are published, with
 * one wake-up. Then comes the list of the shift that ends (S4). A crash in between repeats nothing: a ticket is written before
 * its event is published, and the list of a shift before its tickets.
 * @param rows open tickets of the run whose ladder is looked at
 * @returns how many tickets were warned of
 */
export const warn = async (rows: readonly AttentionRow[], run: TrackRun): Promise<number> => {
  const written: Ticket[] = [];
  const chances: LastChance[] = [];
  for (const row of rows.toSorted((a, b) => a.dueAt - b.dueAt)) {
    if (run.services.timeIsUp?.()) break;
    await trySafely(run, deliverableId(row), async () => {
      // The index lags, so the base item decides.
      const ticket = await run.services.reader.ticket(ticketKeyOf(row));
      if (!ticket || ticket.facts.state === 'closed') return;
      const look = lookAtLadder(ticket, run.settings.ladder, run.settings.calendar, lookTimeOf(run));
      if (!isDue(look)) return leaveAtRest(ticket, rows === run.otherLadders, run);
      const warned = await climb(ticket, ofThread, 'in-thread', run);
      if (warned) written.push(warned);
      const { lastShift } = look;
      if (lastShift) chances.push({ ticket: warned ?? ticket, lastShift, hasFired: warned !== undefined });
    });
  }
  const { market, vendorId } = run.vendor;
  await trySafely(run, `${market}/${vendorId}/warnings`, () => publish(written, run));
  for (const [endsAt, ofShift] of Map.groupBy(chances, ({ lastShift }) => lastShift.endsAt)) {
    await trySafely(run, `${market}/${vendorId}/last-shift/${endsAt}`, async () => {
      const list = await listLastShift(ofShift, run);
      await publish([list], run);
      const listed = await noteLastShift(ofShift, list, run);
      await publish(listed, run);
      written.push(...listed);
    });
  }
  return written.filter(isWarning).length;
};

const publish = async (deliverables: readonly (Ticket | Notice)[], { services }: TrackRun): Promise<void> =>
  void (await publishEvents(deliverables, services));

const isDue = ({ announces, fires, passed, lastShift }: LadderLook): boolean =>
  announces === true || fires !== undefined || passed.length > 0 || lastShift !== undefined;

/** Not that a provisional ticket was announced. */
const isWarning = ({ outbox: { version, events } }: Ticket): boolean =>
  events[String(version)]?.type !== 'TicketOpened';

/** Nothing is due. The ticket was read, and is settled at once, so that thousands of new ones are not read twice. */
const leaveAtRest = async (ticket: Ticket, isOther: boolean, run: TrackRun): Promise<void> => {
  if (!isOther) await reconcileRead(ticket, run);
  else if (await lookAgain(ticket, run)) run.services.known.add(lookedAtId(ticket.key));
};

/** The part of a look that one write is about. */
type Part = (look: LadderLook, ticket: Ticket) => LadderLook;

const ofThread: Part = ({ lastShift, ...rest }) => rest;
const ofShift: Part = ({ lastShift, lookAgainAt }) => ({
  passed: [],
  lookAgainAt,
  ...(lastShift && { lastShift }),
});
const asPassed: Part = ({ lastShift, lookAgainAt }, { facts: { dueAt } }) => ({
  passed: lastShift ? [{ name: 'last-shift', deadline: dueAt }] : [],
  lookAgainAt,
});

/**
 * Writes that part of what a look at the ticket finds. If another writer was faster, it looks again. The time is read at each
 * look, so that a machine that slept fires no step that is over. `undefined`: nothing is due.
 */
const climb = (
  found: Ticket,
  part: Part,
  where: 'in-list' | 'in-thread',
  run: TrackRun,
): Promise<Ticket | undefined> => {
  const { reader, writer } = run.services;
  const { ladder, calendar } = run.settings;
  return writeDecided(
    deliverableId(found.key),
    async (isAgain) => {
      const ticket = isAgain ? await reader.ticket(found.key) : found;
      if (!ticket || ticket.facts.state === 'closed') return undefined;
      const time = lookTimeOf(run);
      const look = part(lookAtLadder(ticket, ladder, calendar, time), ticket);
      const change = reachSteps(ticket, look, where, { policy: ladder, calendar, now: time.now });
      return change && { ...change, at: time.now };
    },
    ({ before, facts, event, at }) => writer.change(before, facts, event, at),
  );
};

/** One list a vendor and shift. A ticket that comes after it was written gets a line in its own thread. */
const listLastShift = async (
  chances: readonly LastChance[],
  { vendor, services }: TrackRun,
): Promise<Notice> => {
  const [first] = chances;
  const endsAt = first?.lastShift.endsAt ?? 0;
  const facts: LastShiftFacts = {
    about: 'last-shift',
    members: chances.slice(0, MOST_MEMBERS).map(({ ticket }) => memberOf(ticket.key)),
    endsAt,
    ...defined({ nextShiftAt: first?.lastShift.nextShiftAt }),
  };
  const key = { ...vendor, notice: `last-shift/${endsAt}` } as const;
  return (await createNotice(key, facts, services.clock.now(), services)).notice;
};

/** Writes in each ticket that its last shift was announced. */
const noteLastShift = async (
  chances: readonly LastChance[],
  list: Notice,
  run: TrackRun,
): Promise<Ticket[]> => {
  const isListed = isMemberOf(list);
  const written: Ticket[] = [];
  for (const { ticket, hasFired } of chances)
    await trySafely(run, deliverableId(ticket.key), async () => {
      const where = isListed(ticket.key) ? 'in-list' : 'in-thread';
      // The thread has a line of this run already, and a second one would be too many (R23).
      const part = where === 'in-thread' && hasFired ? asPassed : ofShift;
      const noted = await climb(ticket, part, where, run);
      if (noted) written.push(noted);
    });
  return written;
};

const isMemberOf = ({ facts }: Notice) => {
  const members = facts.about === 'last-shift' ? facts.members : [];
  const listed = new Set(members.map(({ inquiryId, answerId }) => `${inquiryId}/${answerId}`));
  return ({ inquiryId, answerId }: TicketKey): boolean => listed.has(`${inquiryId}/${answerId}`);
};
