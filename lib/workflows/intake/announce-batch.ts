import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { memberOf, MOST_MEMBERS, newNotice, type Notice } from '../../domain/notice/notice.ts';
import type { DigestName, TicketKey } from '../../domain/ticket/ticket.ts';
import { forEachSettled, logFailures } from '../outbox/for-each-settled.ts';
import type { SweepRun, SweepServices } from './sweep-run.ts';
import { type Announced, isAnnouncement, type PlannedListing } from './write-listing.ts';

export type BatchAnnouncement = {
  /** How a ticket that is created or announced now is shown (R24): as a card, if its digest may be published before. */
  of: (key: TicketKey) => Announced;
  /**
   * The digests that this poll may publish, once it has written each of their tickets. Otherwise `track-sla` publishes them
   * at the end of the lease.
   */
  digests: () => Notice[];
};

/** A write takes effect within 3 s. The clocks of two machines differ a little. */
export const LEASE_MARGIN_MS = 5000;

/**
 * New tickets of one batch, and provisional ones that it announces, get cards, or, above a number, a digest (D5, D6). The digest is written with its members' keys
 * before the first ticket that names it (R24). If that fails, the tickets get cards: many, but none is lost. A digest is not
 * shown before its event is published. The poll does so once every ticket is written, or `track-sla` does at the end of the
 * lease.
 */
export const announceBatch = async (
  planned: readonly PlannedListing[],
  { vendor, digestAbove, leaseUntil: publishBy }: SweepRun,
  { notices, clock, log }: Pick<SweepServices, 'notices' | 'clock' | 'log'>,
): Promise<BatchAnnouncement> => {
  const created = planned.flatMap(({ decision: { creates } }) => creates);
  const announced = planned.flatMap(({ decision: { changes } }) => changes.filter(isAnnouncement));
  const fresh = [
    ...created.filter(({ facts }) => facts.announcement === 'card').map(({ key }) => key),
    ...announced.map(({ before }) => before.key),
  ];
  // A machine that slept may go on after the end of its lease, when `track-sla` publishes.
  const isLate = (): boolean => clock.now() >= publishBy - LEASE_MARGIN_MS;
  const digests: Notice[] = [];
  const names = new Map<string, DigestName>();
  const writeDigest = async (from: number): Promise<void> => {
    const at = clock.now();
    const name: DigestName = `digest/${at}`;
    const members = fresh.slice(from, from + MOST_MEMBERS);
    const past = from === 0 ? created.filter(({ facts }) => facts.state === 'closed').length : 0;
    const facts = { about: 'digest' as const, members: members.map(memberOf), past };
    const digest = await notices.create(newNotice({ ...vendor, notice: name }, facts, at, publishBy));
    // There is already a digest of that instant.
    if (!digest) return;
    digests.push(digest);
    for (const key of members) names.set(deliverableId(key), name);
  };
  if (fresh.length > digestAbove && !isLate()) {
    const starts = Array.from(
      { length: Math.ceil(fresh.length / MOST_MEMBERS) },
      (_, at) => at * MOST_MEMBERS,
    );
    logFailures(await forEachSettled(starts, writeDigest), log, { notice: 'digest' });
  }
  return {
    of: (key) => {
      const name = isLate() ? undefined : names.get(deliverableId(key));
      return name ? { announcement: name, attentionAt: publishBy } : { announcement: 'card' };
    },
    digests: () => (isLate() ? [] : digests),
  };
};
