import { type ReachedStep, STEP_NAMES, type StepName } from '../ticket/step.ts';
import type { LineName, TicketFacts } from '../ticket/ticket.ts';

/** What a line tells of: a step in the card's thread, or its `escalation` in the step's own channel. */
export type StepOfLine = { kind: 'step' | 'escalation'; name: StepName; deadline: number };

/** The step that a line is of, with what the step is of (epoch ms); `undefined`: it tells of something else. */
export const stepOfLine = (line: LineName): StepOfLine | undefined => {
  const [kind, stepName, of] = line.split('/');
  const name = STEP_NAMES.find((known) => known === stepName);
  return name && (kind === 'step' || kind === 'escalation')
    ? { kind, name, deadline: Number(of) }
    : undefined;
};

/** The step of a ticket's line, as it was reached; `undefined`: the line tells of something else. */
export const reachedStep = (
  { steps }: Pick<TicketFacts, 'steps'>,
  line: LineName,
): ReachedStep | undefined => {
  const step = stepOfLine(line);
  return step && steps.find(({ name, deadline }) => name === step.name && deadline === step.deadline);
};

/**
 * Whose people and channel a step is told to: its own; of `stale`, those of the step that the claim withheld from them (S6).
 * @param reached of the ticket's `steps`, or about to be added to them
 */
export const escalatedStep = (
  { steps, dueAt }: Pick<TicketFacts, 'steps' | 'dueAt'>,
  reached: Pick<ReachedStep, 'name' | 'deadline'>,
): StepName => {
  if (reached.name !== 'stale') return reached.name;
  const index = steps.findIndex(({ name, deadline }) => name === 'stale' && deadline === reached.deadline);
  const withheld = (index < 0 ? steps : steps.slice(0, index)).filter(({ tells }) => tells === 'claimer');
  return (withheld.findLast(({ deadline }) => deadline === dueAt) ?? withheld.at(-1))?.name ?? 'stale';
};
