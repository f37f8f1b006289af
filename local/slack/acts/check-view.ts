import * as z from 'zod/mini';
import { identifier, plainText } from '../block-elements.ts';
import { areUnique, viewBlock } from '../check-blocks.ts';

const blocks = z.array(viewBlock).check(
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
/** Slack's limits for modals and the Home tab. Source: docs.slack.dev, views; @slack/types, views.d.ts. */
export const sentView = z.discriminatedUnion('type', [modal, home]);
export type SentView = z.infer<typeof sentView>;
