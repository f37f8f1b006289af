import { HOUR_MS } from '../time/durations.ts';
import { BEFORE_DUE_MS, DEADLINE_STEPS, type StepName } from '../ticket/step.ts';
import type { TicketFacts } from '../ticket/ticket.ts';
import type { TeamSettings } from './team-settings.ts';

/** How near the deadline is, as a card and its warnings show it (C1). The nearest comes first. */
const WARNING_LEVELS = ['overdue', 'last', 'soon'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** `last`: the ladder's last step before the deadline, and each step in the last hour. */
export const levelOfStep = (name: StepName, team: Pick<TeamSettings, 'ladder'>): WarningLevel => {
  if (name === 'overdue') return 'overdue';
  const step = DEADLINE_STEPS.find((known) => known === name);
  const isInLastHour = step !== undefined && BEFORE_DUE_MS[step] <= HOUR_MS;
  return isInLastHour || isLastStep(name, team) ? 'last' : 'soon';
};

/** The nearest level among the warnings of the present deadline. `undefined`: there was no warning. */
export const levelOfTicket = (
  { steps, dueAt }: Pick<TicketFacts, 'steps' | 'dueAt'>,
  team: Pick<TeamSettings, 'ladder'>,
): WarningLevel | undefined => {
  const levels = steps
    .filter(({ name, deadline, passed }) => name !== 'stale' && deadline === dueAt && passed !== true)
    .map(({ name }) => levelOfStep(name, team));
  return WARNING_LEVELS.find((level) => levels.includes(level));
};

/** Whether a step goes to the channel, whomever it mentions (R23). */
export const isForAll = (name: StepName, team: Pick<TeamSettings, 'ladder'>): boolean =>
  isLastStep(name, team) || name === 'overdue' || name === 'last-shift';

/** Whether it is the ladder's last step before the deadline. */
export const isLastStep = (name: StepName, { ladder }: Pick<TeamSettings, 'ladder'>): boolean =>
  ladder.toSorted((a, b) => BEFORE_DUE_MS[a] - BEFORE_DUE_MS[b])[0] === name;
