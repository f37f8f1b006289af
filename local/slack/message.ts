import * as z from 'zod/mini';

/** A block as it was sent; the page reads what it knows of it. */
export const block = z.looseObject({ type: z.string() });
export type Block = z.infer<typeof block>;

export const metadata = z.object({
  event_type: z.string().check(z.minLength(1)),
  event_payload: z.record(z.string(), z.unknown()),
});

export const message = z.object({
  channel: z.string(),
  ts: z.string(),
  text: z.string(),
  blocks: z.optional(z.array(block)),
  metadata: z.optional(metadata),
  thread_ts: z.optional(z.string()),
  /** A reply that the channel shows too. */
  broadcast: z.optional(z.boolean()),
  /** `ts` of the last edit. */
  editedTs: z.optional(z.string()),
  /** By a person: a `tombstone` stands above its replies; of one that is `gone` nothing stays, save that no other gets its `ts`. */
  deleted: z.optional(z.enum(['tombstone', 'gone'])),
  /** `ts` of the deletion. */
  deletedTs: z.optional(z.string()),
});

/** A message as the local Slack keeps it. */
export type Message = z.infer<typeof message>;
