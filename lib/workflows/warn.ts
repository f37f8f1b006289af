import { type LadderLook, lookAtLadder, type LookTime, reachSteps } from '../domain/ladder.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import { type LastShiftFacts, memberOf, MOST_MEMBERS, type Notice } from '../domain/notice.ts';
import { type Subject, subjectId, ticketKeyOf } from '../domain/subject.ts';
import type { AttentionRow, Ticket, TicketKey } from '../domain/ticket.ts';
import { createNotice } from './create-notice.ts';
import type { NoticeStore, TicketReader, TicketWriter } from './ports.ts';
import { publishEvents, type PublishServices } from './publish-events.ts';
import type { LadderSettings } from './track-sla-run.ts';
import { WriteContended } from './write-contended.ts';

export type WarnServices = PublishServices & {
  reader: Pick<TicketReader, 'ticket'>;
  writer: Pick<TicketWriter, 'change' | 'notePublished'>;
  notices: Pick<NoticeStore, 'create' | 'read'>;
  /** Whether the run must end: what is left comes again. */
  timeIsUp?: () => boolean;
};

type Look = { ticket: Ticket; look: LadderLook };
/** `hasFired`: a step was told in the ticket's thread by this very look. */
type ShiftLook = Look & { hasFired: boolean };

const TRIES = 5;
/** EventBridge takes ten entries in a PutEvents. Source: its API reference. */
const EVENTS_A_REQUEST = 10;

/**
 * Fires the steps that are due, soonest deadline first (S2, R23), and puts them on the bus before anything else is done; then
 * the list of the shift that ends (S4). A ticket is written before the bus hears of it, a shift's list before its tickets, so
 * that a crash in between repeats nothing.
 * @param rows open tickets whose ladder is to be looked at
 * @param tryOne one that fails keeps no other waiting
 * @returns how many tickets were warned of
 */
export const warn = async (
  vendor: VendorRef,
  rows: readonly AttentionRow[],
  settings: LadderSettings,
  time: LookTime,
  services: WarnServices,
  tryOne: (what: string, work: () => Promise<void>) => Promise<void>,
): Promise<number> => {
  const fired: Subject[] = [];
  let warned = 0;
  const publish = async (): Promise<void> => {
    const some = fired.splice(0);
    warned += some.length;
    await publishEvents(some, services);
  };
  const ofShifts = new Map<number, ShiftLook[]>();
  for (const row of rows.toSorted((a, b) => a.dueAt - b.dueAt)) {
    if (services.timeIsUp?.()) break;
    await tryOne(subjectId(row), async () => {
      const found = await look(row, settings, time, services);
      if (!found) return;
      const { lastShift, ...ofThread } = found.look;
      const written = await reach({ ...found, look: ofThread }, () => 'in-thread', settings, time, services);
      fired.push(...written);
      if (!lastShift) return;
      const [ticket = found.ticket] = written;
      const ofList = {
        ticket,
        look: { passed: [], lastShift, lookAgainAt: time.now },
        hasFired: written.length > 0,
      };
      ofShifts.set(lastShift.endsAt, [...(ofShifts.get(lastShift.endsAt) ?? []), ofList]);
    });
    // One request to the bus; whatever comes after must not keep these.
    if (fired.length >= EVENTS_A_REQUEST) await publish();
  }
  await publish();
  for (const [endsAt, looks] of ofShifts) {
    await tryOne(`${vendor.market}/${vendor.vendorId}/last-shift/${endsAt}`, async () => {
      const list = await listLastShift(vendor, endsAt, looks, time.now, services);
      const isListed = isMemberOf(list);
      await publishEvents([list], services);
      for (const found of looks)
        await tryOne(subjectId(found.ticket), async () => {
          const isTold = isListed(found.ticket) === 'in-list' || !found.hasFired;
          fired.push(
            ...(await reach(isTold ? found : passLastShift(found), isListed, settings, time, services)),
          );
        });
      await publish();
    });
  }
  return warned;
};

/** Of a ticket that comes after its shift's list the nearer step was told; two lines would be one too many (R23). */
const passLastShift = ({ ticket, look: { lookAgainAt } }: Look): Look => ({
  ticket,
  look: { passed: [{ name: 'last-shift', of: ticket.dueAt }], lookAgainAt },
});

const look = async (
  key: TicketKey,
  { ladder, calendar }: LadderSettings,
  time: LookTime,
  { reader }: WarnServices,
): Promise<Look | undefined> => {
  // The index lags: the base item decides.
  const ticket = await reader.ticket(ticketKeyOf(key));
  if (!ticket || ticket.state === 'closed') return undefined;
  return { ticket, look: lookAtLadder(ticket, ladder, calendar, time) };
};

/** Writes what a look found, looking anew where another writer came between. */
const reach = async (
  found: Look,
  where: (ticket: TicketKey) => 'in-list' | 'in-thread',
  settings: LadderSettings,
  time: LookTime,
  services: WarnServices,
): Promise<Ticket[]> => {
  let current: Look | undefined = found;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (!current) return [];
    const { ticket } = current;
    const { ladder, calendar } = settings;
    const change = reachSteps(ticket, current.look, where(ticket), ladder, calendar, time.now);
    if (!change) return [];
    const written = await services.writer.change(change.before, change.facts, change.event, time.now);
    if (written) return [written];
    current = await look(ticket, settings, time, services);
  }
  throw new WriteContended(subjectId(found.ticket), TRIES);
};

/** One a vendor and shift: who comes after it was written is told in the card's own thread. */
const listLastShift = async (
  vendor: VendorRef,
  endsAt: number,
  looks: readonly Look[],
  now: number,
  services: WarnServices,
): Promise<Notice> => {
  const nextShiftAt = looks[0]?.look.lastShift?.nextShiftAt;
  const facts: LastShiftFacts = {
    about: 'last-shift',
    members: looks.slice(0, MOST_MEMBERS).map(({ ticket }) => memberOf(ticket)),
    endsAt,
    ...(nextShiftAt !== undefined && { nextShiftAt }),
  };
  return (await createNotice({ ...vendor, notice: `last-shift/${endsAt}` }, facts, now, services)).notice;
};

const isMemberOf = ({ facts }: Notice) => {
  const members = facts.about === 'last-shift' ? facts.members : [];
  const listed = new Set(members.map(({ inquiryId, answerId }) => `${inquiryId}/${answerId}`));
  return ({ inquiryId, answerId }: TicketKey): 'in-list' | 'in-thread' =>
    listed.has(`${inquiryId}/${answerId}`) ? 'in-list' : 'in-thread';
};
