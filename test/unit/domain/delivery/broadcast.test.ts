import { describe, expect, test } from '@jest/globals';
import { isPlainBroadcast, isStepBroadcast } from '../../../../lib/domain/delivery/broadcast.ts';
import type { Mentions } from '../../../../lib/domain/ladder/step-mentions.ts';
import type { LineName } from '../../../../lib/domain/ticket/ticket.ts';
import { lineOf } from '../../../../lib/domain/ticket/line.ts';
import type { StepName } from '../../../../lib/domain/ticket/step.ts';
import { makeClosedTicket, makeTicket, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, NOW } from '../../../fixtures/domain/made-up.ts';

describe('R23: a step’s line goes to the channel', () => {
  const team = { ladder: ['3h', '1h'] as const };
  const nobody: Mentions = { mentions: [], claimer: false };
  const goes = (name: StepName, mentions = nobody, state: 'open' | 'unverified' | 'closed' = 'open') =>
    isStepBroadcast(
      state === 'closed' ? makeClosedTicket() : makeTicket({ state }),
      { name, deadline: NOW },
      mentions,
      team,
    );

  test('if it is the ladder’s last, `overdue` or of the last shift', () => {
    expect(goes('3h')).toBe(false);
    expect((['1h', 'overdue', 'last-shift'] as const).map((name) => goes(name))).toEqual([true, true, true]);
  });

  test('if it mentions somebody', () => {
    expect(goes('3h', { mentions: ['U0TEAM'], claimer: false })).toBe(true);
    expect(goes('3h', { mentions: [], claimer: true })).toBe(true);
  });

  test('R16: unless the ticket is closed', () => {
    expect(goes('overdue', { mentions: ['U0TEAM'], claimer: true }, 'closed')).toBe(false);
    expect(goes('overdue', nobody, 'unverified')).toBe(true);
  });

  test('R24: unless it belongs to a list; a line that left its list goes to the channel', () => {
    const of = (entry: string) =>
      isStepBroadcast(
        makeTicket({ posted: { [`step/1h/${NOW}`]: entry } }),
        { name: '1h', deadline: NOW },
        nobody,
        team,
      );
    expect(of('in/made-up')).toBe(false);
    expect(of('alone')).toBe(true);
  });
});

describe('R16: a line that belongs to no step goes to the channel', () => {
  const breached = { outcome: 'auto-closed' } as const;
  const overdue = `step/overdue/${HANDED_OVER_AT + DAY}` as const;
  const goes = (name: LineName, fields: TicketFields = {}) =>
    isPlainBroadcast(makeClosedTicket({ ...breached, posted: {}, ...fields }), lineOf(name));

  test('if it is a breach that `overdue` has not announced in the channel', () => {
    expect(goes('breach')).toBe(true);
    expect(goes('breach', { posted: { [overdue]: 'passed' } })).toBe(true);
    expect(goes('breach', { posted: { [overdue]: '1.1' } })).toBe(false);
    expect(goes('breach', { posted: { [`step/overdue/${NOW}`]: '1.1' } })).toBe(true);
    // No message of `overdue` is there.
    expect(goes('breach', { posted: { [overdue]: 'in/made-up' } })).toBe(true);
    expect(goes('breach', { posted: { [overdue]: 'alone' } })).toBe(true);
    expect(goes('changed-2')).toBe(false);
  });

  test('R24: if it is a breach that belongs to no list', () => {
    expect(goes('breach', { posted: { breach: 'in/made-up' } })).toBe(false);
    expect(goes('breach', { posted: { breach: 'alone' } })).toBe(true);
  });

  const earlier = [
    { name: 'closed-2', at: HANDED_OVER_AT - 1 },
    { name: 'breach', at: HANDED_OVER_AT - 1 },
  ] as const;

  test('R15: if it closes a ticket automatically that was breached before it was asked again', () => {
    expect(goes('closed-3', { history: [...earlier] })).toBe(true);
    expect(goes('closed-3', { history: [{ name: 'breach', at: HANDED_OVER_AT }] })).toBe(false);
    expect(goes('closed-3', { history: [{ name: 'closed-2', at: HANDED_OVER_AT - 1 }] })).toBe(false);
    expect(goes('closed-3', { history: [...earlier], outcome: 'answered' })).toBe(false);
    expect(goes('changed-3', { history: [...earlier] })).toBe(false);
    const reopened = makeTicket({ ...breached, history: [...earlier] });
    expect(isPlainBroadcast(reopened, lineOf('closed-3'))).toBe(false);
  });
});
