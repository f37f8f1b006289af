import * as z from 'zod/mini';
import { type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { AttemptName } from '../../domain/ticket/ticket.ts';

const EVENT_TYPE = 'coupang_ticket';

/**
 * The hidden metadata by which a look-up finds a message (R19). It contains only ids, since any app in the channel may
 * read it.
 */
export const messageMetadata = (deliverable: DeliverableKey, name: AttemptName) => ({
  event_type: EVENT_TYPE,
  event_payload: { key: deliverableId(deliverable), name },
});

const message = z.object({
  ts: z.string().check(z.regex(/^\d+\.\d+$/)),
  metadata: z.object({
    event_type: z.literal(EVENT_TYPE),
    event_payload: z.object({ key: z.string(), name: z.string() }),
  }),
});

export const matchMessage = (
  candidate: unknown,
  deliverable: DeliverableKey,
  name: AttemptName,
): string | undefined => {
  const read = message.safeParse(candidate);
  if (!read.success) return undefined;
  const { key, name: posted } = read.data.metadata.event_payload;
  return key === deliverableId(deliverable) && posted === name ? read.data.ts : undefined;
};

/** The name of the ticket of a card; `undefined` if the message is not our card. */
export const readCardKey = (candidate: unknown): string | undefined => {
  const read = message.safeParse(candidate);
  if (!read.success) return undefined;
  const { key, name } = read.data.metadata.event_payload;
  return name === 'card' ? key : undefined;
};
