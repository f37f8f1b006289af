import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { FAILURE_MODES } from './failures.ts';
import { readDuration } from './read-duration.ts';
import { TEMPLATES } from './texts.ts';

/**
 * A course of events at Coupang, as a JSON file tells it. Times count from the start of the simulator, by its clock;
 * all of them are durations such as `90s`, `2h` or `1h30m`.
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

/** On what a hand-over before made under this name; with examples, theirs are their numbers. */
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
      /** What later events call it. */
      as: z.optional(name),
      kind: z._default(kind, 'reply'),
      /** Of the configuration; the first, if absent. */
      vendor: z.optional(z.string('must be a vendor id')),
      /** How long before this event the agent asked: 20h leaves four. */
      askedAgo: z.optional(duration),
      /** How long before this event the buyer asked; `askedAgo`, if absent. */
      inquiryAgo: z.optional(duration),
      template: z.optional(z.enum(TEMPLATES, `must be one of ${TEMPLATES.join(', ')}`)),
      /** So many at once, under one name; 1. */
      count: z._default(whole(1, 200), 1),
    }),
    z.strictObject({ do: z.literal('hand-over-again'), ...onInquiry, kind: z._default(kind, 'reply') }),
    z.strictObject({ do: z.literal('answer'), ...onInquiry }),
    z.strictObject({ do: z.literal('confirm'), ...onInquiry }),
    z.strictObject({ do: z.literal('withdraw'), ...onInquiry }),
    z.strictObject({ do: z.literal('decide'), ...onInquiry }),
    z.strictObject({ do: z.literal('auto-close'), ...onInquiry }),
    z.strictObject({
      do: z.literal('fail'),
      at: duration,
      mode: z.enum(FAILURE_MODES, `must be one of ${FAILURE_MODES.join(', ')}`),
      /** Until `recover`, if absent. */
      for: z.optional(duration),
      /** Only calls whose URL holds this, such as NO_ANSWER or replies. */
      only: z.optional(z.string('must be a part of a URL')),
    }),
    z.strictObject({ do: z.literal('recover'), at: duration }),
  ],
  'must be one of hand-over, hand-over-again, answer, confirm, withdraw, decide, auto-close, fail, recover',
);

export const scriptSchema = z.strictObject({
  /** For people. */
  title: z.optional(z.string('must be a text')),
  /** Whether the two inquiries of Coupang's document are there at the beginning; false. */
  examples: z._default(z.boolean('must be true or false'), false),
  events: z.array(event, 'must be a list of events').check(z.minLength(1, 'must hold an event')),
});

export type Script = z.infer<typeof scriptSchema>;
export type ScriptEvent = z.infer<typeof event>;

/** Tells one script from another, so that a restart goes on with the same and begins a new one. */
export const digestOf = (script: Script): string =>
  createHash('sha256').update(JSON.stringify(script)).digest('hex').slice(0, 16);
