import { expect, test } from '@jest/globals';
import { hasNightAlert, nightSteps } from '../../../../lib/domain/ladder/last-shift.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, NOW } from '../../../fixtures/domain/made-up.ts';

const night = { since: NOW, until: NOW + HOUR };
const MOMENTS = [NOW - 1, NOW, NOW + HOUR - 1, NOW + HOUR];

test('C4: a night lasts from the end of a shift to the opening, exclusive', () => {
  const steps = MOMENTS.map((at) => ({ name: '3h', deadline: NOW, at, tells: 'team' }) as const);
  expect(nightSteps({ steps }, night).map(({ at }) => at)).toEqual([NOW, NOW + HOUR - 1]);
  const closed = MOMENTS.map((closedAt) => makeClosedTicket({ outcome: 'auto-closed', closedAt }));
  expect(closed.map((ticket) => hasNightAlert(ticket.facts, night))).toEqual([false, true, true, false]);
});

test('C4: a step overtaken by a nearer step does not count, nor does another end of the ticket', () => {
  const passed = { name: '3h', deadline: NOW, at: NOW, passed: true } as const;
  expect(hasNightAlert(makeTicket({ steps: [passed] }).facts, night)).toBe(false);
  expect(hasNightAlert(makeClosedTicket({ outcome: 'answered', closedAt: NOW }).facts, night)).toBe(false);
});
