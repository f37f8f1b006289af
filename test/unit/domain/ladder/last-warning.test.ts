import { expect, test } from '@jest/globals';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { lastWarningAt } from '../../../../lib/domain/ladder/warning-level.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';

const sentAt = (ts: string): number => Number(ts) * 1000;
const warnedAt = (ticket: Ticket) => lastWarningAt({ ...ticket.facts, ...ticket.delivery }, sentAt);
const DUE_AT = makeTicket().facts.dueAt;
const line = { name: `step/1h/${DUE_AT}`, at: DUE_AT - HOUR } as const;
const early: ReachedStep = { name: '3h', deadline: DUE_AT, at: DUE_AT - 3 * HOUR, tells: 'team' };
const last: ReachedStep = { name: '1h', deadline: DUE_AT, at: DUE_AT - HOUR, tells: 'team' };

test('a ticket without warnings, or with only passed steps, has no last warning', () => {
  expect(warnedAt(makeTicket())).toBeUndefined();
  expect(warnedAt(makeTicket({ steps: [{ ...last, passed: true }] }))).toBeUndefined();
});

test('a warning in the thread counts from the time when Slack accepted it', () => {
  const posted = { [line.name]: `${(DUE_AT - HOUR) / 1000 + 90}.000100` };
  const at = warnedAt(makeTicket({ steps: [early, last], history: [line], posted }));
  expect(Math.floor(at ?? 0)).toBe(DUE_AT - HOUR + 90_000);
});

test('a warning that Slack never accepted does not count', () => {
  const steps = [early, last];
  expect(warnedAt(makeTicket({ steps, history: [line] }))).toBe(early.at);
  expect(warnedAt(makeTicket({ steps, history: [line], posted: { [line.name]: 'passed' } }))).toBe(early.at);
});
