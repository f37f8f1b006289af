import { describe, expect, test } from '@jest/globals';
import { planActions } from '../../../../lib/domain/delivery/plan-delivery.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { lookOnce, makePolicy, makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import {
  makeShownTicket,
  withFields,
  withoutFields,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR } from '../../../fixtures/domain/made-up.ts';

const dueAt = HANDED_OVER_AT + DAY;
const policy = makePolicy({ remindsClaimer: true });
const claimed = (more: TicketFields = {}): Ticket =>
  makeShownTicket({ claimedBy: 'U0ANN', claimedAt: dueAt - 4 * HOUR, ...more });
const linesAt = (ticket: Ticket, at: number, changes: Partial<typeof policy> = {}): string[] =>
  lookOnce(ticket, at, { policy: { ...policy, ...changes } }).ticket.facts.history.map(({ name }) => name);

describe('the last warning by direct message (A9)', () => {
  test('goes with the ladder’s last step before the deadline to the claimer', () => {
    expect(linesAt(claimed(), dueAt - HOUR)).toEqual([`step/1h/${dueAt}`, `direct/1h/${dueAt}`]);
    expect(linesAt(claimed(), dueAt - 3 * HOUR)).toEqual([`step/3h/${dueAt}`]);
  });

  test('goes to nobody without sharing or without a claim', () => {
    expect(linesAt(claimed(), dueAt - HOUR, { remindsClaimer: false })).toEqual([`step/1h/${dueAt}`]);
    expect(linesAt(makeShownTicket(), dueAt - HOUR)).toEqual([`step/1h/${dueAt}`]);
  });

  test('C4: goes to nobody outside the hours', () => {
    const calendar = makeWeekdays([]);
    const { history } = lookOnce(claimed(), dueAt - HOUR, { policy, calendar }).ticket.facts;
    expect(history.map(({ name }) => name)).not.toContain(`direct/1h/${dueAt}`);
  });

  test('is passed over once nobody has claimed the ticket, and once the ticket has ended', () => {
    const { ticket } = lookOnce(claimed(), dueAt - HOUR, { policy });
    const shown = withFields(ticket, { publishedVersion: 2, shownVersion: 2 });
    const plans = (shownTicket: Ticket) =>
      planActions(shownTicket, dueAt - HOUR).map((action) => ('line' in action ? action.line.name : action));
    expect(plans(shown)).toEqual([`step/1h/${dueAt}`, `direct/1h/${dueAt}`]);
    const passes = { do: 'pass', names: [`direct/1h/${dueAt}`] };
    expect(plans(withoutFields(shown, 'claimedBy', 'claimedAt'))).toContainEqual(passes);
    expect(plans(withFields(shown, { claimedBy: 'U0BEN' }))).toContain(`direct/1h/${dueAt}`);
  });
});
