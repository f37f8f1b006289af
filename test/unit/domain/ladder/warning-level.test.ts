import { expect, test } from '@jest/globals';
import { levelOfTicket } from '../../../../lib/domain/ladder/warning-level.ts';
import type { DeadlineStep, ReachedStep, StepName } from '../../../../lib/domain/ticket/step.ts';

const DUE_AT = 1_795_584_000_000;
const reached = (name: StepName, more: Partial<ReachedStep> = {}): ReachedStep => ({
  name,
  deadline: DUE_AT,
  at: DUE_AT - 60_000,
  tells: 'team',
  ...more,
});
const levelOf = (steps: ReachedStep[], ladder: DeadlineStep[] = ['3h', '1h']) =>
  levelOfTicket({ steps, dueAt: DUE_AT }, { ladder });

test.each<[StepName, string]>([
  ['target', 'soon'],
  ['6h', 'soon'],
  ['3h', 'soon'],
  ['off-hours', 'soon'],
  ['last-shift', 'soon'],
  ['1h', 'last'],
  ['15m', 'last'],
])('C1: %s: %s', (name, level) => {
  expect(levelOf([reached(name)])).toBe(level);
});

test('C1: the ladder’s last step is `last`, for any ladder in any order', () => {
  expect(levelOf([reached('3h')], ['3h', '6h'])).toBe('last');
  expect(levelOf([reached('6h')], ['3h', '6h'])).toBe('soon');
  expect(levelOf([reached('3h')], [])).toBe('soon');
});

test('C1: the nearest step decides, in any order', () => {
  expect(levelOf([reached('1h'), reached('last-shift')])).toBe('last');
  expect(levelOf([reached('overdue'), reached('1h')])).toBe('overdue');
});

test('C1: passed steps, steps of an earlier deadline, and a stale claim do not count', () => {
  const steps = [reached('1h', { passed: true }), reached('3h', { deadline: DUE_AT - 1 }), reached('stale')];
  expect(levelOf(steps)).toBeUndefined();
});
