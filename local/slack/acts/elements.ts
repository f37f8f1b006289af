import * as z from 'zod/mini';
import { defined } from '../../../lib/domain/defined.ts';
import type { Block } from '../message.ts';
import { blockIdOf } from './block-ids.ts';

const option = z.looseObject({ value: z.string() });
/** The parts of an element that a press or a value depends on. */
const element = z.looseObject({
  type: z.enum(['button', 'users_select', 'static_select', 'checkboxes', 'plain_text_input']),
  action_id: z.optional(z.string()),
  value: z.optional(z.string()),
  options: z.optional(z.array(option)),
  initial_value: z.optional(z.string()),
  initial_user: z.optional(z.string()),
  initial_option: z.optional(option),
  initial_options: z.optional(z.array(option)),
  min_length: z.optional(z.number()),
  max_length: z.optional(z.number()),
});
type Element = z.infer<typeof element>;

export type FoundElement = {
  blockId: string;
  actionId: string;
  element: Element;
  /** It stands in an input block, and must be filled in. */
  isRequired: boolean;
};

/** What a person chose or typed. Of checkboxes: the chosen values, one a line. */
export type Filled = { blockId: string; actionId: string; value: string };

const holder = z.looseObject({
  elements: z.optional(z.array(z.unknown())),
  accessory: z.optional(z.unknown()),
  element: z.optional(z.unknown()),
  optional: z.optional(z.boolean()),
});

/** What a person can press, choose or fill in, in the order of the blocks. */
const elementsOf = (blocks: readonly Block[]): FoundElement[] =>
  blocks.flatMap((block, at) => {
    const { elements = [], accessory, element: input, optional } = z.parse(holder, block);
    const blockId = blockIdOf(block, at);
    return [...elements, accessory, input].flatMap((one, index) => {
      const parsed = z.safeParse(element, one);
      if (!parsed.success) return [];
      const actionId = parsed.data.action_id ?? `${blockId}-${index}`;
      const isRequired = block.type === 'input' && optional !== true;
      return [{ blockId, actionId, element: parsed.data, isRequired }];
    });
  });

export const findElement = (
  blocks: readonly Block[],
  blockId: string,
  actionId: string,
): FoundElement | undefined =>
  elementsOf(blocks).find((one) => one.blockId === blockId && one.actionId === actionId);

/** The values of all elements that have one, by block and action. Source: @slack/bolt 5.1.0, ViewStateValue. */
export const stateOf = (
  blocks: readonly Block[],
  filled: readonly Filled[],
): Record<string, Record<string, unknown>> => {
  const values: Record<string, Record<string, unknown>> = {};
  for (const found of elementsOf(blocks)) {
    if (found.element.type === 'button') continue;
    values[found.blockId] = {
      ...values[found.blockId],
      [found.actionId]: { type: found.element.type, ...valueOf(found, filled) },
    };
  }
  return values;
};

/** One entry of a payload's `actions`. `choice`: what was chosen, of everything but a button. */
export const actionOf = (found: FoundElement, choice: string, actionTs: string): Record<string, unknown> => {
  const { blockId, actionId, element: one } = found;
  const { text, style, placeholder } = one;
  return {
    type: one.type,
    action_id: actionId,
    block_id: blockId,
    ...(one.type === 'button'
      ? defined({ text, value: one.value, style })
      : { ...valueOf(found, [{ blockId, actionId, value: choice }]), ...defined({ placeholder }) }),
    action_ts: actionTs,
  };
};

/** Slack refuses these without asking the app. `limit`: in characters. */
export type InputFault = { is: 'missing' } | { is: 'short' | 'long'; limit: number };

/** By block id. */
export const faultsOf = (blocks: readonly Block[], filled: readonly Filled[]): Map<string, InputFault> => {
  const faults = new Map<string, InputFault>();
  for (const { blockId, actionId, element: one, isRequired } of elementsOf(blocks)) {
    const value =
      filled.find((given) => given.blockId === blockId && given.actionId === actionId)?.value ?? '';
    const { min_length: least = 0, max_length: most = Infinity } = one;
    if (value === '' && isRequired) faults.set(blockId, { is: 'missing' });
    else if (value !== '' && value.length < least) faults.set(blockId, { is: 'short', limit: least });
    else if (value.length > most) faults.set(blockId, { is: 'long', limit: most });
  }
  return faults;
};

const valueOf = (
  { blockId, actionId, element: one }: FoundElement,
  filled: readonly Filled[],
): Record<string, unknown> => {
  const given = filled.find((each) => each.blockId === blockId && each.actionId === actionId)?.value;
  const chosen = (value: string) => one.options?.find((each) => each.value === value) ?? null;
  switch (one.type) {
    case 'button':
      return {};
    case 'plain_text_input':
      return { value: (given ?? one.initial_value) || null };
    case 'users_select':
      return { selected_user: (given ?? one.initial_user) || null };
    case 'static_select':
      return { selected_option: given === undefined ? (one.initial_option ?? null) : chosen(given) };
    case 'checkboxes': {
      const values = given?.split('\n').flatMap((value) => chosen(value) ?? []);
      return { selected_options: values ?? one.initial_options ?? [] };
    }
  }
};
