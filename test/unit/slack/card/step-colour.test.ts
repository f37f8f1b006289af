import { describe, expect, test } from '@jest/globals';
import type { ReachedStep, StepName } from '../../../../lib/domain/ticket/step.ts';
import { buildCard } from '../../../../lib/slack/card/build-card.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

const reached = (name: StepName, more: Partial<ReachedStep> = {}): ReachedStep => ({
  name,
  deadline: DUE_AT,
  at: DUE_AT - 60_000,
  tells: 'team',
  ...more,
});
const titleOf = (steps: ReachedStep[], ladder = madeUpVendor().ladder, kind: 'reply' | 'confirm' = 'reply') =>
  textsOf(buildCard(madeUpTicket({ steps, kind }), madeUpVendor({ ladder })).blocks)[0];

describe('C1: the colour of an open card', () => {
  test.each<[StepName, string]>([
    ['target', '🟡'],
    ['6h', '🟡'],
    ['3h', '🟡'],
    ['off-hours', '🟡'],
    ['last-shift', '🟡'],
    ['1h', '🔴'],
    ['15m', '🔴'],
  ])('%s: %s', (name, emoji) => {
    expect(titleOf([reached(name)])).toBe(`${emoji} 미답변 · 답변 필요`);
  });

  test('no step reached: the colour of its kind', () => {
    expect(titleOf([])).toBe('🟠 미답변 · 답변 필요');
    expect(titleOf([], ['3h'], 'confirm')).toMatch(/^🔵 미확인/);
    expect(titleOf([reached('3h')], ['6h', '3h', '1h'], 'confirm')).toMatch(/^🟡 미확인/);
  });

  test('the ladder’s last step is red, whichever it is and in whatever order it is configured', () => {
    expect(titleOf([reached('3h')], ['3h', '6h'])).toMatch(/^🔴/);
    expect(titleOf([reached('6h')], ['3h', '6h'])).toMatch(/^🟡/);
    expect(titleOf([reached('3h')], [])).toMatch(/^🟡/);
  });

  test('the nearest decides, in whatever order they were reached', () => {
    expect(titleOf([reached('1h'), reached('last-shift')])).toMatch(/^🔴/);
    expect(titleOf([reached('overdue'), reached('1h')])).toBe(
      '⛔ 마감 지남 (11/25 14:17) · 마지막 조회 때 목록에 있음 · WING에서 바로 확인하세요',
    );
  });

  test('what was passed, what an earlier deadline had, and a stale claim colour nothing', () => {
    expect(
      titleOf([reached('1h', { passed: true }), reached('3h', { deadline: DUE_AT - 1 }), reached('stale')]),
    ).toMatch(/^🟠/);
  });
});
