import { lookAtLadder, reachSteps } from '../../domain/ladder/ladder.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { type LastShiftFacts, memberOf, MOST_MEMBERS, type Notice } from '../../domain/notice/notice.ts';
import { type Deliverable, deliverableId, ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { createNotice } from '../outbox/create-notice.ts';
import type { KnownNotices } from '../outbox/known-notices.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import { publishEvents, type PublishServices } from '../outbox/publish-events.ts';
import type { LadderSettings } from './track-sla-run.ts';
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

/** EventBridge takes ten entries in a PutEvents. Source: its API reference. */
const EVENTS_A_REQUEST = 10;

/**
 * Fires the steps that are due, soonest deadline first, and publishes them before anything else (S2, R23). Then comes the
 * list of the shift that ends (S4). A ticket is written before its event is published, and a shift's list before its
 * tickets. So a crash in between repeats nothing.
 * @param rows open tickets whose ladder is looked at
 * @param time read at each look, so that a machine that slept fires no step that is over
 * @param tryOne runs one piece of work; a failure does not block the rest
 * @param atRest gets each ticket that was read and has nothing due, so that thousands of new ones are not read twice
 * @returns how many tickets were warned of
 */
export const warn = async (
  vendor: VendorRef,
  rows: readonly AttentionRow[],
  settings: LadderSettings,
  time: () => LookTime,
  services: WarnServices,
  tryOne: (what: string, work: () => Promise<void>) => Promise<void>,
  atRest: (ticket: Ticket) => Promise<void> = async () => undefined,
): Promise<number> => {
  const fired: Deliverable[] = [];
  let warned = 0;
  const publish = async (): Promise<void> => {
    const some = fired.splice(0);
    warned += some.length;
    await publishEvents(some, services);
  };
  const ofShifts = new Map<number, LastChance[]>();
  for (const row of rows.toSorted((a, b) => a.dueAt - b.dueAt)) {
    if (services.timeIsUp?.()) break;
    await tryOne(deliverableId(row), async () => {
      // The index lags: the base item decides.
      const found = await services.reader.ticket(ticketKeyOf(row));
      if (!found || found.facts.state === 'closed') return;
      const { lastShift } = lookAtLadder(found, settings.ladder, settings.calendar, time());
      const written = await climb(found, ofThread, 'in-thread', settings, time, services);
      if (written) fired.push(written);
      if (!lastShift) return written ? undefined : atRest(found);
      const chance = { ticket: written ?? found, lastShift, hasFired: written !== undefined };
      ofShifts.set(lastShift.endsAt, [...(ofShifts.get(lastShift.endsAt) ?? []), chance]);
    });
    // One request to the bus. Later work must not delay it.
    if (fired.length >= EVENTS_A_REQUEST) await publish();
  }
  await publish();
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
): Promise<Ticket | undefined> =>
  writeDecided(
    deliverableId(found.key),
    async (isAgain) => {
      const ticket = isAgain ? await reader.ticket(found.key) : found;
      if (!ticket || ticket.facts.state === 'closed') return undefined;
      const at = time();
      const look = part(lookAtLadder(ticket, ladder, calendar, at), ticket);
      const change = reachSteps(ticket, look, where, ladder, calendar, at.now);
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
  const nextShiftAt = chances[0]?.lastShift.nextShiftAt;
  const facts: LastShiftFacts = {
    about: 'last-shift',
    members: chances.slice(0, MOST_MEMBERS).map(({ ticket }) => memberOf(ticket.key)),
    endsAt,
    ...(nextShiftAt !== undefined && { nextShiftAt }),
  };
  return (await createNotice({ ...vendor, notice: `last-shift/${endsAt}` }, facts, now, services)).notice;
};

const isMemberOf = ({ facts }: Notice) => {
  const members = facts.about === 'last-shift' ? facts.members : [];
  const listed = new Set(members.map(({ inquiryId, answerId }) => `${inquiryId}/${answerId}`));
  return ({ inquiryId, answerId }: TicketKey): boolean => listed.has(`${inquiryId}/${answerId}`);
};
