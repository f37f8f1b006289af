import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1), z.maxLength(300));
const as = z.string().check(z.regex(/^[UW][A-Z0-9]{2,}$/));
const choice = z.optional(z.string().check(z.maxLength(300)));
const filled = z
  .array(z.strictObject({ blockId: id, actionId: id, value: z.string().check(z.maxLength(20_000)) }))
  .check(z.maxLength(100));
const message = { channel: id, ts: id };
const element = { blockId: id, actionId: id, choice };

/** A person's act on the page. `as`: the person's id. */
export const actCommand = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('press'), as, ...message, ...element }),
  z.strictObject({ do: z.literal('press-in-view'), as, view: id, ...element, filled }),
  z.strictObject({ do: z.literal('submit'), as, view: id, filled }),
  z.strictObject({ do: z.literal('close'), as }),
  z.strictObject({ do: z.literal('clear'), as }),
  z.strictObject({ do: z.literal('react'), as, ...message, name: z.enum(['eyes', 'white_check_mark']) }),
  z.strictObject({ do: z.literal('command'), as, text: z.string().check(z.maxLength(500)) }),
  z.strictObject({ do: z.literal('home'), as }),
  z.strictObject({ do: z.literal('dismiss'), as, ts: id }),
]);
export type ActCommand = z.infer<typeof actCommand>;
