import { newNotice, type Notice } from '../../domain/notice/notice.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { SourceState } from '../../domain/reading/vendor-state.ts';
import { isExpired } from '../../domain/ticket/ticket-changes.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { dateAt, instantAt } from '../../domain/time/dates.ts';
import { isPastMark } from '../../domain/intake/row-facts.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { PollPorts, SourceRun, SweepDone } from './source-run.ts';

/**
 * Announces the requests that were past at first sight: one notice for each source and day, edited when more come. After a poll that died,
 * the next one finds its requests in the index.
 * @returns the count for the source's state, and the notice if it was written
 */
export const announcePast = async (
  { vendor, client: { source }, rows, before, zone }: SourceRun,
  { written }: SweepDone,
  { notices, clock }: PollPorts,
): Promise<{ past: SourceState['past']; notice?: Notice }> => {
  const now = clock.now();
  const day = instantAt(dateAt(now, zone), 0, zone);
  const { count: counted, openedAt: countedTo } = before.past ?? { count: 0, openedAt: day - 1 };
  const found = new Map<string, { openedAt: number; askedAt: number }>();
  for (const row of rows) if (wasPast(row)) found.set(ticketId(row), row);
  for (const { key, facts } of written) if (isExpired(facts)) found.set(ticketId(key), facts);
  const more = [...found.values()].filter(({ openedAt }) => openedAt > countedTo);
  if (more.length === 0) return { past: before.past };
  const count = more.length + (countedTo >= day ? counted : 0);
  const key = { ...vendor, notice: `past/${source}/${day}` as const };
  const notice = await writeDecided(
    deliverableId(key),
    async () => {
      const known = await notices.read(key);
      const oldest = known?.facts.about === 'past' ? known.facts : { oldestAt: Infinity };
      const oldestAt = Math.min(oldest.oldestAt, ...more.map(({ askedAt }) => askedAt));
      return { known, facts: { about: 'past' as const, source, count, oldestAt } };
    },
    ({ known, facts }) =>
      known ? notices.change(known, facts, 'NoticeChanged', now) : notices.create(newNotice(key, facts, now)),
  );
  return {
    past: { count, openedAt: Math.max(...more.map(({ openedAt }) => openedAt)) },
    ...(notice && { notice }),
  };
};

/** By the index. A question that was answered before its first sight is stored closed, too. */
const wasPast = ({ openedAt, closedAt, fingerprint }: AttentionRow): boolean =>
  closedAt === openedAt && isPastMark(fingerprint);
