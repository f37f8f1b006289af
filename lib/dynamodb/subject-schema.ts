import * as z from 'zod/mini';
import type { NoticeDelivery, NoticeRow } from '../domain/notice.ts';
import { STEP_NAMES } from '../domain/step.ts';
import type { Outbox } from '../domain/ticket.ts';

export const instant = z.number();
export const count = z.int().check(z.nonnegative());
export const text = z.exactOptional(z.string());
export const maybeInstant = z.exactOptional(instant);

export const lineName = z.union([
  z.literal('breach'),
  z.templateLiteral(['changed-', z.int()]),
  z.templateLiteral(['closed-', z.int()]),
  z.templateLiteral(['reopened-', z.int()]),
  z.templateLiteral(['step/', z.enum(STEP_NAMES), '/', z.number()]),
  z.templateLiteral(['escalation/', z.enum(STEP_NAMES), '/', z.number()]),
]);

/** The fields of an outbox (R2), by the events that may stand in it. */
export const outboxOf = <EventType extends z.ZodMiniType>(eventType: EventType) =>
  ({
    version: count,
    publishedVersion: count,
    events: z.record(z.string().check(z.regex(/^[1-9]\d*$/)), z.object({ type: eventType, at: instant })),
    changedAt: instant,
    writeToken: z.string(),
  }) satisfies Record<keyof Outbox, z.ZodMiniType>;

/** What delivery keeps of tickets and notices alike. */
export const delivery = {
  shownVersion: count,
  channel: text,
  ts: text,
  replaced: z.exactOptional(z.object({ channel: z.string(), ts: z.string() })),
  deliveryClaim: z.exactOptional(z.object({ token: z.string(), until: instant })),
  attempt: z.exactOptional(
    z.object({
      name: z.union([z.enum(['card', 'notice']), lineName]),
      at: instant,
      lookUps: count,
      fallback: z.exactOptional(z.boolean()),
      refusals: z.exactOptional(count),
    }),
  ),
  retryAt: maybeInstant,
  reannounced: count,
} satisfies Record<keyof NoticeDelivery, z.ZodMiniType>;

/** What every row of the attention index has. */
export const row = {
  version: count,
  publishedVersion: count,
  shownVersion: count,
  changedAt: instant,
  attentionAt: instant,
} satisfies Record<Exclude<keyof NoticeRow, 'market' | 'vendorId' | 'notice'>, z.ZodMiniType>;
