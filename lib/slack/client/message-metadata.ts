import * as z from 'zod/mini';
import { type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { AttemptName } from '../../domain/ticket/ticket.ts';

const EVENT_TYPE = 'coupang_ticket';

/** The hidden metadata of a message, by which a look-up finds it (R19). Ids only: any app in the channel may read it. */
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

/** The `ts` of a message in Slack's history, if an attempt of this name for this ticket or notice posted it. */
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

/** The name of the ticket whose card a message is. `undefined`: it is no card of ours. */
export const readCardKey = (candidate: unknown): string | undefined => {
  const read = message.safeParse(candidate);
  if (!read.success) return undefined;
  const { key, name } = read.data.metadata.event_payload;
  return name === 'card' ? key : undefined;
};
