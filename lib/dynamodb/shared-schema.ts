import * as z from 'zod/mini';
import { BLIND_CAUSES, type BlindCause } from '../domain/reading/vendor-state.ts';
import { SOURCE_NAMES } from '../domain/sources.ts';
import { STEP_NAMES } from '../domain/ticket/step.ts';
import { ANSWER_ID } from '../domain/ticket/ticket-id.ts';
import type { Indexed, RetryName } from '../domain/ticket/ticket.ts';
import { decimal } from './item-keys.ts';
import { schemaOf } from './parse-item.ts';

export const instant = z.number();
export const count = z.int().check(z.nonnegative());
export const text = z.exactOptional(z.string());
export const maybeInstant = z.exactOptional(instant);

export const member = {
  source: z.enum(SOURCE_NAMES),
  inquiryId: decimal,
  answerId: z.string().check(z.regex(ANSWER_ID)),
};

// An unknown cause must not make the state unreadable, since it is only shown to people. `z.catch` would add 10 KB to each
// bundle.
const unknownCause = z.transform((): BlindCause => 'coupang-down');
export const blindCause = z._default(
  z.union([z.enum(BLIND_CAUSES), z.pipe(z.unknown(), unknownCause)]),
  'coupang-down',
);

/** The fields of a stop of calls. */
export const stop = {
  since: maybeInstant,
  until: instant,
  code: z.string(),
  problem: z.string(),
  cause: blindCause,
};
export const keyStop = { ...stop, keyFingerprint: z.string() };

export const pause = z.object({ since: instant, until: instant });

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
  z.object({
    version: count,
    publishedVersion: count,
    events: z.record(z.string().check(z.regex(/^[1-9]\d*$/)), z.object({ type: eventType, at: instant })),
    changedAt: instant,
    writeToken: z.string(),
  });

export const attemptSchema = z.object({
  name: z.union([z.enum(['card', 'notice']), lineName]),
  at: instant,
  token: z.string(),
  channel: z.string(),
  threadTs: text,
  after: text,
  search: z.exactOptional(z.object({ in: z.enum(['channel', 'thread']), cursor: z.string() })),
  refused: z.exactOptional(z.object({ since: instant, times: count })),
});

// A wait by an unknown name does no harm, so any name is accepted.
const retryName = z.custom<RetryName>((value) => typeof value === 'string');

const retry = z.object({ at: instant, version: count, since: instant, times: count, reason: z.string() });

/** The delivery fields that tickets and notices share. */
export const delivery = {
  shownVersion: count,
  channel: text,
  ts: text,
  replaced: z.exactOptional(z.object({ channel: z.string(), ts: z.string() })),
  attempt: z.exactOptional(attemptSchema),
  retries: z._default(z.partialRecord(retryName, retry), {}),
};

const rank = z.exactOptional(count);

/** The fields that an item has only for the index. */
export const indexSchema = schemaOf<Partial<Indexed>>()(z.object({ attentionAt: maybeInstant, rank }));

/** The fields that every row of the attention index has. */
export const row = {
  version: count,
  publishedVersion: count,
  shownVersion: count,
  changedAt: instant,
  attentionAt: instant,
  rank,
};
