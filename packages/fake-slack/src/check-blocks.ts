import * as z from 'zod/mini';
import { actionElement, identifier, inputElement, plainText, string, text } from './block-elements.ts';

/**
 * Slack's limits for the blocks that we send. They are independent of the limits in the cards' code, so that each
 * checks the other. Other block types are refused: add their limits before sending them. Source: docs.slack.dev,
 * reference of blocks, block elements and composition objects.
 */
const header = z.strictObject({ type: z.literal('header'), block_id: identifier, text: plainText(150) });
const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: identifier,
    text: z.optional(text(3000)),
    fields: z.optional(z.array(text(2000)).check(z.minLength(1), z.maxLength(10))),
    accessory: z.optional(actionElement),
    expand: z.optional(z.boolean()),
  })
  .check(
    z.refine((block) => block.text !== undefined || block.fields !== undefined, 'text or fields are missing'),
  );
const context = z.strictObject({
  type: z.literal('context'),
  block_id: identifier,
  elements: z.array(text(3000)).check(z.minLength(1), z.maxLength(10)),
});
const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: identifier,
  elements: z.array(actionElement).check(
    z.minLength(1),
    z.maxLength(25),
    z.refine((all) => areUnique(all.map((element) => element.action_id)), 'action_id must be unique'),
  ),
});
const richTextStyle = z.optional(
  z.strictObject({
    bold: z.optional(z.boolean()),
    italic: z.optional(z.boolean()),
    strike: z.optional(z.boolean()),
    code: z.optional(z.boolean()),
  }),
);
/** Slack documents only the general limit of a text. */
const richTextElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: string(3000), style: richTextStyle }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: string(255),
    url: z.optional(z.url()),
    fallback: z.optional(string(255)),
    style: richTextStyle,
  }),
]);
const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: identifier,
  elements: z
    .array(
      z.strictObject({
        type: z.enum(['rich_text_section', 'rich_text_quote']),
        elements: z.array(richTextElement).check(z.minLength(1)),
        border: z.optional(z.literal([0, 1])),
      }),
    )
    .check(z.minLength(1)),
});
const divider = z.strictObject({ type: z.literal('divider'), block_id: identifier });
/** Only in a view. */
const input = z.strictObject({
  type: z.literal('input'),
  block_id: identifier,
  label: plainText(2000),
  element: inputElement,
  hint: z.optional(plainText(2000)),
  optional: z.optional(z.boolean()),
  dispatch_action: z.optional(z.boolean()),
});

const blocks = <Kind extends z.ZodMiniType<{ type: string; block_id?: string | undefined }>>(block: Kind) =>
  z.array(block).check(
    z.maxLength(50),
    z.refine((all) => areUnique(all.map((item) => item.block_id)), 'block_id must be unique'),
  );
const BLOCKS = [header, section, context, actions, divider, richText] as const;
export const messageBlock = z.discriminatedUnion('type', BLOCKS);
export const viewBlock = z.discriminatedUnion('type', [...BLOCKS, input]);
export type MessageBlock = z.infer<typeof messageBlock>;
export type Block = MessageBlock | z.infer<typeof viewBlock>;
export type BlockOf<Type extends Block['type']> = Extract<Block, { type: Type }>;

const messageBlocks = blocks(messageBlock);

/** A message's blocks, or the faults for which Slack would refuse them, each with its path. */
export const readBlocks = (candidate: unknown): { blocks: MessageBlock[] } | { faults: string[] } => {
  const read = z.safeParse(messageBlocks, candidate);
  return read.success
    ? { blocks: read.data }
    : { faults: read.error.issues.map((issue) => describeFault(issue, 'blocks')) };
};

export const areUnique = (ids: (string | undefined)[]): boolean => {
  const given = ids.filter((id) => id !== undefined);
  return new Set(given).size === given.length;
};

/** A fault of blocks or of a view, with a path close to Slack's own. */
export const describeFault = (issue: z.core.$ZodIssue, root: 'blocks' | 'view'): string =>
  `${inWords(issue)} [json-pointer:/${root}${issue.path.map((step) => `/${String(step)}`).join('')}]`;

const inWords = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`;
    case 'too_small':
      return issue.origin === 'array' ? 'at least one item is needed' : 'must be more than 0 characters';
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    default:
      return issue.message;
  }
};
