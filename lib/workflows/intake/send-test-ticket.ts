import { MARKET_ZONES } from '../../config/market.ts';
import { askingPosts } from '../../domain/inquiry/asking-posts.ts';
import { defined } from '../../domain/defined.ts';
import type { Inquiry, VendorRef } from '../../domain/inquiry/inquiry.ts';

import { closeTicket } from '../../domain/ticket/ticket-changes.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { Lane, LaneReader } from '../ports/lanes.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { type ChangePorts, writeChange } from '../outbox/write-change.ts';
import { type ListingPorts, planListing, writeListing } from './write-listing.ts';

export type TestTicketPorts = ChangePorts &
  ListingPorts & { lanes: LaneReader; sleep: (ms: number) => Promise<void> };

/** How far the ticket came. `stage`: `done`, or the step that was missing when the time was up. */
export type TestTicketOutcome = {
  ticket: TicketKey;
  /** How long the card took, ms. */
  shownAfterMs?: number;
  channel?: string;
  ts?: string;
  stage: 'done' | 'publishing' | 'reaching-notify' | 'slack' | 'closing';
};

const LOOK_EVERY_MS = 500;

/**
 * Sends one ticket of a made-up vendor the way of all others, from the store on. Withdraws it once its card is in Slack
 * (O8). If it certainly has no card, it is withdrawn without one, so that none follows. Throws if the store cannot be used.
 * @param words the text of the card: it must say that this is a test
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
  const now = clock.now();
  const ticket = await openTicket(vendor, words, now, ports);
  const isPublished = (await publishEvents([ticket], ports)) > 0;
  const opened = isPublished ? await waitUntilShown(ticket, stopAt, ports) : ticket;
  const isShown = opened.delivery.shownVersion >= ticket.outbox.version;
  const shownAfterMs = clock.now() - beganAt;
  const closed = await withdraw(ticket, ports);
  await publishEvents([closed], ports);
  const key = ticket.key;
  if (!isShown) return { ticket: key, stage: isPublished ? await stageOf(opened, ports) : 'publishing' };
  const {
    delivery: { channel, ts, shownVersion },
  } = await waitUntilShown(closed, stopAt, ports);
  return {
    ticket: key,
    shownAfterMs,
    ...defined({ channel, ts }),
    stage: shownVersion >= closed.outbox.version ? 'done' : 'closing',
  };
};

/** Named after the instant, so that each test ticket is a ticket of its own. */
const openTicket = async (
  vendor: VendorRef,
  { product, text }: { product: string; text: string },
  now: number,
  ports: ListingPorts,
): Promise<Ticket> => {
  const inquiry: Inquiry = {
    inquiryId: String(now),
    inquiryAt: now,
    product,
    content: text,
    posts: [
      {
        answerId: '1',
        by: 'csAgent',
        at: now,
        text,
        transfer: 'requestAnswer',
        needAnswer: true,
        completeReason: 'NONE',
      },
    ],
  };
  const listing = {
    inquiry,
    asking: askingPosts(inquiry),
    kind: 'reply' as const,
    kindIsSure: true,
    beganAt: now,
    mayBeProvisional: true,
  };
  const context = { vendor, zone: MARKET_ZONES[vendor.market], now, completeReadings: {}, blindTimes: [] };
  const planned = await planListing(listing, context, ports);
  const { written } = await writeListing(planned, ports);
  const [ticket] = written;
  if (!ticket) throw new Error(`No test ticket of ${vendor.vendorId} was written: try once more.`);
  return ticket;
};

/** If an attempt may have posted the card, the card is edited. Otherwise nothing is posted any more. */
const withdraw = async (ticket: Ticket, ports: TestTicketPorts): Promise<Ticket> => {
  const now = ports.clock.now();
  const close = (current: Ticket) => {
    const closing = closeTicket(current, { outcome: 'withdrawn' }, now);
    if (current.delivery.ts !== undefined || current.delivery.attempt) return closing;
    return { ...closing, facts: { ...closing.facts, announcement: 'none' as const } };
  };
  return (await writeChange(ticket.key, close, now, ports)) ?? ticket;
};

const waitUntilShown = async (
  ticket: Ticket,
  stopAt: number,
  { reader, lanes, clock, sleep }: TestTicketPorts,
): Promise<Ticket> => {
  let current = ticket;
  while (current.delivery.shownVersion < ticket.outbox.version && clock.now() < stopAt) {
    const lane = await lanes.read(ticket.key);
    if (restsUntil(current, lane) > clock.now() + SOON_MS) return current;
    await sleep(LOOK_EVERY_MS);
    current = (await reader.ticket(ticket.key)) ?? current;
  }
  return current;
};

/** A drain waits no longer than this. */
const SOON_MS = 20_000;

/** The time before which the message is not tried again: it was refused, or the lane is free and Slack rests. Epoch ms. */
const restsUntil = ({ delivery: { retries } }: Ticket, lane: Lane | undefined): number => {
  const waits = lane && lane.token === undefined ? Object.values(lane.waits) : [];
  return Math.max(
    0,
    ...Object.values(retries).map((retry) => retry?.at ?? 0),
    ...waits.map(({ until }) => until),
  );
};

/** A drain leaves a trace of each try: in the ticket, or, if Slack takes nothing, in the lane. */
const stageOf = async (ticket: Ticket, { lanes }: TestTicketPorts): Promise<TestTicketOutcome['stage']> => {
  if (ticket.delivery.attempt || Object.keys(ticket.delivery.retries).length > 0) return 'slack';
  const lane = await lanes.read(ticket.key);
  return lane && (lane.token !== undefined || Object.keys(lane.waits).length > 0)
    ? 'slack'
    : 'reaching-notify';
};
