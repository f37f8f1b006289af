import { defined } from '../defined.ts';
import type { Element } from '../block-elements.ts';
import type { Block } from '../check-blocks.ts';

export type FoundElement = {
  blockId: string;
  actionId: string;
  element: Element;
  /** The element is in an input block and must be filled in. */
  isRequired: boolean;
};

/** A chosen or typed value. For checkboxes: the chosen values, one per line. */
export type Filled = { blockId: string; actionId: string; value: string };

const elementsIn = (block: Block): Element[] => {
  switch (block.type) {
    case 'actions':
      return block.elements;
    case 'section':
      return block.accessory === undefined ? [] : [block.accessory];
    case 'input':
      return [block.element];
    default:
      return [];
  }
};

/** Lists the interactive elements in the order of the blocks. */
const elementsOf = (blocks: readonly Block[]): FoundElement[] =>
  blocks.flatMap((block, at) => {
    const blockId = blockIdOf(block, at);
    const isRequired = block.type === 'input' && block.optional !== true;
    return elementsIn(block).map((element, index) => ({
      blockId,
      actionId: element.action_id ?? `${blockId}-${index}`,
      element,
      isRequired,
    }));
  });

export const findElement = (
  blocks: readonly Block[],
  blockId: string,
  actionId: string,
): FoundElement | undefined =>
  elementsOf(blocks).find((element) => element.blockId === blockId && element.actionId === actionId);

/** The values of all elements that have a value, by block and action. Source: @slack/bolt 5.1.0, ViewStateValue. */
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

/** One entry of a payload's `actions`. `choice`: the chosen value, except for buttons. */
export const actionOf = (found: FoundElement, choice: string, actionTs: string): Record<string, unknown> => {
  const { blockId, actionId, element } = found;
  return {
    type: element.type,
    action_id: actionId,
    block_id: blockId,
    ...(element.type === 'button'
      ? defined({ text: element.text, value: element.value, style: element.style })
      : {
          ...valueOf(found, [{ blockId, actionId, value: choice }]),
          ...('placeholder' in element && { placeholder: element.placeholder }),
        }),
    action_ts: actionTs,
  };
};

/** Slack refuses these without a request to the app. `limit`: in characters. */
export type InputFault = { is: 'missing' } | { is: 'short' | 'long'; limit: number };

/** By block id. */
export const faultsOf = (blocks: readonly Block[], filled: readonly Filled[]): Map<string, InputFault> => {
  const faults = new Map<string, InputFault>();
  for (const { blockId, actionId, element, isRequired } of elementsOf(blocks)) {
    const initial = element.type === 'plain_text_input' ? element.initial_value : undefined;
    const value =
      filled.find((given) => given.blockId === blockId && given.actionId === actionId)?.value ??
      initial ??
      '';
    const { min_length: least = 0, max_length: most = Infinity } =
      element.type === 'plain_text_input' ? element : {};
    if (value === '' && isRequired) faults.set(blockId, { is: 'missing' });
    else if (value !== '' && value.length < least) faults.set(blockId, { is: 'short', limit: least });
    else if (value.length > most) faults.set(blockId, { is: 'long', limit: most });
  }
  return faults;
};

const valueOf = (
  { blockId, actionId, element }: FoundElement,
  filled: readonly Filled[],
): Record<string, unknown> => {
  const given = filled.find((each) => each.blockId === blockId && each.actionId === actionId)?.value;
  switch (element.type) {
    case 'button':
      return {};
    case 'plain_text_input':
      return { value: (given ?? element.initial_value) || null };
    case 'users_select':
      return { selected_user: (given ?? element.initial_user) || null };
    case 'static_select':
      return {
        selected_option:
          given === undefined ? (element.initial_option ?? null) : (chosen(given, element) ?? null),
      };
    case 'checkboxes': {
      const values = given?.split('\n').flatMap((value) => chosen(value, element) ?? []);
      return { selected_options: values ?? element.initial_options ?? [] };
    }
  }
};

const chosen = (value: string, { options }: Extract<Element, { options: unknown }>) =>
  options.find((each) => each.value === value);

/** Slack returns blocks with ids. */
export const withBlockIds = (blocks: Block[]): (Block & { block_id: string })[] =>
  blocks.map((block, index) => ({ ...block, block_id: blockIdOf(block, index) }));

const blockIdOf = (block: Block, index: number): string => block.block_id ?? `block-${index}`;
