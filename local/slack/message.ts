import * as z from 'zod/mini';
import { messageBlock } from './check-blocks.ts';

export const metadata = z.object({
  event_type: z.string().check(z.minLength(1)),
  event_payload: z.record(z.string(), z.unknown()),
});

/** Leaves out blocks that only an earlier version had. */
const storedBlocks = z.pipe(
  z.array(z.unknown()),
  z.transform((blocks) =>
    blocks.flatMap((block) => {
      const read = messageBlock.safeParse(block);
      return read.success ? [read.data] : [];
    }),
  ),
);

export const message = z.object({
  channel: z.string(),
  ts: z.string(),
  text: z.string(),
  blocks: z.optional(storedBlocks),
  metadata: z.optional(metadata),
  thread_ts: z.optional(z.string()),
  broadcast: z.optional(z.boolean()),
  reactions: z.optional(z.array(z.object({ name: z.string(), users: z.array(z.string()) }))),
  editedTs: z.optional(z.string()),
  /** Deleted by a person. A `tombstone` is shown above its replies. A `gone` message only reserves its `ts`. */
  deleted: z.optional(z.enum(['tombstone', 'gone'])),
  deletedTs: z.optional(z.string()),
});

/** A message as the local Slack stores it. */
export type Message = z.infer<typeof message>;
