import { noticeEventType } from '../domain/notice.ts';
import { noticeKeyOf, type Subject, ticketKeyOf } from '../domain/subject.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { EventPublisher, SubjectEvent, TicketWriter } from './ports.ts';

export type PublishServices = { publisher: EventPublisher; writer: Pick<TicketWriter, 'notePublished'> };

/**
 * Puts the unpublished events of tickets and notices on the bus, each one's in order, and notes them up to the first that
 * failed (R2). What failed stays where it was for the next run.
 * @returns how many events were noted
 */
export const publishEvents = async (
  subjects: readonly Subject[],
  services: PublishServices,
): Promise<number> => {
  const pending = subjects.map((subject) => ({ subject, events: unpublished(subject) }));
  const results = await services.publisher.publish(pending.flatMap(({ events }) => events));
  let noted = 0;
  let position = 0;
  for (const { subject, events } of pending) {
    const sent = results.slice(position, position + events.length);
    position += events.length;
    const firstFailed = sent.indexOf(false);
    const last = events[(firstFailed < 0 ? events.length : firstFailed) - 1];
    if (!last) continue;
    await services.writer.notePublished(subject, last.version);
    noted += firstFailed < 0 ? events.length : firstFailed;
  }
  return noted;
};

/** The event that has Slack shown once more what it should show already (R21). */
export const announcementAgain = (subject: Subject, now: number): SubjectEvent =>
  'notice' in subject
    ? {
        type: noticeEventType(subject.facts),
        subject: noticeKeyOf(subject),
        version: subject.version,
        occurredAt: now,
      }
    : { ...ticketFacts(subject), type: 'TicketReannounced', version: subject.version, occurredAt: now };

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
