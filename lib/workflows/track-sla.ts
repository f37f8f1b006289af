import { attentionTime, type Now, owesDelivery } from '../domain/attention-time.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import { isUnsealed, type NoticeRow } from '../domain/notice.ts';
import { NotifierError } from '../domain/notifier-error.ts';
import { type Subject, subjectId } from '../domain/subject.ts';
import type { AttentionRow } from '../domain/ticket.ts';
import type {
  Clock,
  EventPublisher,
  Log,
  NoticeStore,
  Settlement,
  TicketReader,
  TicketWriter,
} from './ports.ts';
import { announcementAgain, publishEvents } from './publish-events.ts';
import { readSubject } from './read-subject.ts';
import { sealDigestIfDue } from './write-digest.ts';
import { type WatchServices, watchBlindness } from './watch-blindness.ts';
import { onTheWall, wallNow } from './wall-now.ts';

export type TrackSlaServices = {
  reader: Pick<TicketReader, 'attention' | 'ticket' | 'closed'>;
  writer: Pick<TicketWriter, 'notePublished' | 'settle'>;
  notices: NoticeStore;
  states: WatchServices['states'];
  knownAllClears: WatchServices['knownAllClears'];
  publisher: EventPublisher;
  clock: Clock;
  log: Log;
};

export type TrackSlaSettings = {
  /** How often this runs; what is younger is still on its usual way. */
  intervalMs: number;
  /** No complete reading of the recent week for so long is blindness (R17). */
  blindMs: number;
};

/** `failed`: tickets and notices that could not be looked after; the others were. */
export type TrackSlaTally = { republished: number; reannounced: number; settled: number; failed: number };

/** What Slack does not show is announced again after one interval, then two, four, up to this (R21). */
const LONGEST_WAIT_MS = 15 * 60 * 1000;

/**
 * Looks after what is due in one vendor's index (R3): publishes events that a dead run left (R2), seals digests that one
 * left unsealed (R24), announces again what Slack does not show yet, settles the rest, and judges whether the vendor can be
 * read at all (R17). One ticket or notice that fails keeps no other waiting.
 */
export const trackSla = async (
  vendor: VendorRef,
  settings: TrackSlaSettings,
  services: TrackSlaServices,
): Promise<TrackSlaTally> => {
  const { reader, clock } = services;
  const intervalMs = onTheWall(clock, settings.intervalMs);
  const blindMs = onTheWall(clock, settings.blindMs);
  const due: Due = { unpublished: new Map(), unshown: [], settled: 0, failed: 0 };
  const { tickets, notices } = await reader.attention(vendor, wallNow(clock));
  const watch = async (): Promise<void> => {
    for (const notice of await watchBlindness(vendor, notices, { blindMs }, services))
      due.unpublished.set(subjectId(notice), notice);
  };
  await trySafely(due, `${vendor.market}/${vendor.vendorId}`, watch, services);
  // Digests first: their tickets' cards wait for them.
  for (const row of [...notices, ...tickets])
    await trySafely(due, subjectId(row), () => lookAfter(row, due, intervalMs, services), services);
  return {
    republished: await publishEvents([...due.unpublished.values()], services),
    reannounced: await announceAgain(due.unshown, intervalMs, services),
    settled: due.settled,
    failed: due.failed,
  };
};

/**
 * Looks after all vendors, one after the other; one that fails keeps no other waiting.
 * Throws what the first failing vendor threw, once all have had their turn.
 */
export const trackAll = async (
  vendors: readonly VendorRef[],
  track: (vendor: VendorRef) => Promise<TrackSlaTally>,
): Promise<TrackSlaTally> => {
  const total = { republished: 0, reannounced: 0, settled: 0, failed: 0 };
  const errors: unknown[] = [];
  for (const vendor of vendors) {
    try {
      const tally = await track(vendor);
      total.republished += tally.republished;
      total.reannounced += tally.reannounced;
      total.settled += tally.settled;
      total.failed += tally.failed;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return total;
};

type Due = { unpublished: Map<string, Subject>; unshown: Subject[]; settled: number; failed: number };

const lookAfter = async (
  row: AttentionRow | NoticeRow,
  due: Due,
  intervalMs: number,
  services: TrackSlaServices,
): Promise<void> => {
  // The index lags: the base item decides.
  const subject = await readSubject(row, services);
  if (!subject) return;
  const now = { raw: services.clock.now(), corrected: wallNow(services.clock) };
  if ('notice' in subject && isUnsealed(subject.facts)) {
    const sealed = await sealDigestIfDue(subject, now, services);
    if (sealed) due.unpublished.set(subjectId(sealed), sealed);
    return;
  }
  if (isOnItsWay(subject, now, intervalMs)) return;
  if (subject.publishedVersion < subject.version) due.unpublished.set(subjectId(subject), subject);
  else if (owesDelivery(subject, now.raw) && (subject.retryAt ?? 0) <= now.raw) due.unshown.push(subject);
  else {
    const attentionAt = attentionTime(subject, now);
    if (await services.writer.settle(subject, settlement(subject, attentionAt))) due.settled += 1;
  }
};

const isOnItsWay = (subject: Subject, { raw, corrected }: Now, intervalMs: number): boolean =>
  (subject.deliveryClaim !== undefined && subject.deliveryClaim.until > raw) ||
  (subject.shownVersion < subject.version && corrected - subject.changedAt < intervalMs);

const announceAgain = async (
  subjects: readonly Subject[],
  intervalMs: number,
  { publisher, writer, clock }: TrackSlaServices,
): Promise<number> => {
  const now = wallNow(clock);
  const sent = await publisher.publish(subjects.map((subject) => announcementAgain(subject, now)));
  const announced = subjects.filter((_, index) => sent[index]);
  for (const subject of announced) {
    const again =
      now + Math.min(onTheWall(clock, LONGEST_WAIT_MS), intervalMs * 2 ** Math.min(subject.reannounced, 20));
    await writer.settle(subject, settlement({ ...subject, reannounced: subject.reannounced + 1 }, again));
  }
  return announced.length;
};

/** Leaves a wait that Slack asked for as it is. */
const settlement = (subject: Subject, attentionAt: number | undefined): Settlement => ({
  reannounced: subject.reannounced,
  ...(attentionAt !== undefined && { attentionAt }),
  ...(subject.retryAt !== undefined && { retryAt: subject.retryAt }),
});

/** One that fails is logged and counted, and comes again. */
const trySafely = async (
  due: Due,
  what: string,
  work: () => Promise<void>,
  { log }: TrackSlaServices,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    due.failed += 1;
    log.error(error.message, { subject: what, code: error.code });
  }
};
