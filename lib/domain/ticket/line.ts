import { STEP_NAMES, type StepName } from './step.ts';
import type { DirectName, EscalationName, LineName, StepLineName } from './ticket.ts';

export type Line =
  | { type: 'changed' | 'closed' | 'reopened'; version: number }
  | { type: 'act'; version: number }
  | { type: 'breach' }
  /** A line that only another release knows. It is not sent. */
  | { type: 'unknown' }
  | StepLine;

/** A step and the deadline that it warns of. Each deadline has its own ladder. */
export type StepLine = { type: 'step' | 'escalation' | 'direct'; name: StepName; deadline: number };

/** The name identifies the line in the item, in an attempt and in Slack's metadata. */
export const lineOf = (name: LineName): Line => {
  if (name === 'breach') return { type: name };
  const [type, stepName, deadline] = name.split('/');
  const step = STEP_NAMES.find((known) => known === stepName);
  if (step && (type === 'step' || type === 'escalation' || type === 'direct')) {
    return { type, name: step, deadline: Number(deadline) };
  }
  const [kind, version] = name.split('-');
  const change = CHANGES.find((known) => known === kind);
  return change ? { type: change, version: Number(version) } : { type: 'unknown' };
};

const CHANGES = ['changed', 'closed', 'reopened', 'act'] as const;

export const stepLineName = ({ name, deadline }: Pick<StepLine, 'name' | 'deadline'>): StepLineName =>
  `step/${name}/${deadline}`;

export const escalationName = ({ name, deadline }: Pick<StepLine, 'name' | 'deadline'>): EscalationName =>
  `escalation/${name}/${deadline}`;

export const directName = ({ name, deadline }: Pick<StepLine, 'name' | 'deadline'>): DirectName =>
  `direct/${name}/${deadline}`;

export const isBesideThread = ({ type }: Line): boolean => type === 'escalation' || type === 'direct';

/** The sort of a message, whatever its deadline. Many messages of one sort may come as one list. */
export type ListSort = 'new' | LineSort;
type LineSort = 'breach' | `${Exclude<StepLine['type'], 'direct'>}/${StepName}`;

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

export const isStepLine = (line: Line): line is StepLine =>
  line.type === 'step' || line.type === 'escalation' || line.type === 'direct';
