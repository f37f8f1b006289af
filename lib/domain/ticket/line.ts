import { STEP_NAMES, type StepName } from './step.ts';
import type { EscalationName, LineName, StepLineName } from './ticket.ts';

/** One line of a card's thread. An `escalation` goes into the step's own channel instead (S6). */
export type Line =
  /** A change of the facts, by its version. */
  { type: 'changed' | 'closed' | 'reopened'; version: number } | { type: 'breach' } | StepLine;

/** A step, and the deadline that it warns of. A deadline that moves has a ladder of its own. Epoch ms. */
export type StepLine = { type: 'step' | 'escalation'; name: StepName; deadline: number };

/**
 * Reads a line's name. The name is the line's identity in the item, in an attempt and in Slack's metadata. Only this module
 * reads it.
 */
export const lineOf = (name: LineName): Line => {
  if (name === 'breach') return { type: name };
  const [type, stepName, deadline] = name.split('/');
  const step = STEP_NAMES.find((known) => known === stepName);
  if (step && (type === 'step' || type === 'escalation')) {
    return { type, name: step, deadline: Number(deadline) };
  }
  const [kind, version] = name.split('-');
  const change = CHANGES.find((known) => known === kind) ?? 'changed';
  return { type: change, version: Number(version) };
};

const CHANGES = ['changed', 'closed', 'reopened'] as const;

export const stepLineName = ({ name, deadline }: Pick<StepLine, 'name' | 'deadline'>): StepLineName =>
  `step/${name}/${deadline}`;

export const escalationName = ({ name, deadline }: Pick<StepLine, 'name' | 'deadline'>): EscalationName =>
  `escalation/${name}/${deadline}`;

export const isStepLine = (line: Line): line is StepLine =>
  line.type === 'step' || line.type === 'escalation';
