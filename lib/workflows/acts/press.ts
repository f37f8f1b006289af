import type { VendorConfig } from '../../config/schema.ts';
import { decidePress } from '../../domain/act/decide-press.ts';
import type { Press, Refusal } from '../../domain/ticket/act.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { defined } from '../../domain/defined.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import type { ChangePorts } from '../outbox/write-change.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { DoorMessenger } from '../ports/slack.ts';
import type { OpenedHomes, ClosedReader, OpenReader, RecentReplies } from '../ports/store.ts';
import type { Log } from '../ports/log.ts';

/** The ports of `slack-actions`, which never calls Coupang. */
export type PressPorts = ChangePorts & {
  reader: OpenReader & ClosedReader;
  replies: RecentReplies;
  homes: OpenedHomes;
  door: DoorMessenger;
  acting: boolean;
  /** False if the person may belong to another company in a shared channel. */
  isWorkspaceKnown: boolean;
  vendors: readonly VendorConfig[];
  vendorOf: (vendor: VendorRef) => VendorConfig | undefined;
  /** The age at which a claim expires (S6). */
  claimStaleMs: number;
  log: Log;
};

/** `ticket`: its current version. */
export type PressResult = { is: 'done' } | { is: 'refused'; refusal: Refusal; ticket?: Ticket };

/**
 * Writes a press into the ticket and publishes its event. `carryOut` calls Coupang later. Returns only after the press is
 * stored, so that the person can get a confirmation.
 */
export const press = async (
  key: TicketKey,
  pressed: Press,
  ports: ChangePorts & { claimStaleMs: number },
): Promise<PressResult> => {
  const { reader, writer, clock, claimStaleMs } = ports;
  const now = clock.now();
  let seen: Ticket | undefined;
  let refusal: Refusal | undefined;
  const written = await writeDecided<TicketChange, Ticket>(
    ticketId(key),
    async () => {
      seen = await reader.ticket(key);
      const decided = seen ? decidePress(seen, pressed, now, claimStaleMs) : NO_TICKET;
      refusal = decided.is === 'refused' ? decided.refusal : undefined;
      return decided.is === 'change' ? decided.change : undefined;
    },
    ({ before, facts, event }) => writer.change(before, facts, event, now),
  );
  if (refusal || !seen)
    return { is: 'refused', ...defined({ ticket: seen }), refusal: refusal ?? NO_TICKET.refusal };
  // The change is stored. If publishing fails, the next run of `track-sla` publishes it.
  if (written) await publishEvents([written], ports).catch(() => undefined);
  return { is: 'done' };
};

const NO_TICKET = { is: 'refused', refusal: { code: 'no-ticket' } } as const;
