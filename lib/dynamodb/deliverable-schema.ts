import * as z from 'zod/mini';
import type { Member } from '../domain/notice/notice-facts.ts';
import type { NoticeRow } from '../domain/notice/notice.ts';
import { STEP_NAMES } from '../domain/ticket/step.ts';
import type { Pause } from '../domain/reading/vendor-state.ts';
import { ANSWER_ID } from '../domain/ticket/ticket-id.ts';
import type { Attempt, Delivery, Indexed, Outbox, Retry } from '../domain/ticket/ticket.ts';
import { decimal } from './item-keys.ts';

export const instant = z.number();
export const count = z.int().check(z.nonnegative());
export const text = z.exactOptional(z.string());
export const maybeInstant = z.exactOptional(instant);

export const member = {
  source: z.enum(['call-center']),
  inquiryId: decimal,
  answerId: z.string().check(z.regex(ANSWER_ID)),
} satisfies Record<keyof Member, z.ZodMiniType>;

export const pause = { since: instant, until: instant } satisfies Record<keyof Pause, z.ZodMiniType>;

export const lineName = z.union([
  z.literal('breach'),
  z.templateLiteral(['changed-', z.int()]),
  z.templateLiteral(['closed-', z.int()]),
  z.templateLiteral(['reopened-', z.int()]),
  z.templateLiteral(['act-', z.int()]),
  z.templateLiteral(['step/', z.enum(STEP_NAMES), '/', z.number()]),
  z.templateLiteral(['escalation/', z.enum(STEP_NAMES), '/', z.number()]),
  z.templateLiteral(['direct/', z.enum(STEP_NAMES), '/', z.number()]),
]);

export const listSort = z.union([
  z.enum(['new', 'breach']),
  z.templateLiteral(['step/', z.enum(STEP_NAMES)]),
  z.templateLiteral(['escalation/', z.enum(STEP_NAMES)]),
]);

/** The fields of an outbox (R2), by the types of its events. */
export const outboxOf = <EventType extends z.ZodMiniType>(eventType: EventType) =>
  ({
    version: count,
    publishedVersion: count,
    events: z.record(z.string().check(z.regex(/^[1-9]\d*$/)), z.object({ type: eventType, at: instant })),
    changedAt: instant,
    writeToken: z.string(),
  }) satisfies Record<keyof Outbox, z.ZodMiniType>;

const attempt = {
  name: z.union([z.enum(['card', 'notice']), lineName]),
  at: instant,
  token: z.string(),
  channel: z.string(),
  threadTs: text,
  after: text,
  search: z.exactOptional(z.object({ in: z.enum(['channel', 'thread']), cursor: z.string() })),
  refused: z.exactOptional(z.object({ since: instant, times: count })),
} satisfies Record<keyof Attempt, z.ZodMiniType>;

export const attemptSchema = z.object(attempt);

const retry = {
  at: instant,
  version: count,
  since: instant,
  times: count,
  reason: z.string(),
} satisfies Record<keyof Retry, z.ZodMiniType>;

/** The delivery fields that tickets and notices share. */
export const delivery = {
  shownVersion: count,
  channel: text,
  ts: text,
  replaced: z.exactOptional(z.object({ channel: z.string(), ts: z.string() })),
  attempt: z.exactOptional(attemptSchema),
  retries: z._default(z.record(z.string(), z.object(retry)), {}),
} satisfies Record<keyof Delivery, z.ZodMiniType>;

/** The fields that an item has only for the index. */
export const indexed = { attentionAt: maybeInstant, rank: z.exactOptional(count) } satisfies Record<
  keyof Indexed,
  z.ZodMiniType
>;

/** The fields that every row of the attention index has. */
export const row = {
  version: count,
  publishedVersion: count,
  shownVersion: count,
  changedAt: instant,
  attentionAt: instant,
  rank: indexed.rank,
} satisfies Record<Exclude<keyof NoticeRow, 'market' | 'vendorId' | 'notice'>, z.ZodMiniType>;
