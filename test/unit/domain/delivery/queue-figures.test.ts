import { describe, expect, test } from '@jest/globals';
import { queueFigures } from '../../../../lib/workflows/sla/collect-metrics.ts';
import { HOUR, NOW } from '../../../fixtures/domain/made-up.ts';
import { makeTicket, rowOf } from '../../../fixtures/domain/make-ticket.ts';

const due = (dueAt: number, more: { askedAt?: number; closedAt?: number } = {}) =>
  rowOf(makeTicket({ dueAt, attentionAt: NOW, ...more }));

describe('the figures of a queue (S9)', () => {
  test('count open tickets and the longest wait, without closed tickets that are still in the index', () => {
    const rows = [
      due(NOW + 20 * HOUR, { askedAt: NOW - 4 * HOUR }),
      due(NOW + 17 * HOUR, { askedAt: NOW - 7 * HOUR }),
      due(NOW, { askedAt: NOW - 24 * HOUR, closedAt: NOW }),
    ];
    expect(queueFigures(rows, NOW)).toEqual({ open: 2, oldestMs: 7 * HOUR, dueWithinHour: 0 });
    expect(queueFigures([], NOW)).toEqual({ open: 0, oldestMs: 0, dueWithinHour: 0 });
  });

  test('count a deadline as within the hour from one hour before it until it passes', () => {
    const counted = (dueAt: number) => queueFigures([due(dueAt)], NOW).dueWithinHour;
    expect([NOW + HOUR + 1, NOW + HOUR, NOW + 1, NOW, NOW - HOUR].map(counted)).toEqual([0, 1, 1, 0, 0]);
  });

  test('count zero for a request that Coupang’s clock puts into the future', () => {
    expect(queueFigures([due(NOW + HOUR, { askedAt: NOW + 5 })], NOW).oldestMs).toBe(0);
  });
});
