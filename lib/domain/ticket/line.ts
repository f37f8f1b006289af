import { isOneOf } from '../is-one-of.ts';
import { STEP_NAMES, type StepName } from './step.ts';
import type { LineName } from './ticket.ts';

const CHANGES = ['changed', 'closed', 'reopened', 'act'] as const;
const STEP_LINES = ['step', 'escalation', 'direct'] as const;

export type Line =
  | { type: 'changed' | 'closed' | 'reopened'; version: number }
  | { type: 'act'; version: number }
  | { type: 'breach' }
  /** A line that only another release knows. It is not sent. */
  | { type: 'unknown' }
  | StepLine;

/** A step and the deadline that it warns of. Each deadline has its own ladder. */
export type StepLine = { type: (typeof STEP_LINES)[number]; name: StepName; deadline: number };

/** The name identifies the line in the item, in an attempt and in Slack's metadata. */
export const lineOf = (name: LineName): Line => {
  if (name === 'breach') return { type: name };
  const [type, step, deadline] = name.split('/');
  if (isOneOf(type, STEP_LINES) && isOneOf(step, STEP_NAMES))
    return { type, name: step, deadline: Number(deadline) };
  const [change, version] = name.split('-');
  return isOneOf(change, CHANGES) ? { type: change, version: Number(version) } : { type: 'unknown' };
};

export const lineName = <Type extends StepLine['type']>(
  type: Type,
  { name, deadline }: Pick<StepLine, 'name' | 'deadline'>,
) => `${type}/${name}/${deadline}` as const;

export const isBesideThread = ({ type }: Line): boolean => type === 'escalation' || type === 'direct';

/** The sort of a message, whatever its deadline. Many messages of one sort may come as one list. */
export type ListSort = 'new' | 'breach' | `${Exclude<StepLine['type'], 'direct'>}/${StepName}`;

/** `undefined`: the message is in no list. */
export const sortOf = (name: 'card' | LineName): ListSort | undefined => {
  if (name === 'card') return 'new';
  const line = lineOf(name);
  if (line.type === 'breach') return line.type;
  return isStepLine(line) && line.type !== 'direct' ? `${line.type}/${line.name}` : undefined;
};

export const stepOfSort = (sort: ListSort): Pick<StepLine, 'type' | 'name'> | undefined => {
  const line = sort === 'new' || sort === 'breach' ? undefined : lineOf(`${sort}/0`);
  return line && isStepLine(line) ? line : undefined;
};

export const isStepLine = (line: Line): line is StepLine => isOneOf(line.type, STEP_LINES);
