import * as z from 'zod/mini';
import { BLIND_CAUSES } from '../domain/reading/vendor-state.ts';
import { KINDS, SOURCE_NAMES } from '../domain/sources.ts';
import { STEP_NAMES } from '../domain/ticket/step.ts';
import { ANSWER_ID } from '../domain/ticket/ticket-id.ts';
import type { ListSort } from '../domain/ticket/line.ts';
import type { AttemptName, Indexed, LineName, RetryName } from '../domain/ticket/ticket.ts';
import { decimal } from './item-keys.ts';
import { schemaOf } from './parse-item.ts';
import { anyName, oneOf } from './unknown-values.ts';

export const instant = z.number();
export const count = z.int().check(z.nonnegative());
export const text = z.exactOptional(z.string());
export const maybeInstant = z.exactOptional(instant);

/** An unknown kind counts as one that wants an answer. */
export const kind = oneOf(KINDS, 'reply');

export const member = {
  // No ticket is found, so its line has a number without a link.
  source: oneOf(SOURCE_NAMES, 'call-center'),
  inquiryId: decimal,
  answerId: z.string().check(z.regex(ANSWER_ID)),
};

export const blindCause = oneOf(BLIND_CAUSES, 'coupang-down');

/** `stale` has no time of its own: it raises no level, and no other step waits or is passed for it. */
export const stepName = oneOf(STEP_NAMES, 'stale');

/** The fields of a stop of calls. */
export const stop = {
  since: instant,
  until: instant,
  code: z.string(),
  problem: z.string(),
  cause: blindCause,
};
export const keyStop = { ...stop, keyFingerprint: z.string() };

export const pause = z.object({ since: instant, until: instant });

// Nothing of an unknown sort is sent (`lineOf`).
export const lineName = anyName<LineName>();
export const listSort = anyName<ListSort>();

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
  name: anyName<AttemptName>(),
  at: instant,
  token: z.string(),
  channel: z.string(),
  threadTs: text,
  after: text,
  search: z.exactOptional(z.object({ in: oneOf(['channel', 'thread'], 'channel'), cursor: z.string() })),
  refused: z.exactOptional(z.object({ since: instant, times: count })),
});

const retry = z.object({ at: instant, version: count, since: instant, times: count, reason: z.string() });

/** The delivery fields that tickets and notices share. */
export const delivery = {
  shownVersion: count,
  channel: text,
  ts: text,
  replaced: z.exactOptional(z.object({ channel: z.string(), ts: z.string() })),
  attempt: z.exactOptional(attemptSchema),
  retries: z._default(z.partialRecord(anyName<RetryName>(), retry), {}),
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
