import * as z from 'zod/mini';
import type { AttentionRow, Delivery, Outbox, TicketFacts, TicketKey } from '../domain/ticket.ts';

const instant = z.number();
const count = z.int().check(z.nonnegative());
const text = z.exactOptional(z.string());
const maybeInstant = z.exactOptional(instant);

const lineName = z.union([
  z.literal('breach'),
  z.templateLiteral(['changed-', z.int()]),
  z.templateLiteral(['closed-', z.int()]),
  z.templateLiteral(['reopened-', z.int()]),
]);

const facts = {
  kind: z.enum(['reply', 'confirm']),
  state: z.enum(['open', 'unverified', 'closed']),
  learntAnswerId: text,
  inquiryAt: maybeInstant,
  askedAt: instant,
  askedAtUncertain: z.boolean(),
  dueAt: instant,
  openedAt: instant,
  product: text,
  text: z.string(),
  category: text,
  orderId: text,
  orderDate: maybeInstant,
  formLink: text,
  parentAnswerId: text,
  outcome: z.exactOptional(
    z.enum(['answered', 'confirmed', 'auto-closed', 'withdrawn', 'decided-by-coupang', 'unknown']),
  ),
  closedAt: maybeInstant,
  answeredAt: maybeInstant,
  inTime: z.exactOptional(z.boolean()),
  listedPast: z.exactOptional(z.boolean()),
  announcement: z.enum(['card', 'none']),
  history: z.array(z.object({ name: lineName, at: instant })),
  fingerprint: text,
} satisfies Record<keyof TicketFacts, z.ZodMiniType>;

const outbox = {
  version: count,
  publishedVersion: count,
  events: z.record(
    z.string().check(z.regex(/^[1-9]\d*$/)),
    z.object({
      type: z.enum(['TicketOpened', 'TicketChanged', 'TicketClosed', 'TicketReopened']),
      at: instant,
    }),
  ),
  changedAt: instant,
  writeToken: z.string(),
} satisfies Record<keyof Outbox, z.ZodMiniType>;

const delivery = {
  shownVersion: count,
  channel: text,
  ts: text,
  replaced: z.exactOptional(z.object({ channel: z.string(), ts: z.string() })),
  deliveryClaim: z.exactOptional(z.object({ token: z.string(), until: instant })),
  attempt: z.exactOptional(
    z.object({
      name: z.union([z.literal('card'), lineName]),
      at: instant,
      lookUps: count,
      fallback: z.exactOptional(z.boolean()),
    }),
  ),
  retryAt: maybeInstant,
  reannounced: count,
  posted: z.record(z.string(), z.string()),
  lookUpAt: maybeInstant,
  lookUps: count,
} satisfies Record<keyof Delivery, z.ZodMiniType>;

export const factsSchema = z.object(facts);
export const ticketSchema = z.object({ ...facts, ...outbox, ...delivery, attentionAt: maybeInstant });

const attentionRow = {
  version: outbox.version,
  publishedVersion: outbox.publishedVersion,
  shownVersion: delivery.shownVersion,
  fingerprint: facts.fingerprint,
  kind: facts.kind,
  inquiryAt: facts.inquiryAt,
  askedAt: facts.askedAt,
  dueAt: facts.dueAt,
  changedAt: outbox.changedAt,
  lookUpAt: delivery.lookUpAt,
  closedAt: facts.closedAt,
  product: facts.product,
  attentionAt: instant,
} satisfies Record<Exclude<keyof AttentionRow, keyof TicketKey>, z.ZodMiniType>;

export const attentionRowSchema = z.object(attentionRow);
