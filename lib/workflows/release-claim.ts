import { attentionTime } from '../domain/attention-time.ts';
import type { Ticket } from '../domain/ticket.ts';
import { ClaimLost } from './claim-lost.ts';
import type { Clock, TicketReader, TicketWriter } from './ports.ts';

type Services = {
  reader: Pick<TicketReader, 'ticket'>;
  writer: Pick<TicketWriter, 'settle'>;
  clock: Clock;
};

/** Ends a round early. If the ticket moved meanwhile it is settled as it is now. */
export const release = async (ticket: Ticket, services: Services, retryAt?: number): Promise<void> => {
  let current = ticket;
  while (!(await settle(current, services, retryAt))) current = await readAgain(current, services);
};

/** Releases the claim and moves the index time (R3). False: the ticket moved since it was read. */
export const settle = async (ticket: Ticket, services: Services, retryAt?: number): Promise<boolean> => {
  const raw = services.clock.now();
  const { retryAt: _past, ...rest } = ticket;
  const waiting: Ticket = retryAt === undefined ? rest : { ...rest, retryAt };
  const attentionAt = attentionTime(waiting, { raw, corrected: raw });
  return services.writer.settle(ticket, {
    reannounced: ticket.reannounced,
    ...(attentionAt !== undefined && { attentionAt }),
    ...(retryAt !== undefined && { retryAt }),
  });
};

/** @throws ClaimLost where the claim is no longer ours */
export const readAgain = async (ticket: Ticket, services: Services): Promise<Ticket> => {
  const fresh = await services.reader.ticket(ticket);
  if (fresh?.deliveryClaim?.token !== ticket.deliveryClaim?.token || !fresh) throw new ClaimLost(ticket);
  return fresh;
};
