import * as z from 'zod/mini';
import { BLOCK_LIMITS, OUR_LIMITS } from '../../../lib/slack/format/block-limits.ts';

/**
 * Slack's rules for our blocks, as a schema. Source: docs.slack.dev, reference of blocks, block elements and text
 * object.
 */
const sized = (maximum: number) =>
  z.string().check(
    z.minLength(BLOCK_LIMITS.textMinimum),
    z.maxLength(maximum),
    z.refine((text) => text.isWellFormed()),
  );
const plainText = (maximum: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: sized(maximum).check(z.refine(hasNoMarkup, 'markup in plain text')),
    emoji: z.boolean(),
  });
const mrkdwn = (maximum: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: sized(maximum).check(z.refine(hasOurMarkupOnly, 'hostile markup')),
    // Without it Slack links plain addresses and names in a person's words.
    verbatim: z.literal(true),
  });
const button = z.strictObject({
  type: z.literal('button'),
  action_id: sized(BLOCK_LIMITS.actionId),
  text: plainText(BLOCK_LIMITS.buttonText),
  url: sized(BLOCK_LIMITS.buttonUrl),
});
/** Its fields have the limits of a confirmation dialog. Source: docs.slack.dev, reference of composition objects. */
const dialog = z.strictObject({
  title: plainText(BLOCK_LIMITS.dialogTitle),
  text: plainText(BLOCK_LIMITS.dialogText),
  confirm: plainText(BLOCK_LIMITS.dialogButton),
  deny: plainText(BLOCK_LIMITS.dialogButton),
});
const actionButton = z.strictObject({
  type: z.literal('button'),
  action_id: sized(BLOCK_LIMITS.actionId),
  text: plainText(BLOCK_LIMITS.buttonText),
  value: sized(BLOCK_LIMITS.buttonValue),
  style: z.optional(z.literal('primary')),
  confirm: z.optional(dialog),
});
const peopleMenu = z.strictObject({
  type: z.literal('users_select'),
  action_id: sized(BLOCK_LIMITS.actionId),
  placeholder: plainText(150),
});
const templateMenu = z.strictObject({
  type: z.literal('static_select'),
  action_id: sized(BLOCK_LIMITS.actionId),
  placeholder: plainText(150),
  options: z
    .array(z.strictObject({ text: plainText(BLOCK_LIMITS.optionText), value: sized(150) }))
    .check(z.minLength(1), z.maxLength(BLOCK_LIMITS.optionsPerMenu)),
});
/** Slack reads no markup in its text. A mention would be an element of its own, and there is none here. */
const richTextElements = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text'), text: sized(BLOCK_LIMITS.textObject) }),
      z.strictObject({
        type: z.literal('date'),
        timestamp: z.int(),
        format: z.literal('{ago}'),
        fallback: sized(BLOCK_LIMITS.textObject),
      }),
    ]),
  )
  .check(z.minLength(1));
const richText = z.strictObject({
  type: z.literal('rich_text'),
  elements: z
    .array(
      z.strictObject({
        type: z.enum(['rich_text_section', 'rich_text_quote']),
        elements: richTextElements,
      }),
    )
    .check(z.minLength(1)),
});
const older = [
  z.strictObject({ type: z.literal('header'), text: plainText(BLOCK_LIMITS.headerText) }),
  z.strictObject({
    type: z.literal('section'),
    text: mrkdwn(BLOCK_LIMITS.sectionText),
    accessory: z.optional(button),
  }),
  richText,
  z.strictObject({
    type: z.literal('context'),
    elements: z
      .array(
        z.discriminatedUnion('type', [mrkdwn(BLOCK_LIMITS.textObject), plainText(BLOCK_LIMITS.textObject)]),
      )
      .check(z.minLength(1), z.maxLength(BLOCK_LIMITS.contextElements)),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: z.optional(sized(BLOCK_LIMITS.blockId)),
    elements: z.array(z.union([button, actionButton, peopleMenu, templateMenu])).check(
      z.minLength(1),
      z.maxLength(BLOCK_LIMITS.actionsElements),
      z.refine(
        (elements) => new Set(elements.map((one) => one.action_id)).size === elements.length,
        'an action id twice',
      ),
    ),
  }),
] as const;
const label = sized(BLOCK_LIMITS.chartLabel);
const newer = [
  z.strictObject({
    type: z.literal('table'),
    column_settings: z
      .array(
        z.strictObject({ align: z.optional(z.literal('right')), is_wrapped: z.optional(z.literal(true)) }),
      )
      .check(z.maxLength(BLOCK_LIMITS.tableColumns)),
    rows: z
      .array(z.array(richText).check(z.minLength(1), z.maxLength(BLOCK_LIMITS.tableColumns)))
      .check(z.minLength(2), z.maxLength(BLOCK_LIMITS.tableRows)),
  }),
  z.strictObject({
    type: z.literal('data_visualization'),
    title: sized(BLOCK_LIMITS.chartTitle),
    chart: z.strictObject({
      type: z.literal('bar'),
      series: z
        .array(
          z.strictObject({
            name: label,
            data: z.array(z.strictObject({ label, value: z.number() })).check(z.minLength(1)),
          }),
        )
        .check(z.length(1)),
      axis_config: z.strictObject({
        categories: z.array(label).check(z.minLength(1), z.maxLength(BLOCK_LIMITS.chartCategories)),
      }),
    }),
  }),
] as const;
const blocksOf = <Block extends z.ZodMiniType>(block: Block) =>
  z.array(block).check(
    z.minLength(1),
    z.maxLength(BLOCK_LIMITS.blocksPerMessage),
    z.refine((blocks) => JSON.stringify(blocks).length <= BLOCK_LIMITS.blocksTogether, 'together too long'),
  );
const textField = z.strictObject({
  type: z.literal('input'),
  block_id: sized(BLOCK_LIMITS.blockId),
  label: plainText(2000),
  hint: plainText(BLOCK_LIMITS.inputHint),
  element: z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: sized(BLOCK_LIMITS.actionId),
    multiline: z.literal(true),
    max_length: z.int().check(z.maximum(BLOCK_LIMITS.inputText)),
    initial_value: z.optional(sized(BLOCK_LIMITS.inputText)),
  }),
});
const view = z.strictObject({
  type: z.literal('modal'),
  callback_id: sized(255),
  private_metadata: sized(BLOCK_LIMITS.viewMetadata),
  title: plainText(BLOCK_LIMITS.viewTitle),
  submit: plainText(BLOCK_LIMITS.viewTitle),
  close: plainText(BLOCK_LIMITS.viewTitle),
  blocks: z
    .array(z.discriminatedUnion('type', [...older, textField]))
    .check(z.minLength(1), z.maxLength(100)),
});
const message = z.object({
  text: sized(OUR_LIMITS.push).check(
    z.refine((text) => !/[<>\n\r]/.test(text), 'markup or a break in the push'),
  ),
  blocks: blocksOf(z.discriminatedUnion('type', older)),
  newer: z.optional(blocksOf(z.discriminatedUnion('type', [...older, ...newer]))),
});

/** What is wrong with a form, by path. */
export const faultsOfView = (input: unknown): string[] => faultsIn(view.safeParse(input));

/** What is wrong with a message, by path. Empty if Slack accepts it and nothing hostile is left in it. */
export const faultsOfMessage = (input: unknown): string[] => faultsIn(message.safeParse(input));

const faultsIn = (result: z.core.util.SafeParseResult<unknown>): string[] =>
  result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code} ${issue.message}`);

/**
 * Allowed markup: dates and times, the configured mentions and the made-up claimer, links to Coupang and our own links
 * to cards, quotes at the start of a line, and whole entities.
 */
function hasOurMarkupOnly(text: string): boolean {
  const rest = text
    .replace(
      /<!date\^\d+\^(\{date_short_pretty\} )?\{time\}(\^https:\/\/made-up\.slack\.com\/archives\/[^<>|^`\s]*)?\|[^<>|&]*>/g,
      '',
    )
    .replace(/<!subteam\^S0CONFIGURED>|<@U0CLAIMER>/g, '')
    .replace(
      /<https:\/\/made-up\.slack\.com\/archives\/[^<>|`\s]*\|(카드|카드 보기|card|Open the card|이전 메시지|卡片|查看卡片|先前的訊息)>/g,
      '',
    )
    .replace(/<https:\/\/(coupa\.ng|([a-z0-9-]+\.)*coupang\.com)\/[^<>|`\s]*>/g, '')
    .replace(/^> /gm, '');
  return hasNoMarkup(rest);
}

function hasNoMarkup(text: string): boolean {
  return !/[<>]/.test(text) && !/&(?!(amp|lt|gt);)/.test(text);
}
