import { HOUR_MS } from '../time/durations.ts';
import { BEFORE_DUE_MS, isDeadlineStep, type StepName } from '../ticket/step.ts';
import type { CardDelivery, TicketFacts } from '../ticket/ticket.ts';
import type { TeamSettings } from './team-settings.ts';
import { stepLineName } from '../ticket/line.ts';
import { tsOfLine } from '../ticket/posted.ts';

/** How near the deadline is, on a card and its warnings (C1), nearest first. */
const WARNING_LEVELS = ['overdue', 'last', 'soon'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** `last`: the ladder's last step before the deadline, and each step in the last hour. */
export const levelOfStep = (name: StepName, team: Pick<TeamSettings, 'ladder'>): WarningLevel => {
  if (name === 'overdue') return 'overdue';
  const isInLastHour = isDeadlineStep(name) && BEFORE_DUE_MS[name] <= HOUR_MS;
  return isInLastHour || isLastStep(name, team) ? 'last' : 'soon';
};

/** The nearest level among the warnings of the present deadline. */
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
      const line = stepLineName({ name, deadline });
      if (!history.some((past) => past.name === line)) return at;
      const message = tsOfLine({ posted }, line);
      return message === undefined ? undefined : sentAt(message);
    })
    .filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
};
