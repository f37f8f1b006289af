import { defined } from '../../domain/defined.ts';
import { reachSteps, type LadderLook } from '../../domain/ladder/ladder.ts';
import { SOURCE_NAMES } from '../../domain/sources.ts';
import { memberOf, membersOf, MOST_MEMBERS } from '../../domain/notice/notice-facts.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { type Deliverable, deliverableId, ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { createNotice } from '../outbox/create-notice.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import { lookedAtId } from './begin-run.ts';
import { lookAgain, reconcileRead } from './reconcile.ts';
import { type Ladders, lookAt, noteFailure, type TrackRun } from './track-sla-run.ts';

/** A ticket whose deadline comes before the next shift, near the end of the present shift. */
type LastChance = { ticket: Ticket; shift: NonNullable<LadderLook['lastShift']> };

/**
 * Fires due steps (S2, R23), hand-overs first, then the soonest deadline, and writes the notice of a shift that ends (S4).
 * Then publishes all events with one wake-up. A crash repeats no warning: tickets are written before their events are
 * published, and a shift's notice before its tickets.
 * @returns the number of tickets with a warning
 */
export const warn = async (ladders: Ladders, run: TrackRun): Promise<number> => {
  const warned: Deliverable[] = [];
  const chances: LastChance[] = [];
  for (const source of SOURCE_NAMES) {
    const rows = run[ladders].filter((row) => row.source === source);
    const found = await fireSteps(rows, ladders, run);
    warned.push(...found.fired);
    chances.push(...found.chances);
  }
  warned.push(...(await listLastShifts(chances, run)));
  await publish(warned, run);
  return warned.filter(isWarning).length;
};

/** Reads and writes tickets in sequence, so that a run that ends early has written what it read. */
const fireSteps = async (
  rows: readonly AttentionRow[],
  ladders: Ladders,
  run: TrackRun,
): Promise<{ fired: Ticket[]; chances: LastChance[] }> => {
  const { ports } = run;
  const fired: Ticket[] = [];
  const chances: LastChance[] = [];
  for (const row of rows.toSorted((a, b) => a.dueAt - b.dueAt)) {
    if (ports.timeIsUp?.()) break;
    try {
      const ticket = await ports.reader.ticket(ticketKeyOf(row));
      if (!ticket || ticket.facts.state === 'closed') continue;
      const { look } = lookAt(ticket, run);
      if (look.lastShift) chances.push({ ticket, shift: look.lastShift });
      else if (isDue(look)) fired.push(...(await writeSteps(ticket, undefined, run)));
      else await reconcileIdle(ticket, ladders, run);
    } catch (error) {
      noteFailure(deliverableId(row), error, run);
    }
  }
  return { fired, chances };
};

const isDue = ({ announces, fires, passed }: LadderLook): boolean =>
  announces === true || fires !== undefined || passed.length > 0;

/** No step is due. Reconciles the ticket now to avoid a second read, since there may be thousands of new tickets. */
const reconcileIdle = async (ticket: Ticket, ladders: Ladders, run: TrackRun): Promise<void> => {
  if (ladders !== 'otherLadders') await reconcileRead(ticket, run);
  else if (await lookAgain(ticket, run)) run.ports.known.add(lookedAtId(ticket.key));
};

/**
 * Writes a notice per vendor and shift, then its tickets. A ticket that is not in the notice gets a line in its own thread.
 * If the notice cannot be written, the other steps still fire, and the next run tries the notice again.
 */
const listLastShifts = async (chances: readonly LastChance[], run: TrackRun): Promise<Deliverable[]> => {
  const written: Deliverable[] = [];
  for (const [endsAt, ofShift] of Map.groupBy(chances, ({ shift }) => shift.endsAt)) {
    const list = await putList(endsAt, ofShift, run);
    if (list) written.push(list);
    for (const { ticket } of ofShift) {
      const place = list && (isMember(ticket, list) ? 'in-list' : 'in-thread');
      written.push(...(await writeSteps(ticket, place, run)));
    }
  }
  return written;
};

/** If an earlier run wrote the list, it stays as it is. */
const putList = async (
  endsAt: number,
  chances: readonly LastChance[],
  run: TrackRun,
): Promise<Notice | undefined> => {
  const { vendor, ports } = run;
  const key = { ...vendor, notice: `last-shift/${endsAt}` } as const;
  const members = chances.slice(0, MOST_MEMBERS).map(({ ticket }) => memberOf(ticket.key));
  const nextShiftAt = chances[0]?.shift.nextShiftAt;
  const facts = { about: 'last-shift', members, endsAt, ...defined({ nextShiftAt }) } as const;
  try {
    return (await createNotice(key, facts, ports.clock.now(), ports)).notice;
  } catch (error) {
    return noteFailure(deliverableId(key), error, run);
  }
};

const isMember = ({ key }: Ticket, { facts }: Notice): boolean =>
  membersOf(facts)?.some(
    ({ source, inquiryId, answerId }) =>
      source === key.source && inquiryId === key.inquiryId && answerId === key.answerId,
  ) === true;

/**
 * Writes the due steps. After a conflict, reads the ticket and decides again. Each decision reads the clock, so that a
 * machine that slept fires no expired step.
 * @param lastShift where `last-shift` is announced; `undefined` leaves it to the next run
 * @returns the ticket, if a step is still due
 */
const writeSteps = async (
  found: Ticket,
  lastShift: 'in-list' | 'in-thread' | undefined,
  run: TrackRun,
): Promise<Ticket[]> => {
  const { reader, writer } = run.ports;
  const { ladder: policy, calendar } = run.settings;
  const id = deliverableId(found.key);
  try {
    const written = await writeDecided(
      id,
      async (isRetry) => {
        const ticket = isRetry ? await reader.ticket(found.key) : found;
        if (!ticket) return undefined;
        const { look, now } = lookAt(ticket, run);
        const change = reachSteps(ticket, look, lastShift, { policy, calendar, now });
        return change && { ...change, now };
      },
      ({ before, facts, event, now }) => writer.change(before, facts, event, now),
    );
    return written ? [written] : [];
  } catch (error) {
    noteFailure(id, error, run);
    return [];
  }
};

const publish = async (deliverables: readonly Deliverable[], run: TrackRun): Promise<void> => {
  const { market, vendorId } = run.vendor;
  try {
    await publishEvents(deliverables, run.ports);
  } catch (error) {
    noteFailure(`${market}/${vendorId}/warnings`, error, run);
  }
};

/** Counts tickets only. `TicketOpened` announces a provisional ticket and is no warning. */
const isWarning = ({ type, outbox: { version, events } }: Deliverable): boolean =>
  type === 'ticket' && events[String(version)]?.type !== 'TicketOpened';
