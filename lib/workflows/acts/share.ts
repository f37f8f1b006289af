import { onShift } from '../../domain/act/roster.ts';
import { decideShares, type SharePolicy, shareTicket, waitingRows } from '../../domain/act/share.ts';
import { ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import { forEachSettled, logFailures } from '../outbox/for-each-settled.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { writeChange } from '../outbox/write-change.ts';
import { SlackFailure } from '../ports/slack.ts';
import type { SharePorts } from './act-ports.ts';

const READ_AT_ONCE = 10;

/**
 * Assigns a vendor's waiting tickets by its roster (A9, R30). Each write is conditional, so a person who was faster keeps the
 * ticket.
 * @returns the number of assigned tickets
 */
export const share = async (vendor: VendorRef, policy: SharePolicy, ports: SharePorts): Promise<number> => {
  const { reader, clock, log } = ports;
  const now = clock.now();
  const working = onShift(policy.roster, now);
  if (working.length === 0) return 0;
  const rows = (await reader.attention(vendor)).tickets;
  const waiting = waitingRows(rows, policy, now);
  if (waiting.length === 0) return 0;
  const mayClaim = await ports.whoMayBeAssigned(working.map(({ user }) => user));
  const allowed = working.filter(({ user }) => mayClaim.includes(user));
  if (allowed.length === 0) return 0;
  const found = new Map<string, Ticket>();
  const errors = await forEachSettled(
    waiting,
    async (row) => {
      const ticket = await reader.ticket(ticketKeyOf(row));
      if (ticket) found.set(ticketId(row), ticket);
    },
    READ_AT_ONCE,
  );
  const look = {
    tickets: waiting.flatMap((row) => found.get(ticketId(row)) ?? []),
    rows,
    closed: await reader.closed(vendor, now - DAY_MS),
    resting: await askWhoRests(
      allowed.map(({ user }) => user),
      ports,
    ),
  };
  const written: Ticket[] = [];
  const shares = decideShares(look, { ...policy, roster: { ...policy.roster, people: allowed } }, now);
  errors.push(
    ...(await forEachSettled(shares, async (planned) => {
      const shared = await writeChange(
        planned.ticket.key,
        (fresh) => shareTicket(fresh, planned, policy, now),
        now,
        ports,
      );
      if (shared) written.push(shared);
    })),
  );
  await publishEvents(written, ports);
  logFailures(errors, log, { ...vendor });
  return written.length;
};

/** If Slack fails, assign anyway: an unassigned ticket is worse than a disturbed person. */
const askWhoRests = async (
  users: readonly string[],
  { doNotDisturb, log }: SharePorts,
): Promise<ReadonlySet<string>> => {
  try {
    return await doNotDisturb.resting(users);
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    log.warn(
      `Who is in do-not-disturb is not known, so tickets are assigned all the same: ${error.message}`,
      {
        code: error.code,
      },
    );
    return new Set();
  }
};
