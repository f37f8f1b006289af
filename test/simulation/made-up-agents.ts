import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { TicketReader, TicketWriter } from '../../lib/workflows/ports/store.ts';
import type { Random } from './random.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const AGENTS = ['U0MADEUP1', 'U0MADEUP2'] as const;

type Services = { reader: Pick<TicketReader, 'ticket'>; writer: Pick<TicketWriter, 'change'> };

/**
 * An agent claims an open ticket, takes it from another, or gives it back. It is a change of facts like any other (S6).
 * @param now epoch ms
 */
export const changeClaim = async (
  key: TicketKey,
  random: Random,
  now: () => number,
  { reader, writer }: Services,
): Promise<void> => {
  const ticket = await reader.ticket(key);
  if (!ticket || ticket.facts.state === 'closed') return;
  const at = now();
  const facts =
    ticket.facts.claimedBy !== undefined && random.chance(0.3)
      ? released(ticket)
      : claimed(ticket, random, at);
  await writer.change(ticket, facts, 'TicketChanged', at);
};

const released = (ticket: Ticket) => {
  const { claimedBy, claimedAt, ...facts } = ticket.facts;
  return facts;
};

/** Some claims are old, so that they go stale soon. */
const claimed = (ticket: Ticket, random: Random, at: number) => ({
  ...ticket.facts,
  claimedBy: random.pick(AGENTS),
  claimedAt: at - random.pick([0, 0, 1, 4, 14, 119]) * MINUTE_MS,
});
