import { newNotice, type Notice } from '../../domain/notice/notice.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { SideSource } from '../../domain/sources.ts';
import { isExpired } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { isOver } from '../../domain/ticket/clock.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { PollPorts } from './poll-ports.ts';
import type { SweepDone } from './sweep-run.ts';

/**
 * Announces all requests that were past when the source was first read, in one notice (R31). The next poll after one that died
 * counts the same requests again, under the same name.
 */
export const announcePast = async (
  source: SideSource,
  run: {
    vendor: VendorRef;
    /** The source's rows of the index at the beginning of the poll. */
    rows: readonly AttentionRow[];
    /** When the source had not been read yet; epoch ms. */
    since: number;
    done: SweepDone;
  },
  { notices, clock }: PollPorts,
): Promise<Notice[]> => {
  const { vendor, rows, since } = run;
  const earlier = rows.filter(
    ({ closedAt, openedAt, dueAt }) =>
      closedAt !== undefined && openedAt >= since && isOver({ dueAt }, openedAt),
  );
  const now = run.done.written.filter(({ facts }) => isExpired(facts) && facts.openedAt >= since);
  const askedAt = new Map([
    ...earlier.map((row): [string, number] => [ticketId(row), row.askedAt]),
    ...now.map(({ key, facts }): [string, number] => [ticketId(key), facts.askedAt]),
  ]);
  if (askedAt.size === 0) return [];
  const key = { ...vendor, notice: `past-questions/${source}/${since}` as const };
  const facts = {
    about: 'past-questions' as const,
    source,
    count: askedAt.size,
    oldestAt: Math.min(...askedAt.values()),
  };
  const created = await notices.create(newNotice(key, facts, clock.now()));
  return created ? [created] : [];
};
