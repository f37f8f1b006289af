import { expect, test } from '@jest/globals';
import type { StepName } from '../../../../lib/domain/ticket/step.ts';
import { buildCard } from '../../../../lib/slack/card/build-card.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

const titleOf = (names: StepName[], kind: 'reply' | 'confirm' = 'reply') => {
  const steps = names.map((name) => ({ name, deadline: DUE_AT, at: DUE_AT - 60_000 }));
  return textsOf(buildCard(madeUpTicket({ steps, kind }), madeUpVendor()).blocks)[0];
};

test('C1: the title of an open card shows how near the deadline is', () => {
  expect(titleOf(['3h'])).toBe('🟡 미답변 · 답변 필요');
  expect(titleOf(['1h'])).toBe('🔴 미답변 · 답변 필요');
  expect(titleOf(['overdue'])).toBe('⛔ 마감 지남 · 아직 쿠팡 목록에 남아 있음 · WING에서 바로 답변하세요');
  expect(titleOf(['overdue'], 'confirm')).toBe(
    '⛔ 마감 지남 · 아직 쿠팡 목록에 남아 있음 · 확인 처리가 되지 않을 수 있으니 WING에서 상태를 보세요',
  );
  expect(titleOf(['3h'], 'confirm')).toMatch(/^🟡 미확인/);
});

test('C1: from the deadline on the title says so, before `overdue` is announced', () => {
  const titleAt = (now: number) => textsOf(buildCard(madeUpTicket(), madeUpVendor(), { now }).blocks)[0];
  expect(titleAt(DUE_AT - 1)).toBe('🟠 미답변 · 답변 필요');
  expect(titleAt(DUE_AT)).toMatch(/^⛔ 마감 지남/);
});

test('C1: until a step was reached, the title shows the kind', () => {
  expect(titleOf([])).toBe('🟠 미답변 · 답변 필요');
  expect(titleOf([], 'confirm')).toMatch(/^🔵 미확인/);
});
