import { expect, test } from '@jest/globals';
import { buildCard } from '../../../../lib/slack/card/build-card.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

test('C1: the title shows the passed deadline at once, before `overdue` is announced', () => {
  const titleAt = (now: number) => textsOf(buildCard(madeUpTicket(), madeUpVendor(), { now }).blocks)[0];
  expect(titleAt(DUE_AT - 1)).toBe('⚪ 미답변 · 답변 필요');
  expect(titleAt(DUE_AT)).toMatch(/^⛔ 마감 지남/);
});
