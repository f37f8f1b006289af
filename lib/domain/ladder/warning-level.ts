import { HOUR_MS } from '../time/durations.ts';
import { BEFORE_DUE_MS, isDeadlineStep, type StepName } from '../ticket/step.ts';
import type { CardDelivery, TicketFacts } from '../ticket/ticket.ts';
import type { TeamSettings } from './team-settings.ts';
import { lineName } from '../ticket/line.ts';
import { tsOfLine } from '../ticket/posted.ts';

/**
 * The one scale of urgency (C1), from calm to late. `none`: no step has fired. `warned`: a step has. `last`: the last one has.
 * `overdue`: the deadline has passed.
 */
export const WARNING_LEVELS = ['none', 'warned', 'last', 'overdue'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** `last`: the ladder's last step before the deadline, and each step in the last hour. */
export const levelOfStep = (name: StepName, team: Pick<TeamSettings, 'ladder'>): WarningLevel => {
  if (name === 'overdue') return 'overdue';
  const isInLastHour = isDeadlineStep(name) && BEFORE_DUE_MS[name] <= HOUR_MS;
  return isInLastHour || isLastStep(name, team) ? 'last' : 'warned';
};

/** The level of a ticket. From the deadline on it is `overdue`, before that step fires. */
export const levelOfTicket = (
  facts: Pick<TicketFacts, 'steps' | 'dueAt'>,
  team: Pick<TeamSettings, 'ladder'>,
  now: number,
): WarningLevel => (now >= facts.dueAt ? 'overdue' : levelOfSteps(facts, team));

/** The highest level among the fired steps of the present deadline. */
export const levelOfSteps = (
  { steps, dueAt }: Pick<TicketFacts, 'steps' | 'dueAt'>,
  team: Pick<TeamSettings, 'ladder'>,
): WarningLevel => {
  const levels = steps
    .filter(({ name, deadline, passed }) => name !== 'stale' && deadline === dueAt && passed !== true)
    .map(({ name }) => levelOfStep(name, team));
  return WARNING_LEVELS.findLast((level) => levels.includes(level)) ?? 'none';
};

/** Whether a step goes to the channel, whomever it mentions (R23). */
export const isForAll = (name: StepName, team: Pick<TeamSettings, 'ladder'>): boolean =>
  isLastStep(name, team) || name === 'overdue' || name === 'last-shift';

/** Whether it is the ladder's last step before the deadline. */
export const isLastStep = (name: StepName, { ladder }: Pick<TeamSettings, 'ladder'>): boolean =>
  ladder.toSorted((a, b) => BEFORE_DUE_MS[a] - BEFORE_DUE_MS[b])[0] === name;

/**
 * The time of a ticket's last warning, in its thread or in a shift's list.
 * @param sentAt when the messenger received that message
 */
export const lastWarningAt = (
  { steps, posted, history }: Pick<TicketFacts, 'steps' | 'history'> & Pick<CardDelivery, 'posted'>,
  sentAt: (message: string) => number | undefined,
): number | undefined => {
  const times = steps
    .filter(({ passed }) => passed !== true)
    .map(({ name, deadline, at }) => {
      const line = lineName('step', { name, deadline });
      if (!history.some((past) => past.name === line)) return at;
      const message = tsOfLine({ posted }, line);
      return message === undefined ? undefined : sentAt(message);
    })
    .filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
};
