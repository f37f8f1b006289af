import { NotifierError } from '../../domain/notifier-error.ts';
import { MOST_MEMBERS, type Notice } from '../../domain/notice/notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { DigestName, TicketKey } from '../../domain/ticket/ticket.ts';
import type { SweepRun } from './sweep-run.ts';
import { putDigest } from './write-digest.ts';
import type { Announced, PlannedListing } from './write-listing.ts';

export type BatchAnnouncement = {
  /** How a ticket that is created now is announced (R24): as a card where its digest may be published before. */
  of: (key: TicketKey) => Announced;
  /** Those that this poll may publish once every ticket is surely written; else `track-sla` does at the lease's end. */
  digests: () => Notice[];
};

/** A write takes effect at most 3 s after it was begun; the clocks of two machines differ a little. */
const MARGIN_MS = 5000;

/**
 * New tickets of one batch come as cards, or, above a number, in a digest (D5, D6), which must stand in the store before
 * the first ticket that names it. Where that fails they come as cards: many, but none lost.
 */
export const announceBatch = async (
  run: SweepRun,
  planned: readonly PlannedListing[],
): Promise<BatchAnnouncement> => {
  const created = planned.flatMap(({ decision: { creates } }) => creates);
  const fresh = created.filter(({ facts }) => facts.announcement === 'card').map(({ key }) => key);
  const digests: Notice[] = [];
  const names = new Map<string, DigestName>();
  // A machine that slept goes on after its lease's end, when `track-sla` publishes.
  const { clock } = run.services;
  const publishBy = run.now() + (run.settings.leaseUntil - clock.now());
  const isLate = (): boolean => clock.now() >= run.settings.leaseUntil - MARGIN_MS;
  if (fresh.length > run.settings.digestAbove && !isLate()) {
    for (let from = 0; from < fresh.length; from += MOST_MEMBERS) {
      const members = fresh.slice(from, from + MOST_MEMBERS);
      const past = from === 0 ? created.length - fresh.length : 0;
      const digest = await tryToWrite(run, () =>
        putDigest(run.vendor, { members, past, publishBy, at: run.now() }, run.services),
      );
      if (!digest) continue;
      digests.push(digest.notice);
      for (const key of members) names.set(deliverableId(key), digest.name);
    }
  }
  return {
    of: (key) => {
      const name = isLate() ? undefined : names.get(deliverableId(key));
      return name ? { announcement: name, attentionAt: publishBy } : { announcement: 'card' };
    },
    digests: () => (isLate() ? [] : digests),
  };
};

const tryToWrite = async <Written>(
  run: SweepRun,
  write: () => Promise<Written | undefined>,
): Promise<Written | undefined> => {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    run.services.log.error(error.message, { code: error.code, notice: 'digest' });
    return undefined;
  }
};
