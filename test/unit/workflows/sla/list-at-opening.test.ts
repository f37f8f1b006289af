import { expect, test } from '@jest/globals';
import type { Calendar } from '../../../../lib/domain/time/calendar.ts';
import { listAtOpening } from '../../../../lib/workflows/sla/list-at-opening.ts';
import { makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, VENDOR } from '../../../simulation/create-world.ts';

test('C4: the list of the very first shift names the events of the day before it', async () => {
  const world = createWorld();
  const opening = Date.parse('2026-11-24T09:00:00+09:00');
  for (const hoursBefore of [1, 23, 24, 25]) {
    const deadline = opening + 90 * HOUR;
    const step = { name: '3h', deadline, at: opening - hoursBefore * HOUR, tells: 'nobody' } as const;
    const ticket = { inquiryId: `${hoursBefore}`, dueAt: deadline, steps: [step] };
    world.store.put(makeTicket({ ...ticket, attentionAt: opening }));
  }
  const calendar: Calendar = { ...makeWeekdays(['09:00-18:00']), previousShift: () => undefined };
  const { reader, notices } = world.trackServices;
  const services = { reader, notices, known: new Set<string>() };
  const list = await listAtOpening(VENDOR, calendar, opening + MINUTE, services);
  expect(list?.facts).toMatchObject({
    since: opening - 24 * HOUR,
    until: opening,
    members: [{ inquiryId: '1' }, { inquiryId: '23' }, { inquiryId: '24' }],
  });
});
