import * as z from 'zod/mini';
import { isDigestName } from '../domain/notice-name.ts';
import type { DigestName } from '../domain/notice.ts';
import type { AttentionRow, ClosedRow, Delivery, TicketFacts, TicketKey } from '../domain/ticket.ts';
import {
  count,
  delivery as sharedDelivery,
  instant,
  lineName,
  maybeInstant,
  outboxOf,
  row,
  text,
} from './subject-schema.ts';

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
  announcement: z.union([z.enum(['card', 'none']), z.custom<DigestName>(isDigestName)]),
  history: z.array(z.object({ name: lineName, at: instant })),
  fingerprint: text,
} satisfies Record<keyof TicketFacts, z.ZodMiniType>;

const outbox = outboxOf(z.enum(['TicketOpened', 'TicketChanged', 'TicketClosed', 'TicketReopened']));

const delivery = {
  ...sharedDelivery,
  threadTs: text,
  posted: z.record(z.string(), z.string()),
  lookUpAt: maybeInstant,
  lookUps: count,
} satisfies Record<keyof Delivery, z.ZodMiniType>;

export const factsSchema = z.object(facts);
export const ticketSchema = z.object({ ...facts, ...outbox, ...delivery, attentionAt: maybeInstant });

const attentionRow = {
  ...row,
  fingerprint: facts.fingerprint,
  kind: facts.kind,
  inquiryAt: facts.inquiryAt,
  askedAt: facts.askedAt,
  dueAt: facts.dueAt,
  lookUpAt: delivery.lookUpAt,
  closedAt: facts.closedAt,
  product: facts.product,
} satisfies Record<Exclude<keyof AttentionRow, keyof TicketKey>, z.ZodMiniType>;

export const attentionRowSchema = z.object(attentionRow);

const closedRow = {
  kind: facts.kind,
  outcome: facts.outcome,
  openedAt: facts.openedAt,
  askedAt: facts.askedAt,
  dueAt: facts.dueAt,
  answeredAt: facts.answeredAt,
  inTime: facts.inTime,
  closedAt: instant,
} satisfies Record<Exclude<keyof ClosedRow, keyof TicketKey>, z.ZodMiniType>;

export const closedRowSchema = z.object(closedRow);
