import { hasReached, type ScheduledStep } from './ladder-schedule.ts';
import { SOURCES } from '../sources.ts';
import type { StepName } from '../ticket/step.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import type { LadderPolicy } from './team-settings.ts';

/** Whether a claim still keeps a ticket's steps from the team (S6). */
export const isClaimFresh = (
  { claimedBy, claimedAt }: Pick<TicketFacts, 'claimedBy' | 'claimedAt'>,
  { claimStaleMs }: Pick<LadderPolicy, 'claimStaleMs'>,
  now: number,
): boolean => claimedBy !== undefined && claimedAt !== undefined && now < claimedAt + claimStaleMs;

/** The step that mentioned only the claimer, if no later step mentioned the team. */
export const findWithheld = ({
  steps,
  dueAt,
}: Pick<TicketFacts, 'steps' | 'dueAt'>): StepName | undefined => {
  const last = steps.findLast(
    ({ name, deadline, tells }) => tells && (deadline === dueAt || name === 'stale'),
  );
  return last?.tells === 'claimer' ? last.name : undefined;
};

/**
 * The `stale` step of an open ticket, once per claim (S6). It repeats the withheld step when the claim expires. Any other step is nearer
 * and replaces it, since that step informs the team.
 * @param withheld the step that the claim keeps from the team
 */
export const staleSteps = (
  ticket: Ticket,
  { claimStaleMs }: LadderPolicy,
  withheld: StepName | undefined,
): ScheduledStep[] => {
  const { claimedBy, claimedAt, dueAt, state } = ticket.facts;
  if (withheld === undefined || claimedBy === undefined || claimedAt === undefined) return [];
  const stale = { name: 'stale', deadline: claimedAt } as const;
  if (hasReached(ticket.facts, stale)) return [];
  // After the deadline only a withheld `overdue` is worth a message. A deadline that is only promised gets no step after it.
  const repeatsOverdue =
    withheld === 'overdue' && state === 'open' && SOURCES[ticket.key.source].closesAtDeadline;
  const until = repeatsOverdue ? Number.POSITIVE_INFINITY : dueAt;
  return [{ ...stale, at: Number.NEGATIVE_INFINITY, from: claimedAt + claimStaleMs, until }];
};
