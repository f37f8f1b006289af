import { defined } from '../../domain/defined.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { clockAt } from '../../domain/ticket/clock.ts';
import { closeTicket } from '../../domain/ticket/ticket-changes.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { type IntakeWriter, type LaneReader, SLOW } from '../ports/store.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { type ChangePorts, writeChange } from '../outbox/write-change.ts';
import { newTicket } from './write-listing.ts';

export type TestTicketPorts = ChangePorts & {
  writer: Pick<IntakeWriter, 'create'>;
  lanes: LaneReader;
  sleep: (ms: number) => Promise<void>;
};

export type TestTicketOutcome = {
  ticket: TicketKey;
  shownAfterMs?: number;
  channel?: string;
  ts?: string;
  stage: 'done' | 'publishing' | 'reaching-notify' | 'slack' | 'closing';
};

const LOOK_EVERY_MS = 500;

/**
 * Sends a ticket of a made-up vendor through the store to Slack, and withdraws it when its card is in Slack. A ticket that certainly has no
 * card is withdrawn without a card. Throws if the store cannot be used.
 * @param words the text of the card, which must identify it as a test
 * @param stopAt epoch ms
 */
export const sendTestTicket = async (
  vendor: VendorRef,
  words: { product: string; text: string },
  stopAt: number,
  ports: TestTicketPorts,
): Promise<TestTicketOutcome> => {
  const { clock } = ports;
  const beganAt = clock.now();
  const ticket = await openTicket(vendor, words, beganAt, ports);
  const isPublished = (await publishEvents([ticket], ports)) > 0;
  const opened = isPublished ? await waitUntilShown(ticket, stopAt, ports) : ticket;
  const isShown = opened.delivery.shownVersion >= ticket.outbox.version;
  const shownAfterMs = clock.now() - beganAt;
  const closed = await withdraw(ticket, ports);
  await publishEvents([closed], ports);
  const { key } = ticket;
  if (!isShown) return { ticket: key, stage: isPublished ? await stageOf(opened, ports) : 'publishing' };
  const { channel, ts, shownVersion } = (await waitUntilShown(closed, stopAt, ports)).delivery;
  const stage = shownVersion >= closed.outbox.version ? 'done' : 'closing';
  return { ticket: key, shownAfterMs, ...defined({ channel, ts }), stage };
};

/** The name contains the time, so that each test ticket is separate. */
const openTicket = async (
  vendor: VendorRef,
  words: { product: string; text: string },
  now: number,
  { writer }: TestTicketPorts,
): Promise<Ticket> => {
  const key = { ...vendor, source: 'call-center' as const, inquiryId: String(now), answerId: '1' };
  const listed = { ...words, kind: 'reply' as const, inquiryAt: now, openedAt: now, ...clockAt(now) };
  const lists = { siblings: [], steps: [], history: [] };
  const ticket = await writer.create(
    newTicket(key, { ...listed, ...lists, state: 'open', announcement: 'card' }, now),
  );
  if (!ticket) throw new Error(`No test ticket of ${vendor.vendorId} was written: try once more.`);
  return ticket;
};

/** If an attempt may have posted the card, edits it. Otherwise nothing is posted. */
const withdraw = async (ticket: Ticket, ports: TestTicketPorts): Promise<Ticket> => {
  const now = ports.clock.now();
  const close = (current: Ticket) => {
    const closing = closeTicket(current, { outcome: 'withdrawn' }, now);
    if (current.delivery.ts !== undefined || current.delivery.attempt) return closing;
    return { ...closing, facts: { ...closing.facts, announcement: 'none' as const } };
  };
  return (await writeChange(ticket.key, close, now, ports)) ?? ticket;
};

/** A refused message is not tried again in time. */
const waitUntilShown = async (
  ticket: Ticket,
  stopAt: number,
  { reader, clock, sleep }: TestTicketPorts,
): Promise<Ticket> => {
  let current = ticket;
  while (
    current.delivery.shownVersion < ticket.outbox.version &&
    !isRefused(current) &&
    clock.now() < stopAt
  ) {
    await sleep(LOOK_EVERY_MS);
    current = (await reader.ticket(ticket.key)) ?? current;
  }
  return current;
};

const isRefused = ({ delivery }: Ticket): boolean => Object.keys(delivery.retries).length > 0;

/** A drain leaves a trace of each try: in the ticket or, if Slack accepts nothing, in the lane. Nothing waits for a slower pace. */
const stageOf = async (ticket: Ticket, { lanes }: TestTicketPorts): Promise<TestTicketOutcome['stage']> => {
  if (ticket.delivery.attempt || isRefused(ticket)) return 'slack';
  const { token, waits = {} } = (await lanes.read(ticket.key)) ?? {};
  const isWaiting = Object.keys(waits).some((key) => !key.startsWith(SLOW));
  return token !== undefined || isWaiting ? 'slack' : 'reaching-notify';
};
