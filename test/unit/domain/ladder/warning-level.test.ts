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
  levelOfTicket({ steps, dueAt: DUE_AT }, { ladder }, DUE_AT - 1);

test.each<[StepName, string]>([
  ['target', 'warned'],
  ['6h', 'warned'],
  ['3h', 'warned'],
  ['off-hours', 'warned'],
  ['last-shift', 'warned'],
  ['1h', 'last'],
  ['15m', 'last'],
])('C1: %s: %s', (name, level) => {
  expect(levelOf([reached(name)])).toBe(level);
});

test('C1: the ladder’s last step is `last`, for any ladder in any order', () => {
  expect(levelOf([reached('3h')], ['3h', '6h'])).toBe('last');
  expect(levelOf([reached('6h')], ['3h', '6h'])).toBe('warned');
  expect(levelOf([reached('3h')], [])).toBe('warned');
});

test('C1: the nearest step decides, in any order', () => {
  expect(levelOf([reached('1h'), reached('last-shift')])).toBe('last');
  expect(levelOf([reached('overdue'), reached('1h')])).toBe('overdue');
});

test('C1: passed steps, steps of an earlier deadline, and a stale claim do not count', () => {
  const steps = [reached('1h', { passed: true }), reached('3h', { deadline: DUE_AT - 1 }), reached('stale')];
  expect(levelOf(steps)).toBe('none');
});

test('C1: the level only rises, and is `overdue` from the deadline on', () => {
  const levelAt = (now: number, steps: ReachedStep[]) =>
    levelOfTicket({ steps, dueAt: DUE_AT }, { ladder: ['3h', '1h'] }, now);
  const before = DUE_AT - 1;
  expect([
    levelAt(before, []),
    levelAt(before, [reached('3h')]),
    levelAt(before, [reached('3h'), reached('1h')]),
    levelAt(before, [reached('3h'), reached('1h'), reached('last-shift')]),
    levelAt(DUE_AT, [reached('3h'), reached('1h')]),
  ]).toEqual(['none', 'warned', 'last', 'last', 'overdue']);
  expect(levelAt(DUE_AT, [])).toBe('overdue');
});
