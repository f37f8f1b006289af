import { describe, expect, test } from '@jest/globals';
import { escalatedStep, reachedStep } from '../../../../lib/domain/ladder/step-mentions.ts';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR } from '../../../fixtures/domain/made-up.ts';

const dueAt = HANDED_OVER_AT + DAY;
const reached = (
  name: ReachedStep['name'],
  deadline: number,
  more: Partial<ReachedStep> = {},
): ReachedStep => ({
  name,
  deadline,
  at: HANDED_OVER_AT + HOUR,
  ...more,
});

describe('reachedStep', () => {
  const ticket = makeTicket({
    steps: [reached('3h', dueAt), reached('1h', dueAt), reached('1h', dueAt + HOUR, { tells: 'team' })],
  });

  test('finds the step of a line by name and deadline', () => {
    expect(reachedStep(ticket.facts, { name: '1h', deadline: dueAt + HOUR })).toBe(ticket.facts.steps[2]);
    expect(reachedStep(ticket.facts, { name: '1h', deadline: dueAt })).toBe(ticket.facts.steps[1]);
  });

  test('finds no step that was not reached', () => {
    expect(reachedStep(ticket.facts, { name: '3h', deadline: dueAt + HOUR })).toBeUndefined();
  });
});

describe('escalatedStep', () => {
  const deadline = HANDED_OVER_AT + 2 * HOUR;
  const steps = [
    reached('target', dueAt, { tells: 'team' }),
    reached('6h', dueAt, { passed: true }),
    reached('3h', dueAt, { tells: 'claimer' }),
    reached('last-shift', dueAt),
  ];

  test('is the step itself, unless it replaces another', () => {
    expect(escalatedStep(makeTicket({ steps }).facts, reached('1h', dueAt))).toBe('1h');
  });

  test('S6: is the withheld step for a stale claim, whether it is written already or not', () => {
    const stale = reached('stale', deadline, { tells: 'team' });
    expect(escalatedStep(makeTicket({ steps }).facts, stale)).toBe('3h');
    const later = [...steps, stale, reached('1h', dueAt, { tells: 'claimer' })];
    expect(escalatedStep(makeTicket({ steps: later }).facts, stale)).toBe('3h');
    const again = reached('stale', deadline + HOUR, { tells: 'team' });
    expect(escalatedStep(makeTicket({ steps: [...later, again] }).facts, again)).toBe('1h');
  });

  test('S6: is a step of the present deadline if there is one, else the last step', () => {
    const moved = [...steps, reached('1h', dueAt + HOUR, { tells: 'claimer' })];
    const stale = reached('stale', deadline);
    expect(escalatedStep(makeTicket({ steps: moved }).facts, stale)).toBe('3h');
    expect(escalatedStep(makeTicket({ steps: moved, dueAt: dueAt + 2 * HOUR }).facts, stale)).toBe('1h');
  });

  test('is the step itself if nothing was withheld', () => {
    expect(escalatedStep(makeTicket().facts, reached('stale', deadline))).toBe('stale');
  });
});
