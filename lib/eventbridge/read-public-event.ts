import * as z from 'zod/mini';
import type { DeliverableKey } from '../domain/delivery/deliverable.ts';
import { MARKETS } from '../domain/inquiry/inquiry.ts';
import { isNoticeName } from '../domain/notice/notice.ts';
import { readTicketId } from '../domain/ticket/ticket-id.ts';
import { EventContractError } from './event-schema.ts';

/** `detail`: the whole event, with fields that only another release knows. */
export type PublicEvent = {
  id: string;
  type: string;
  /** When it happened, epoch ms. */
  time: number;
  level?: string | undefined;
  outcome?: string | undefined;
  /** The list in WING. */
  link: string;
  deliverable: DeliverableKey;
  detail: object;
};

const cloudEvent = z.looseObject({
  id: z.string(),
  type: z.string(),
  time: z.iso.datetime(),
  subject: z.string(),
  data: z.looseObject({
    vendor: z.looseObject({ id: z.string() }),
    market: z.enum(MARKETS),
    level: z.optional(z.string()),
    outcome: z.optional(z.string()),
    link: z.string(),
  }),
});
const envelope = z.looseObject({ detail: cloudEvent });

/**
 * Reads an event for other tools as the bus hands it on, also one of another release.
 * @throws EventContractError that names the fields, and no value
 */
export const readPublicEvent = (event: unknown): PublicEvent => {
  const read = envelope.safeParse(event);
  if (!read.success)
    throw new EventContractError(
      `Not an event of docs/events.md: ${read.error.issues.map(({ path }) => path.join('.') || 'the event').join(', ')}.`,
    );
  const { detail } = read.data;
  const { id, type, time, subject, data } = detail;
  const { market, level, outcome, link } = data;
  const vendorId = data.vendor.id;
  const notice = subject.slice(`${market}/${vendorId}/`.length);
  const deliverable = readTicketId(subject) ?? (isNoticeName(notice) && { market, vendorId, notice });
  if (!deliverable) throw new EventContractError('An event names no ticket or notice: detail.subject.');
  return { id, type, time: Date.parse(time), level, outcome, link, deliverable, detail };
};
