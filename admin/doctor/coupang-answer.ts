import * as z from 'zod/mini';

/**
 * The fields that we read of the deployed poll's answer to `{check}`. Unknown words of a later release are shown as
 * they are.
 */
export const vendorCheck = z.object({
  result: z.string(),
  problem: z.optional(z.string()),
  ip: z.optional(z.string()),
  until: z.optional(z.number()),
  keyStoredAt: z.optional(z.number()),
  recentCompleteAt: z.optional(z.number()),
  held: z.optional(
    z.array(z.object({ calls: z.string(), until: z.number(), code: z.string(), problem: z.string() })),
  ),
  wrongTotals: z.optional(z.record(z.string(), z.number())),
  clockDiffersByMs: z.optional(z.number()),
  checkedAt: z.number(),
});

export type CoupangAnswer = z.infer<typeof vendorCheck>;
