import * as z from 'zod/mini';

/** Slack's limits, kept apart from those that the cards are cut to, so that the one checks the other. */
const text = (most: number) =>
  z.looseObject({
    type: z.enum(['plain_text', 'mrkdwn']),
    text: z.string().check(z.minLength(1), z.maxLength(most)),
  });
const plainText = (most: number) =>
  z.looseObject({
    type: z.literal('plain_text'),
    text: z.string().check(z.minLength(1), z.maxLength(most)),
  });
const identifier = z.optional(z.string().check(z.maxLength(255)));

const button = z.looseObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: identifier,
  url: z.optional(z.url().check(z.maxLength(3000))),
  value: z.optional(z.string().check(z.maxLength(2000))),
});

const block = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('header'), block_id: identifier, text: plainText(150) }),
  z
    .looseObject({
      type: z.literal('section'),
      block_id: identifier,
      text: z.optional(text(3000)),
      fields: z.optional(z.array(text(2000)).check(z.minLength(1), z.maxLength(10))),
      accessory: z.optional(button),
    })
    .check(z.refine((section) => section.text !== undefined || section.fields !== undefined)),
  z.looseObject({
    type: z.literal('context'),
    block_id: identifier,
    elements: z.array(text(3000)).check(z.minLength(1), z.maxLength(10)),
  }),
  z.looseObject({
    type: z.literal('actions'),
    block_id: identifier,
    elements: z.array(button).check(z.minLength(1), z.maxLength(25)),
  }),
  z.looseObject({ type: z.literal('divider'), block_id: identifier }),
]);

const blocks = z.array(block).check(z.maxLength(50));

/** Whether Slack would take these blocks: known types, required parts, lengths and counts. Source: docs.slack.dev. */
export const blocksAreValid = (candidate: unknown): boolean => z.safeParse(blocks, candidate).success;
