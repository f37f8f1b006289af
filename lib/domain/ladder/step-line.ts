import type { StepLine } from '../ticket/line.ts';
import type { ReachedStep, StepName } from '../ticket/step.ts';
import type { TicketFacts } from '../ticket/ticket.ts';

/** The reached step that a line announces. */
export const reachedStep = (
  { steps }: Pick<TicketFacts, 'steps'>,
  line: Pick<StepLine, 'name' | 'deadline'>,
): ReachedStep | undefined =>
  steps.find(({ name, deadline }) => name === line.name && deadline === line.deadline);

/**
 * The step whose people and channel count: the step itself; for `stale` the step that the claim withheld (S6).
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
