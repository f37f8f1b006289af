import { describe, expect, test } from '@jest/globals';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import { mentionsInList } from '../../../../lib/domain/delivery/mentions.ts';
import { findMentions, mentionsOfLine } from '../../../../lib/domain/ladder/step-mentions.ts';
import type { ListSort } from '../../../../lib/domain/ticket/line.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';

const DUE_AT = makeTicket().facts.dueAt;
const vendor = { mentions: { '1h': ['S0CS'] }, offHours: { mention: [] } };
const step: ReachedStep = { name: '1h', deadline: DUE_AT, at: DUE_AT - 3_600_000, tells: 'team' };

test('S6: a step mentions its configured people, and the claimer', () => {
  expect(findMentions(makeTicket(), step, vendor, step.at)).toEqual({ mentions: ['S0CS'], claimer: false });
  expect(findMentions(makeTicket({ claimedBy: 'U0CS' }), step, vendor, step.at)).toEqual({
    mentions: ['S0CS'],
    claimer: true,
  });
});

test('S4: `off-hours` mentions people of its own; a step without configured people mentions nobody', () => {
  const night = { ...vendor, offHours: { mention: ['U0NIGHT'] } };
  const mentionsOf = (name: ReachedStep['name']) =>
    findMentions(makeTicket(), { ...step, name }, night, step.at).mentions;
  expect(mentionsOf('off-hours')).toEqual(['U0NIGHT']);
  expect(mentionsOf('3h')).toEqual([]);
  expect(mentionsOf('stale')).toEqual([]);
});

test('a step mentions the claimer only once', () => {
  const named = { ...vendor, mentions: { '1h': ['U0CS', 'U0OTHER'] } };
  expect(findMentions(makeTicket({ claimedBy: 'U0CS' }), step, named, step.at)).toEqual({
    mentions: ['U0OTHER'],
    claimer: true,
  });
});

test('S6: a claim that was given up since excludes nobody', () => {
  const own = { ...step, tells: 'claimer' } as const;
  expect(findMentions(makeTicket(), own, vendor, step.at)).toEqual({ mentions: ['S0CS'], claimer: false });
});

describe('S6: a step mentions each person and group once, in whichever messages it has', () => {
  const line = { name: '1h', deadline: DUE_AT } as const;
  const TYPES = ['step', 'escalation', 'direct'] as const;
  const withMessages = (...types: (typeof TYPES)[number][]) =>
    makeTicket({
      steps: [step],
      history: types.map((type) => ({ name: `${type}/1h/${DUE_AT}` as const, at: step.at })),
    });
  const claimedSince = { claimedBy: 'U0CS', claimedAt: step.at + 1 };
  const claimedBefore = { claimedBy: 'U0CS', claimedAt: step.at - 1 };
  const mentionedIn = (type: (typeof TYPES)[number], ticket: Ticket) =>
    mentionsOfLine(ticket, { type, ...line }, vendor, step.at);
  const team = { mentions: ['S0CS'], claimer: false };
  const claimer = { mentions: [], claimer: true };
  const nobody = { mentions: [], claimer: false };

  test('the team in the thread, whether or not the step has a channel of its own', () => {
    expect(mentionedIn('step', withMessages('step'))).toEqual(team);
    const both = withMessages('step', 'escalation');
    expect([mentionedIn('step', both), mentionedIn('escalation', both)]).toEqual([team, nobody]);
    expect(mentionedIn('step', makeTicket())).toEqual(nobody);
  });

  test('the claimer in the thread, unless a direct message reminds the claimer', () => {
    const both = withFields(withMessages('step', 'escalation'), claimedSince);
    expect([mentionedIn('step', both), mentionedIn('escalation', both)]).toEqual([claimer, nobody]);
    const all = withFields(withMessages(...TYPES), claimedBefore);
    expect(TYPES.map((type) => mentionedIn(type, all))).toEqual([team, nobody, claimer]);
  });

  test('in the list instead of the lines of its tickets', () => {
    const listed = withFields(withMessages(...TYPES), {
      ...claimedBefore,
      posted: { [`step/1h/${DUE_AT}`]: 'in/made-up', [`escalation/1h/${DUE_AT}`]: 'in/made-up' },
    });
    const mentionedInList = (of: ListSort) => {
      const list = makeNotice('list/made-up', { about: 'list', of, members: [], by: DUE_AT });
      return mentionsInList(listed, list, vendor, step.at);
    };
    expect([mentionedInList('step/1h'), mentionedInList('escalation/1h')]).toEqual([team, nobody]);
    expect(mentionedIn('step', listed)).toEqual(nobody);
  });
});

test.each<[string, ReachedStep | undefined]>([
  ['that was not reached', undefined],
  ['that was passed', { name: '1h', deadline: DUE_AT, at: DUE_AT, passed: true }],
  ['outside of the hours', { ...step, tells: 'nobody' }],
])('C4: a step %s mentions nobody', (_, reachedStep) => {
  expect(findMentions(makeTicket({ claimedBy: 'U0CS' }), reachedStep, vendor, step.at)).toEqual({
    mentions: [],
    claimer: false,
  });
});

test('R16: a step of a closed ticket mentions nobody', () => {
  const closed = makeTicket({ state: 'closed', claimedBy: 'U0CS' });
  expect(findMentions(closed, step, vendor, step.at)).toEqual({ mentions: [], claimer: false });
});

describe('a warning that is sent late', () => {
  const quietFrom = step.at + 60_000;
  const own = { ...step, tells: 'claimer', quietFrom } as const;
  const mine = makeTicket({ claimedBy: 'U0CS', claimedAt: step.at - 1 });

  test('C4: mentions nobody after the end of the shift in which it fired, not even the claimer', () => {
    const day = { ...step, quietFrom };
    expect(findMentions(makeTicket(), day, vendor, quietFrom - 1).mentions).toEqual(['S0CS']);
    expect(findMentions(makeTicket(), day, vendor, quietFrom)).toEqual({ mentions: [], claimer: false });
    expect(findMentions(mine, own, vendor, quietFrom - 1)).toEqual({ mentions: [], claimer: true });
    expect(findMentions(mine, own, vendor, quietFrom)).toEqual({ mentions: [], claimer: false });
  });

  test('C4: still mentions its people if the step may mention at night', () => {
    expect(findMentions(makeTicket(), step, vendor, step.at + 86_400_000).mentions).toEqual(['S0CS']);
  });

  test('S6: mentions only the person who has claimed the ticket since', () => {
    const claimed = (claimedAt: number) =>
      findMentions(makeTicket({ claimedBy: 'U0CS', claimedAt }), step, vendor, step.at + 60_000);
    expect(claimed(step.at + 1)).toEqual({ mentions: [], claimer: true });
    expect(claimed(step.at)).toEqual({ mentions: ['S0CS'], claimer: true });
  });
});

test('S4, R23: at night a step that overtakes `off-hours` mentions the people of `off-hours`', () => {
  const night = { ...vendor, offHours: { mention: ['U0NIGHT'] } };
  const quiet = { ...step, tells: 'nobody' } as const;
  const passed = { name: 'off-hours', deadline: DUE_AT, at: step.at, passed: true } as const;
  const found = makeTicket({ steps: [passed, quiet] });
  expect(findMentions(found, quiet, night, step.at)).toEqual({ mentions: ['U0NIGHT'], claimer: false });
  expect(findMentions(withFields(found, { claimedBy: 'U0CS' }), quiet, night, step.at)).toEqual({
    mentions: [],
    claimer: true,
  });
  const later = makeTicket({ steps: [{ ...passed, at: step.at - 1 }, quiet] });
  expect(findMentions(later, quiet, night, step.at)).toEqual({ mentions: [], claimer: false });
});
