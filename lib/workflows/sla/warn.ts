import { defined } from '../../domain/defined.ts';
import { linesForChannels, lookAtLadder, reachSteps } from '../../domain/ladder/ladder.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { type LastShiftFacts, memberOf, MOST_MEMBERS, type Notice } from '../../domain/notice/notice.ts';
import { deliverableId, ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { writeBundles, type WrittenBundles } from '../outbox/write-bundles.ts';
import { createNotice } from '../outbox/create-notice.ts';
import type { KnownNotices } from '../outbox/known-notices.ts';
import { EVENTS_A_REQUEST } from '../ports/event-publisher.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import { publishEvents, type PublishServices } from '../outbox/publish-events.ts';
import { type LadderSettings, LONGEST_RUN_MS, type TrackSlaSettings } from './track-sla-run.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { LadderLook, LookTime } from '../../domain/ladder/ladder-policy.ts';

export type WarnServices = PublishServices &
  KnownNotices & {
    reader: Pick<TicketReader, 'ticket'>;
    writer: Pick<TicketWriter, 'change' | 'notePublished'>;
    /** Whether the run must end. The next run does what is left. */
    timeIsUp?: () => boolean;
  };

/** A ticket whose last shift ends. `hasFired`: this run fired a step in its thread. */
type LastChance = { ticket: Ticket; lastShift: NonNullable<LadderLook['lastShift']>; hasFired: boolean };

/** What is written later than this in a run may take effect after the run's longest time. */
const LATE_AFTER = 0.85;

/** An open ticket of which something is due. */
type Found = { ticket: Ticket; look: LadderLook };

/**
 * Fires the steps that are due, soonest deadline first, and publishes them before anything else (S2, R23). Many of one sort
 * become a bundle (R27). Then comes the list of the shift that ends (S4). A ticket is written before its event is published,
 * a bundle or a shift's list before its tickets. So a crash in between repeats nothing.
 * @param rows open tickets whose ladder is looked at
 * @param time read at each look, so that a machine that slept fires no step that is over
 * @param tryOne runs one piece of work; a failure does not block the rest
 * @param atRest gets each ticket that was read and has nothing due, so that thousands of new ones are not read twice
 * @returns how many tickets were warned of
 */
export const warn = async (
  vendor: VendorRef,
  rows: readonly AttentionRow[],
  settings: TrackSlaSettings,
  time: () => LookTime,
  services: WarnServices,
  tryOne: (what: string, work: () => Promise<void>) => Promise<void>,
  atRest: (ticket: Ticket) => Promise<void> = async () => undefined,
): Promise<number> => {
  const fired: Ticket[] = [];
  let warned = 0;
  const publish = async (bundles: readonly Notice[] = []): Promise<void> => {
    const some = fired.splice(0);
    warned += some.filter(isWarning).length;
    await tryOne(`${vendor.market}/${vendor.vendorId}/warnings`, async () => {
      await publishEvents([...bundles, ...some], services);
    });
  };
  const ofShifts = new Map<number, LastChance[]>();
  /** False: it could not be written, or may yet be. */
  const fire = async ({ ticket: found, look: { lastShift } }: Found, bundles?: WrittenBundles) => {
    let isWritten = false;
    await tryOne(deliverableId(found.key), async () => {
      const written = await climb(found, ofThread, 'in-thread', settings, time, services, bundles);
      isWritten = true;
      if (written) fired.push(written);
      if (!lastShift) return;
      const chance = { ticket: written ?? found, lastShift, hasFired: written !== undefined };
      ofShifts.set(lastShift.endsAt, [...(ofShifts.get(lastShift.endsAt) ?? []), chance]);
    });
    return isWritten;
  };
  const byDue = rows.toSorted((a, b) => a.dueAt - b.dueAt);
  for (let from = 0; from < byDue.length && !services.timeIsUp?.(); from += MOST_MEMBERS) {
    const found = await lookAtEach(
      byDue.slice(from, from + MOST_MEMBERS),
      settings,
      time,
      services,
      tryOne,
      atRest,
    );
    const bundles = await bundle(vendor, found, settings, time, services, tryOne);
    const [listed, single] = [true, false].map((isListed) =>
      found.filter(({ ticket }) => bundles.isMember(ticket.key) === isListed),
    );
    let isSure = true;
    for (const one of listed ?? []) {
      if (services.timeIsUp?.()) break;
      isSure = (await fire(one, bundles)) && isSure;
    }
    // A failed write may still take effect. A bundle that is shown before would lack its ticket.
    if (listed?.length) await publish(isSure ? bundles.notices() : []);
    for (const one of single ?? []) {
      if (services.timeIsUp?.()) break;
      await fire(one);
      // One request to the bus. Later work must not delay it.
      if (fired.length >= EVENTS_A_REQUEST) await publish();
    }
    await publish();
  }
  for (const [endsAt, chances] of ofShifts) {
    await tryOne(`${vendor.market}/${vendor.vendorId}/last-shift/${endsAt}`, async () => {
      const list = await listLastShift(vendor, endsAt, chances, time().now, services);
      const isListed = isMemberOf(list);
      await publishEvents([list], services);
      for (const { ticket, hasFired } of chances)
        await tryOne(deliverableId(ticket.key), async () => {
          const where = isListed(ticket.key) ? 'in-list' : 'in-thread';
          // The thread has a line of this run already, and a second one would be too many (R23).
          const part = where === 'in-thread' && hasFired ? asPassed : ofShift;
          const written = await climb(ticket, part, where, settings, time, services);
          if (written) fired.push(written);
        });
      await publish();
    });
  }
  return warned;
};

/** Not that a provisional ticket was announced. */
const isWarning = ({ outbox: { version, events } }: Ticket): boolean =>
  events[String(version)]?.type !== 'TicketOpened';

/** The tickets that have something due. The index lags, so the base item decides. */
const lookAtEach = async (
  rows: readonly AttentionRow[],
  { ladder, calendar }: LadderSettings,
  time: () => LookTime,
  { reader, timeIsUp }: WarnServices,
  tryOne: (what: string, work: () => Promise<void>) => Promise<void>,
  atRest: (ticket: Ticket) => Promise<void>,
): Promise<Found[]> => {
  const found: Found[] = [];
  for (const row of rows) {
    if (timeIsUp?.()) break;
    await tryOne(deliverableId(row), async () => {
      const ticket = await reader.ticket(ticketKeyOf(row));
      if (!ticket || ticket.facts.state === 'closed') return;
      const look = lookAtLadder(ticket, ladder, calendar, time());
      const isDue = look.announces || look.fires || look.passed.length > 0 || look.lastShift;
      if (isDue) found.push({ ticket, look });
      else await atRest(ticket);
    });
  }
  return found;
};

const bundle = (
  vendor: VendorRef,
  found: readonly Found[],
  { ladder, calendar }: TrackSlaSettings,
  time: () => LookTime,
  services: WarnServices,
  tryOne: (what: string, work: () => Promise<void>) => Promise<void>,
): Promise<WrittenBundles> => {
  const { now } = time();
  const owed = found.map(({ ticket, look }) => ({
    key: ticket.key,
    sorts: linesForChannels(ticket, look, ladder, calendar, now),
  }));
  const begunAt = services.clock.now();
  const limits = {
    above: ladder.bundleAbove,
    now,
    publishBy: now + LONGEST_RUN_MS,
    isLate: () => Math.abs(services.clock.now() - begunAt) >= LATE_AFTER * LONGEST_RUN_MS,
  };
  return writeBundles(vendor, owed, limits, services.notices, tryOne);
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
 * Writes that part of what a look at the ticket finds. If another writer was faster, it looks again. `undefined`: nothing is
 * due.
 */
const climb = async (
  found: Ticket,
  part: Part,
  where: 'in-list' | 'in-thread',
  { ladder, calendar }: LadderSettings,
  time: () => LookTime,
  { reader, writer }: WarnServices,
  bundles?: WrittenBundles,
): Promise<Ticket | undefined> =>
  writeDecided(
    deliverableId(found.key),
    async (isAgain) => {
      const ticket = isAgain ? await reader.ticket(found.key) : found;
      if (!ticket || ticket.facts.state === 'closed') return undefined;
      const at = time();
      const look = part(lookAtLadder(ticket, ladder, calendar, at), ticket);
      const change = reachSteps(ticket, look, where, ladder, calendar, at.now, bundles?.of(ticket.key));
      return change && { ...change, at: at.now };
    },
    ({ before, facts, event, at }) => writer.change(before, facts, event, at),
  );

/** One list a vendor and shift. A ticket that comes after it was written gets a line in its own thread. */
const listLastShift = async (
  vendor: VendorRef,
  endsAt: number,
  chances: readonly LastChance[],
  now: number,
  services: WarnServices,
): Promise<Notice> => {
  const facts: LastShiftFacts = {
    about: 'last-shift',
    members: chances.slice(0, MOST_MEMBERS).map(({ ticket }) => memberOf(ticket.key)),
    endsAt,
    ...defined({ nextShiftAt: chances[0]?.lastShift.nextShiftAt }),
  };
  return (await createNotice({ ...vendor, notice: `last-shift/${endsAt}` }, facts, now, services)).notice;
};

const isMemberOf = ({ facts }: Notice) => {
  const members = facts.about === 'last-shift' ? facts.members : [];
  const listed = new Set(members.map(({ inquiryId, answerId }) => `${inquiryId}/${answerId}`));
  return ({ inquiryId, answerId }: TicketKey): boolean => listed.has(`${inquiryId}/${answerId}`);
};
