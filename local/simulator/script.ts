import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { FAILURE_MODES } from './failures.ts';
import { readDuration } from './read-duration.ts';
import { TEMPLATES } from './texts.ts';

/**
 * A course of events at Coupang, as a JSON file. Times count from the simulator's start, by its clock. All of them are
 * durations such as `90s`, `2h` or `1h30m`.
 */
const DURATION = 'must be a duration such as 90s, 5m, 2h or 1h30m';
const duration = z.pipe(
  z.string(DURATION).check(z.refine((text) => readDuration(text) !== undefined, DURATION)),
  z.transform((text) => readDuration(text) ?? 0),
);
const kind = z.enum(['reply', 'confirm'], "must be 'reply' or 'confirm'");
const NAME = /^[a-z][\w-]*$/i;
const name = z
  .string('must be a name')
  .check(z.regex(NAME, 'must be a name such as skirt: letters, digits, - and _'));
const whole = (least: number, most: number) =>
  z
    .int('must be a whole number')
    .check(z.minimum(least, `must be ${least} or more`), z.maximum(most, `must be ${most} or less`));

/** The inquiries of an earlier hand-over with this name. With `examples`, their inquiry numbers are names too. */
const onInquiry = {
  at: duration,
  inquiry: z.string("must be a hand-over's name"),
};

const event = z.discriminatedUnion(
  'do',
  [
    z.strictObject({
      do: z.literal('hand-over'),
      at: duration,
      /** The name for later events. */
      as: z.optional(name),
      kind: z._default(kind, 'reply'),
      /** A configured vendor. Default: the first. */
      vendor: z.optional(z.string('must be a vendor id')),
      /** How long before this event the agent asked: 20h leaves four hours. */
      askedAgo: z.optional(duration),
      /** How long before this event the buyer asked. Default: `askedAgo`. */
      inquiryAgo: z.optional(duration),
      template: z.optional(z.enum(TEMPLATES, `must be one of ${TEMPLATES.join(', ')}`)),
      /** The number of inquiries at once, all with the same name. Default: 1. */
      count: z._default(whole(1, 200), 1),
    }),
    z.strictObject({ do: z.literal('hand-over-again'), ...onInquiry, kind: z._default(kind, 'reply') }),
    z.strictObject({ do: z.literal('answer'), ...onInquiry }),
    z.strictObject({ do: z.literal('confirm'), ...onInquiry }),
    z.strictObject({ do: z.literal('withdraw'), ...onInquiry }),
    z.strictObject({ do: z.literal('decide'), ...onInquiry }),
    z.strictObject({
      do: z.literal('fail'),
      at: duration,
      mode: z.enum(FAILURE_MODES, `must be one of ${FAILURE_MODES.join(', ')}`),
      /** Default: until `recover`. */
      for: z.optional(duration),
      /** Only calls whose URL contains this, such as NO_ANSWER or replies. */
      only: z.optional(z.string('must be a part of a URL')),
    }),
    z.strictObject({ do: z.literal('recover'), at: duration }),
  ],
  'must be one of hand-over, hand-over-again, answer, confirm, withdraw, decide, fail, recover',
);

export const scriptSchema = z.strictObject({
  /** For people. */
  title: z.optional(z.string('must be a text')),
  /** Whether the two example inquiries of Coupang's document exist at the start. Default: false. */
  examples: z._default(z.boolean('must be true or false'), false),
  events: z.array(event, 'must be a list of events').check(z.minLength(1, 'must hold an event')),
});

export type Script = z.infer<typeof scriptSchema>;
export type ScriptEvent = z.infer<typeof event>;

/** Identifies a script, so that a restart continues the same one but starts a new one from its first event. */
export const digestOf = (script: Script): string =>
  createHash('sha256').update(JSON.stringify(script)).digest('hex').slice(0, 16);
