import * as z from 'zod/mini';
import { identifier, inputElement, plainText, string } from '../block-elements.ts';
import { areUnique, BLOCKS } from '../check-blocks.ts';
import { describeFault } from '../describe-fault.ts';

/** Slack's limits for modals and the Home tab. Source: docs.slack.dev, views; @slack/types, views.d.ts. */
const input = z.strictObject({
  type: z.literal('input'),
  block_id: identifier,
  label: plainText(2000),
  element: inputElement,
  hint: z.optional(plainText(2000)),
  optional: z.optional(z.boolean()),
  dispatch_action: z.optional(z.boolean()),
});
const blocks = z.array(z.discriminatedUnion('type', [...BLOCKS, input])).check(
  z.maxLength(100),
  z.refine((all) => areUnique(all.map((block) => block.block_id)), 'block_id must be unique'),
);
const common = {
  blocks,
  private_metadata: z.optional(z.string().check(z.maxLength(3000))),
  callback_id: identifier,
};
const modal = z
  .strictObject({
    type: z.literal('modal'),
    title: plainText(24),
    submit: z.optional(plainText(24)),
    close: z.optional(plainText(24)),
    ...common,
  })
  .check(
    z.refine(
      (view) => view.submit !== undefined || view.blocks.every(({ type }) => type !== 'input'),
      'submit is required when an input block is within the blocks',
    ),
  );
const home = z.strictObject({ type: z.literal('home'), ...common });
const view = z.discriminatedUnion('type', [modal, home]);

/** Why Slack would refuse this view, each fault with its place. Empty if it would accept it. */
export const faultsOfView = (candidate: unknown): string[] => {
  const read = z.safeParse(view, candidate);
  return read.success ? [] : read.error.issues.map((issue) => describeFault(issue, 'view'));
};

/** A view as it was sent, once it is accepted. */
export const sentView = z.looseObject({
  type: z.enum(['modal', 'home']),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.optional(z.string()) })),
  title: z.optional(z.looseObject({ text: string(24) })),
  submit: z.optional(z.looseObject({ text: string(24) })),
  close: z.optional(z.looseObject({ text: string(24) })),
  private_metadata: z.optional(z.string()),
  callback_id: z.optional(z.string()),
});
export type SentView = z.infer<typeof sentView>;
