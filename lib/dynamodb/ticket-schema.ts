import * as z from 'zod/mini';
import { isDigestName } from '../domain/notice/notice-name.ts';
import { type ReachedStep, STEP_NAMES } from '../domain/ticket/step.ts';
import {
  type AttentionRow,
  type ClosedRow,
  type Delivery,
  type DigestName,
  OUTCOMES,
  type Sibling,
  type TicketFacts,
  type TicketKey,
} from '../domain/ticket/ticket.ts';
import {
  count,
  delivery as sharedDelivery,
  indexed,
  instant,
  lineName,
  maybeInstant,
  outboxOf,
  row,
  text,
} from './deliverable-schema.ts';

const reachedStep = {
  name: z.enum(STEP_NAMES),
  deadline: instant,
  at: instant,
  passed: z.exactOptional(z.literal(true)),
  tells: z.exactOptional(z.enum(['team', 'claimer', 'nobody'])),
  quietFrom: maybeInstant,
} satisfies Record<keyof ReachedStep, z.ZodMiniType>;

/** An item of a release that knew no steps has none. */
const steps = z._default(z.array(z.object(reachedStep)), []);

const sibling = {
  answerId: z.string(),
  askedAt: instant,
  channel: z.string(),
  ts: z.string(),
  threadTs: text,
} satisfies Record<keyof Sibling, z.ZodMiniType>;

const facts = {
  kind: z.enum(['reply', 'confirm']),
  state: z.enum(['open', 'unverified', 'closed']),
  learntAnswerId: text,
  inquiryAt: maybeInstant,
  askedAt: instant,
  askedAtUncertain: z.boolean(),
  clockIsOurs: z.exactOptional(z.literal(true)),
  noPostAsks: z.exactOptional(z.literal(true)),
  dueAt: instant,
  openedAt: instant,
  product: text,
  text: z.string(),
  category: text,
  orderId: text,
  orderDate: maybeInstant,
  formLink: text,
  siblings: z.array(z.object(sibling)),
  outcome: z.exactOptional(z.enum(OUTCOMES)),
  closedAt: maybeInstant,
  answeredAt: maybeInstant,
  inTime: z.exactOptional(z.boolean()),
  answeredBy: text,
  stillListed: z.exactOptional(z.literal(true)),
  announcement: z.union([z.enum(['card', 'none']), z.custom<DigestName>(isDigestName)]),
  steps,
  claimedBy: text,
  claimedAt: maybeInstant,
  history: z.array(z.object({ name: lineName, at: instant })),
  fingerprint: text,
} satisfies Record<keyof TicketFacts, z.ZodMiniType>;

const outbox = outboxOf(
  z.enum(['TicketOpened', 'TicketChanged', 'TicketWarned', 'TicketClosed', 'TicketReopened']),
);

const delivery = {
  ...sharedDelivery,
  threadTs: text,
  posted: z.record(z.string(), z.string()),
  lookUpAt: maybeInstant,
  lookUps: count,
  nextStepAt: maybeInstant,
} satisfies Record<keyof Delivery, z.ZodMiniType>;

export const factsSchema = z.object(facts);
export const ticketSchema = z.object({ ...facts, ...outbox, ...delivery, ...indexed });

const attentionRow = {
  ...row,
  fingerprint: facts.fingerprint,
  kind: facts.kind,
  learntAnswerId: facts.learntAnswerId,
  inquiryAt: facts.inquiryAt,
  askedAt: facts.askedAt,
  openedAt: facts.openedAt,
  dueAt: facts.dueAt,
  nextStepAt: delivery.nextStepAt,
  claimedBy: facts.claimedBy,
  lookUpAt: delivery.lookUpAt,
  closedAt: facts.closedAt,
  product: facts.product,
} satisfies Record<Exclude<keyof AttentionRow, keyof TicketKey>, z.ZodMiniType>;

export const attentionRowSchema = z.object(attentionRow);

const closedRow = {
  kind: facts.kind,
  outcome: facts.outcome,
  category: facts.category,
  product: facts.product,
  claimedBy: facts.claimedBy,
  steps,
  openedAt: facts.openedAt,
  askedAt: facts.askedAt,
  dueAt: facts.dueAt,
  answeredAt: facts.answeredAt,
  inTime: facts.inTime,
  closedAt: instant,
} satisfies Record<Exclude<keyof ClosedRow, keyof TicketKey>, z.ZodMiniType>;

export const closedRowSchema = z.object(closedRow);
