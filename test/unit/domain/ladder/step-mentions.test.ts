import { describe, expect, test } from '@jest/globals';
import { mentionsInList } from '../../../../lib/domain/delivery/mentions.ts';
import {
  escalatedStep,
  findMentions,
  type Mentions,
  mentionsOfLine,
  reachedStep,
} from '../../../../lib/domain/ladder/step-mentions.ts';
import type { ListSort } from '../../../../lib/domain/ticket/line.ts';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { HANDED_OVER_AT, HOUR } from '../../../fixtures/domain/made-up.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { makeTicket, type TicketFields, withFields } from '../../../fixtures/domain/make-ticket.ts';

const DUE_AT = makeTicket().facts.dueAt;
const vendor = { mentions: { '1h': ['S0CS'] }, offHours: { mention: ['U0NIGHT'] } };
const step: ReachedStep = { name: '1h', deadline: DUE_AT, at: DUE_AT - HOUR, tells: 'team' };
const own = { ...step, tells: 'claimer' } as const;
const quiet = { ...step, tells: 'nobody' } as const;
const passed = { name: 'off-hours', deadline: DUE_AT, at: step.at, passed: true } as const;
const earlier = { ...passed, at: step.at - 1 };
const mine = { claimedBy: 'U0CS' };
const nobody = { mentions: [], claimer: false };
const team = { mentions: ['S0CS'], claimer: false };
const claimer = { mentions: [], claimer: true };
const ofNight = { mentions: ['U0NIGHT'], claimer: false };

test.each<[string, TicketFields, ReachedStep | undefined, Mentions]>([
  ['S6: its configured people', {}, step, team],
  ['S6: the claimer, too', mine, step, { mentions: ['S0CS'], claimer: true }],
  ['the claimer only once', { claimedBy: 'S0CS' }, step, claimer],
  ['S6: its people if a claim that it was for was given up', {}, own, team],
  ['nobody if none are configured for it', {}, { ...step, name: '3h' }, nobody],
  ['nobody by itself if it is `stale`', {}, { ...step, name: 'stale' }, nobody],
  ['S4: people of its own if it is `off-hours`', {}, { ...step, name: 'off-hours' }, ofNight],
  ['R23: at night those of an overtaken `off-hours`', { steps: [passed, quiet] }, quiet, ofNight],
  ['R23: or the claimer alone', { ...mine, steps: [passed, quiet] }, quiet, claimer],
  ['nobody at night if that was passed earlier', { steps: [earlier, quiet] }, quiet, nobody],
  ['C4: nobody if it was not reached', mine, undefined, nobody],
  ['C4: nobody if it was passed', mine, { ...passed, name: '1h' }, nobody],
  ['C4: nobody outside of the hours', mine, quiet, nobody],
  ['R16: nobody if the ticket is closed', { ...mine, state: 'closed' }, step, nobody],
])('a step mentions %s', (_who, fields, found, mentions) => {
  expect(findMentions(makeTicket(fields), found, vendor, step.at)).toEqual(mentions);
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

describe('a warning that is sent late', () => {
  const quietFrom = step.at + 60_000;

  test('C4: mentions nobody after the end of the shift in which it fired, not even the claimer', () => {
    const day = { ...step, quietFrom };
    expect(findMentions(makeTicket(), day, vendor, quietFrom - 1).mentions).toEqual(['S0CS']);
    expect(findMentions(makeTicket(), day, vendor, quietFrom)).toEqual(nobody);
    const claimed = makeTicket({ ...mine, claimedAt: step.at - 1 });
    const toClaimer = { ...own, quietFrom };
    expect(findMentions(claimed, toClaimer, vendor, quietFrom - 1)).toEqual(claimer);
    expect(findMentions(claimed, toClaimer, vendor, quietFrom)).toEqual(nobody);
  });

  test('C4: still mentions its people if the step may mention at night', () => {
    expect(findMentions(makeTicket(), step, vendor, step.at + 86_400_000).mentions).toEqual(['S0CS']);
  });

  test('S6: mentions only the person who has claimed the ticket since', () => {
    const claimed = (claimedAt: number) =>
      findMentions(makeTicket({ claimedBy: 'U0CS', claimedAt }), step, vendor, step.at + 60_000);
    expect(claimed(step.at + 1)).toEqual(claimer);
    expect(claimed(step.at)).toEqual({ mentions: ['S0CS'], claimer: true });
  });
});

const reached = (
  name: ReachedStep['name'],
  deadline: number,
  more: Partial<ReachedStep> = {},
): ReachedStep => ({
  name,
  deadline,
  at: HANDED_OVER_AT + HOUR,
  ...more,
});

describe('reachedStep', () => {
  const ticket = makeTicket({
    steps: [reached('3h', DUE_AT), reached('1h', DUE_AT), reached('1h', DUE_AT + HOUR, { tells: 'team' })],
  });

  test('finds the step of a line by name and deadline', () => {
    expect(reachedStep(ticket.facts, { name: '1h', deadline: DUE_AT + HOUR })).toBe(ticket.facts.steps[2]);
    expect(reachedStep(ticket.facts, { name: '1h', deadline: DUE_AT })).toBe(ticket.facts.steps[1]);
  });

  test('finds no step that was not reached', () => {
    expect(reachedStep(ticket.facts, { name: '3h', deadline: DUE_AT + HOUR })).toBeUndefined();
  });
});

describe('escalatedStep', () => {
  const deadline = HANDED_OVER_AT + 2 * HOUR;
  const steps = [
    reached('target', DUE_AT, { tells: 'team' }),
    reached('6h', DUE_AT, { passed: true }),
    reached('3h', DUE_AT, { tells: 'claimer' }),
    reached('last-shift', DUE_AT),
  ];

  test('is the step itself, unless it replaces another', () => {
    expect(escalatedStep(makeTicket({ steps }).facts, reached('1h', DUE_AT))).toBe('1h');
  });

  test('S6: is the withheld step for a stale claim, whether it is written already or not', () => {
    const stale = reached('stale', deadline, { tells: 'team' });
    expect(escalatedStep(makeTicket({ steps }).facts, stale)).toBe('3h');
    const later = [...steps, stale, reached('1h', DUE_AT, { tells: 'claimer' })];
    expect(escalatedStep(makeTicket({ steps: later }).facts, stale)).toBe('3h');
    const again = reached('stale', deadline + HOUR, { tells: 'team' });
    expect(escalatedStep(makeTicket({ steps: [...later, again] }).facts, again)).toBe('1h');
  });

  test('S6: is a step of the present deadline if there is one, else the last step', () => {
    const moved = [...steps, reached('1h', DUE_AT + HOUR, { tells: 'claimer' })];
    const stale = reached('stale', deadline);
    expect(escalatedStep(makeTicket({ steps: moved }).facts, stale)).toBe('3h');
    expect(escalatedStep(makeTicket({ steps: moved, dueAt: DUE_AT + 2 * HOUR }).facts, stale)).toBe('1h');
  });

  test('is the step itself if nothing was withheld', () => {
    expect(escalatedStep(makeTicket().facts, reached('stale', deadline))).toBe('stale');
  });
});
