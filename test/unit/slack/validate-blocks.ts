import * as z from 'zod/mini';
import { BLOCK_LIMITS, OUR_LIMITS } from '../../../lib/slack/format/block-limits.ts';
import { readBlocks, readView } from 'fake-slack';

/** Our own rules for what we send. Those of Slack are the local Slack's. */
const sized = (most: number) =>
  z.string().check(
    z.minLength(1),
    z.maxLength(most),
    z.refine((text) => text.isWellFormed(), 'half a surrogate pair'),
  );
const message = z.object({
  text: sized(OUR_LIMITS.push).check(z.refine((text) => !/[<>\n\r]/.test(text), 'markup or a break')),
  blocks: z.array(z.unknown()).check(
    z.minLength(1),
    z.refine((all) => JSON.stringify(all).length <= BLOCK_LIMITS.blocksTogether, 'together too long'),
  ),
});
const field = z.looseObject({ initial_value: z.optional(sized(BLOCK_LIMITS.inputText)) });
const view = z.looseObject({
  type: z.enum(['modal', 'home']),
  callback_id: z.optional(sized(255)),
  private_metadata: sized(BLOCK_LIMITS.viewMetadata),
  blocks: z.array(z.looseObject({ element: z.optional(field) })).check(z.minLength(1)),
});
const textObject = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('mrkdwn'),
    text: z.string().check(z.refine(hasOurMarkupOnly, 'hostile markup')),
    // Without it Slack links plain addresses and names in a person's words.
    verbatim: z.literal(true),
  }),
  z.object({
    type: z.literal('plain_text'),
    text: z.string().check(z.refine(hasNoMarkup, 'markup in plain text')),
  }),
]);

/** Finds the faults of a form or the Home, by path. */
export const faultsOfView = (input: unknown): string[] => [
  ...faultsIn(view, input),
  ...faultsOfTexts(input),
  ...faultsOf(readView(input)),
];

/** Finds the faults of a message, by path. Empty if Slack accepts it and nothing hostile is left in it. */
export const faultsOfMessage = (input: object): string[] => [
  ...faultsIn(message, input),
  ...faultsOfTexts(input),
  ...('blocks' in input ? faultsOf(readBlocks(input.blocks)) : []),
];

const faultsOf = (read: ReturnType<typeof readBlocks> | ReturnType<typeof readView>): string[] =>
  'faults' in read ? read.faults : [];

const faultsIn = (schema: z.ZodMiniType, input: unknown): string[] => {
  const issues = schema.safeParse(input).error?.issues ?? [];
  return issues.map(({ path, code, message: text }) => `${path.join('.')}: ${code} ${text}`);
};

/** Finds the faults of each text object, at any depth. */
const faultsOfTexts = (part: unknown): string[] => {
  if (typeof part !== 'object' || part === null) return [];
  const isText = 'type' in part && (part.type === 'mrkdwn' || part.type === 'plain_text');
  return isText ? faultsIn(textObject, part) : Object.values(part).flatMap(faultsOfTexts);
};

/**
 * Allowed markup: dates and times, the configured mentions and the made-up people, links to Coupang and our own links
 * to cards, quotes at the start of a line, and whole entities.
 */
function hasOurMarkupOnly(text: string): boolean {
  const rest = text
    .replace(
      /<!date\^\d+\^(\{date_short_pretty\} )?\{time\}(\^https:\/\/made-up\.slack\.com\/archives\/[^<>|^`\s]*)?\|[^<>|&]*>/g,
      '',
    )
    .replace(/<!subteam\^(S0CONFIGURED|S0CS)>|<!here>|<@U0(CLAIMER|CS|LEAD)>/g, '')
    .replace(
      /<https:\/\/made-up\.slack\.com\/archives\/[^<>|`\s]*\|(카드|카드 보기|card|Open the card|Earlier message|이전 메시지|卡片|查看卡片|先前的訊息)>/g,
      '',
    )
    .replace(/<https:\/\/(coupa\.ng|([a-z0-9-]+\.)*coupang\.com)\/[^<>|`\s]*>/g, '')
    .replace(/^> /gm, '');
  return hasNoMarkup(rest);
}

function hasNoMarkup(text: string): boolean {
  return !/[<>]/.test(text) && !/&(?!(amp|lt|gt);)/.test(text);
}
