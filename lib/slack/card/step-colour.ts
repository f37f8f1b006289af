import type { VendorConfig } from '../../config/schema.ts';
import { BEFORE_DUE_MS, type StepName } from '../../domain/ticket/step.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** How near the deadline is, as a card and its warnings show it (C1). */
export type StepColour = 'soon' | 'last' | 'overdue';

/** `last` is red: the ladder's last step before the deadline, and whatever comes in its last hour. */
export const colourOf = (name: StepName, vendor: VendorConfig): StepColour => {
  if (name === 'overdue') return 'overdue';
  return name === '1h' || name === '15m' || isLastStep(name, vendor) ? 'last' : 'soon';
};

/** Of what a ticket was warned of before its present deadline: the nearest to it; `undefined` while there was no warning. */
export const colourOfTicket = (
  { steps, dueAt }: Pick<Ticket, 'steps' | 'dueAt'>,
  vendor: VendorConfig,
): StepColour | undefined => {
  const colours = steps
    .filter(({ name, deadline, passed }) => name !== 'stale' && deadline === dueAt && passed !== true)
    .map(({ name }) => colourOf(name, vendor));
  return NEAREST_FIRST.find((colour) => colours.includes(colour));
};

/** Whether no step of the vendor's ladder comes between it and the deadline. */
export const isLastStep = (name: StepName, { ladder }: VendorConfig): boolean =>
  ladder.toSorted((a, b) => BEFORE_DUE_MS[a] - BEFORE_DUE_MS[b])[0] === name;

const NEAREST_FIRST = ['overdue', 'last', 'soon'] as const;
