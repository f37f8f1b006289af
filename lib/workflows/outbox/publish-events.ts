import { noticeKeyOf, type Subject, ticketKeyOf } from '../../domain/delivery/subject.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { byUrgency, rankOf, urgentBy } from '../../domain/delivery/urgency.ts';
import type { Clock } from '../ports/clock.ts';
import { type EventPublisher, MOST_WOKEN_FOR, type SubjectEvent } from '../ports/event-publisher.ts';
import type { TicketWriter } from '../ports/ticket-store.ts';
import { wallNow } from '../ports/wall-now.ts';

export type PublishServices = {
  publisher: EventPublisher;
  writer: Pick<TicketWriter, 'notePublished'>;
  clock: Clock;
};

/**
 * Puts the unpublished events of tickets and notices on the bus, each one's in order, and notes them up to the first that
 * failed (R2); then calls for a drain of each vendor that has something new (R18). What failed stays where it was for the
 * next run.
 * @returns how many events were noted
 */
export const publishEvents = async (
  subjects: readonly Subject[],
  { publisher, writer, clock }: PublishServices,
): Promise<number> => {
  const pending = subjects.map((subject) => ({ subject, events: unpublished(subject) }));
  const results = await publisher.publish(pending.flatMap(({ events }) => events));
  const published: Subject[] = [];
  let noted = 0;
  let position = 0;
  let failure: { error: unknown } | undefined;
  for (const { subject, events } of pending) {
    const sent = results.slice(position, position + events.length);
    position += events.length;
    const firstFailed = sent.indexOf(false);
    const last = events[(firstFailed < 0 ? events.length : firstFailed) - 1];
    if (!last) continue;
    try {
      await writer.notePublished(subject, last.version, wallNow(clock));
    } catch (error) {
      // What was noted is to be shown all the same.
      failure ??= { error };
      continue;
    }
    published.push(subject);
    noted += firstFailed < 0 ? events.length : firstFailed;
  }
  await wakeVendors(published, publisher);
  if (failure) throw failure.error;
  return noted;
};

/** One wake-up a vendor, for what is most urgent of it. */
const wakeVendors = async (published: readonly Subject[], publisher: EventPublisher): Promise<void> => {
  const vendors = Map.groupBy(published, ({ market, vendorId }) => `${market}/${vendorId}`);
  for (const subjects of vendors.values()) {
    const urgent = subjects
      .map((subject) => ({ subject, rank: rankOf(subject) ?? Infinity, by: urgentBy(subject) }))
      .sort(byUrgency)
      .slice(0, MOST_WOKEN_FOR)
      .map(({ subject }) => ('notice' in subject ? noticeKeyOf(subject) : ticketKeyOf(subject)));
    const [first] = subjects;
    if (first) await publisher.wake({ market: first.market, vendorId: first.vendorId }, urgent);
  }
};

const unpublished = (subject: Subject): SubjectEvent[] =>
  eventsOf(subject).sort((a, b) => a.version - b.version);

const eventsOf = (subject: Subject): SubjectEvent[] =>
  'notice' in subject
    ? Object.entries(subject.events).map(([version, { type, at }]) => ({
        type,
        subject: noticeKeyOf(subject),
        version: Number(version),
        occurredAt: at,
      }))
    : Object.entries(subject.events).map(([version, { type, at }]) => ({
        ...ticketFacts(subject),
        type,
        version: Number(version),
        occurredAt: at,
      }));

/** Keys and facts; no free text goes on the bus. */
const ticketFacts = (ticket: Ticket) => ({
  subject: ticketKeyOf(ticket),
  kind: ticket.kind,
  dueAt: ticket.dueAt,
});
