import { describe, expect, test } from '@jest/globals';
import {
  attemptName,
  linesShownByCard,
  LOOK_UP_AFTER_MS,
  nextLookUpAt,
  planDelivery,
} from '../../../lib/domain/plan-delivery.ts';
import type { LineName, Ticket } from '../../../lib/domain/ticket.ts';
import { makeClosedTicket, makeShownTicket, makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';

const history = (...names: LineName[]): Ticket['history'] => names.map((name) => ({ name, at: NOW }));
const plan = (ticket: Ticket, rawNow = NOW) => planDelivery(ticket, rawNow);
const breached = { state: 'closed', outcome: 'auto-closed' } as const;

describe('planDelivery', () => {
  test('a ticket that Slack does not show gets its card', () => {
    expect(plan(makeTicket())).toEqual({ do: 'post-card' });
  });

  test('one that is shown whole needs nothing', () => {
    expect(plan(makeShownTicket())).toEqual({ do: 'nothing' });
    expect(plan(makeClosedTicket())).toEqual({ do: 'nothing' });
  });

  test('D5: one that was past at first sight gets no card', () => {
    expect(plan(makeTicket({ state: 'closed', announcement: 'none', version: 2 }))).toEqual({
      do: 'nothing',
    });
  });

  test('a newer version is an edit in place, before any line of the thread', () => {
    const ticket = makeShownTicket({ version: 2, shownVersion: 1, history: history('changed-2') });
    expect(plan(ticket)).toEqual({ do: 'edit-card' });
    expect(plan({ ...ticket, shownVersion: 2 })).toEqual({
      do: 'post-line',
      line: { name: 'changed-2', at: NOW },
    });
  });

  test('R19: while an attempt is open nothing new is sent, and nothing is looked up too early', () => {
    for (const [lookUps, after] of LOOK_UP_AFTER_MS.entries()) {
      const ticket = makeTicket({ attempt: { name: 'card', at: NOW, lookUps } });
      expect(plan(ticket, NOW + after - 1)).toEqual({ do: 'wait', until: NOW + after });
      expect(plan(ticket, NOW + after)).toEqual({ do: 'look-up' });
    }
  });

  test('R19: searched in vain twice it is sent again', () => {
    const attempt = { name: 'card', at: NOW, lookUps: 2 } as const;
    expect(nextLookUpAt({ attempt })).toBeUndefined();
    expect(plan(makeTicket({ attempt }))).toEqual({ do: 'post-card' });
  });

  test.each([
    ['a change, once it is closed', { state: 'closed', outcome: 'answered' }, 'changed-2'],
    ['a re-opening, once it is closed again', { state: 'closed', outcome: 'answered' }, 'reopened-2'],
    ['a closing, once it is open again', { state: 'open' }, 'closed-2'],
    ['a breach, once it is open again', { state: 'open' }, 'breach'],
  ] as const)('the thread passes over %s', (_what, state, name) => {
    expect(plan(makeShownTicket({ ...state, history: history(name) }))).toEqual({
      do: 'pass',
      names: [name],
    });
  });

  test('the thread passes over an older line of the same sort', () => {
    const ticket = makeShownTicket({ history: history('changed-2', 'changed-3') });
    expect(plan(ticket)).toEqual({ do: 'pass', names: ['changed-2'] });
    expect(plan({ ...ticket, posted: { 'changed-2': 'passed' } })).toMatchObject({ do: 'post-line' });
  });

  test('R16: the breach line is posted once', () => {
    const ticket = makeShownTicket({ ...breached, history: history('breach') });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
    expect(plan({ ...ticket, posted: { breach: '1.1' } })).toEqual({ do: 'nothing' });
  });

  test('R16: a breach that was passed over at re-opening is told when it is closed automatically again', () => {
    const ticket = makeShownTicket({
      ...breached,
      history: history('breach', 'breach'),
      posted: { breach: 'passed' },
    });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
    expect(plan({ ...ticket, posted: { breach: '1.1' } })).toEqual({ do: 'nothing' });
  });

  test('R16: of two automatic closings that nobody was told of, the channel is told one', () => {
    const ticket = makeShownTicket({ ...breached, history: history('breach', 'breach') });
    expect(plan(ticket)).toMatchObject({ do: 'post-line', line: { name: 'breach' } });
  });
});

describe('linesShownByCard', () => {
  test('R16: a first card makes every owed line needless but a breach', () => {
    const ticket = makeTicket({
      ...breached,
      history: history('changed-2', 'changed-3', 'breach'),
      posted: { 'changed-2': '1.1' },
    });
    expect(linesShownByCard(ticket)).toEqual(['changed-3']);
  });
});

describe('attemptName', () => {
  test('R19: card and lines are attempts; an edit, which may be repeated, is none', () => {
    expect(attemptName({ do: 'post-card' })).toBe('card');
    expect(attemptName({ do: 'post-line', line: { name: 'breach', at: NOW } })).toBe('breach');
    expect(attemptName({ do: 'edit-card' })).toBeUndefined();
    expect(attemptName({ do: 'look-up' })).toBeUndefined();
  });
});
