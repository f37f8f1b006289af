import { describe, expect, test } from '@jest/globals';
import { isCardCurrent } from '../../../../lib/domain/delivery/plan-delivery.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  askedAt,
  type Ladder,
  lookOnce,
  makePolicy,
  makeWeekdays,
  seoul,
} from '../../../fixtures/domain/make-ladder.ts';
import { makeShownTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

const dueAt = HANDED_OVER_AT + DAY;
const policy = makePolicy({ steps: ['6h', '3h', '1h', '15m'] });
const shown = (ticket: Ticket): Ticket =>
  withFields(ticket, {
    channel: 'C0CS',
    ts: '1.1',
    shownVersion: ticket.outbox.version,
    publishedVersion: ticket.outbox.version,
  });
const warn = (ticket: Ticket, now: number, ladder: Ladder = { policy }): Ticket =>
  lookOnce(ticket, now, ladder).ticket;

describe('the card’s edit after a step (C2, R23)', () => {
  test('comes if the step raises the level, and not if the card already shows it', () => {
    let ticket = makeShownTicket();
    const edits: boolean[] = [];
    for (const beforeMs of [6 * HOUR, 3 * HOUR, HOUR, 15 * MINUTE, -10 * MINUTE]) {
      ticket = warn(ticket, dueAt - beforeMs);
      const isEdited = !isCardCurrent(ticket);
      edits.push(isEdited);
      if (isEdited) ticket = shown(ticket);
    }
    expect(edits).toEqual([true, false, true, false, true]);
  });

  test('does not come for the list of a shift alone, but with the next line of the same level', () => {
    const calendar = makeWeekdays(['09:00-18:00']);
    const ladder = { policy: makePolicy(), calendar };
    const listed = warn(shown(askedAt('2026-11-24T22:00')), seoul('2026-11-25T17:00'), ladder);
    expect(listed.facts.steps.map(({ name }) => name)).toEqual(['last-shift']);
    expect(isCardCurrent(listed)).toBe(true);
    const warned = warn(listed, seoul('2026-11-25T19:00'), ladder);
    expect(warned.facts.steps.at(-1)?.name).toBe('3h');
    expect(isCardCurrent(warned)).toBe(false);
  });

  test('comes while the card still has a version to show', () => {
    const edited = warn(makeShownTicket(), dueAt - 6 * HOUR);
    const again = warn(edited, dueAt - 3 * HOUR);
    expect(isCardCurrent(again)).toBe(false);
    expect(isCardCurrent(withFields(again, { shownVersion: edited.outbox.version }))).toBe(true);
  });

  test('comes after a snooze, whose note ends', () => {
    const warned = shown(warn(makeShownTicket(), dueAt - 6 * HOUR));
    const snoozed = withFields(warned, {
      claimedBy: 'U0CS',
      claimedAt: dueAt - 5 * HOUR,
      snoozed: { by: 'U0CS', until: dueAt - 2 * HOUR },
    });
    expect(isCardCurrent(warn(snoozed, dueAt - 2 * HOUR))).toBe(false);
  });
});
