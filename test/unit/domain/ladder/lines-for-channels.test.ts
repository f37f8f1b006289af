import { expect, test } from '@jest/globals';
import { linesForChannels } from '../../../../lib/domain/ladder/ladder.ts';
import type { LadderPolicy } from '../../../../lib/domain/ladder/ladder-policy.ts';
import type { StepName } from '../../../../lib/domain/ticket/step.ts';
import { makePolicy, makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { makeTicket, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

const { dueAt } = makeTicket().facts;
/** Nobody works now. */
const closed = makeWeekdays(['02:00-02:10']);

const linesOf = (
  name: StepName,
  policy: Partial<LadderPolicy> = {},
  ticket: TicketFields = {},
  calendar?: ReturnType<typeof makeWeekdays>,
  passed: readonly StepName[] = [],
) =>
  linesForChannels(
    makeTicket(ticket),
    {
      fires: { name, deadline: dueAt },
      passed: passed.map((one) => ({ name: one, deadline: dueAt })),
      lookAgainAt: NOW,
    },
    makePolicy(policy),
    calendar,
    NOW,
  );

test('R23, R27: the ladder’s last step and `overdue` are for the channel, the others for their threads alone', () => {
  expect(linesOf('1h')).toEqual(['step/1h']);
  expect(linesOf('overdue')).toEqual(['step/overdue']);
  expect(linesOf('3h')).toEqual([]);
  expect(linesOf('target')).toEqual([]);
  expect(linesOf('1h', { steps: ['1h', '15m'] })).toEqual([]);
});

test('R23, R27: one that mentions somebody is for the channel, too, unless nobody is mentioned at night (C4)', () => {
  expect(linesOf('3h', { mentioned: ['3h'] })).toEqual(['step/3h']);
  expect(linesOf('3h', {}, { claimedBy: 'U0CS' })).toEqual(['step/3h']);
  expect(linesOf('3h', { mentioned: ['3h'] }, {}, closed)).toEqual([]);
  expect(linesOf('3h', { mentioned: ['3h'], nightPages: ['3h'] }, {}, closed)).toEqual(['step/3h']);
  expect(linesOf('3h', { mentioned: ['off-hours'] }, {}, closed, ['off-hours'])).toEqual(['step/3h']);
});

test('S6, R27: one with a channel of its own is for that, and for the vendor’s if it mentions somebody', () => {
  expect(linesOf('3h', { ownChannel: ['3h'] })).toEqual(['escalation/3h']);
  expect(linesOf('3h', { ownChannel: ['3h'], mentioned: ['3h'] })).toEqual(['step/3h', 'escalation/3h']);
  expect(linesOf('1h', { ownChannel: ['1h'] })).toEqual(['step/1h', 'escalation/1h']);
  const claim = { claimedBy: 'U0CS', claimedAt: NOW - 1 };
  expect(linesOf('3h', { ownChannel: ['3h'] }, claim)).toEqual(['step/3h']);
});

test('R27: `stale` is about one person’s claim, and stays alone', () => {
  expect(linesOf('stale', { ownChannel: ['stale'], mentioned: ['stale'] }, { claimedBy: 'U0CS' })).toEqual(
    [],
  );
});
