import { describe, expect, test } from '@jest/globals';
import { lookAtLadder } from '../../../../lib/domain/ladder/ladder.ts';
import { findMentions } from '../../../../lib/domain/ladder/step-mentions.ts';
import {
  askedAt,
  LEAD_MS,
  lookFrom,
  lookOnce,
  makePolicy,
  makeWeekdays,
  seoul,
  sentSteps,
} from '../../../fixtures/domain/make-ladder.ts';
import { makeTicket, QUESTION, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const dueAt = HANDED_OVER_AT + DAY;
const NIGHT_STEPS = ['target', '6h', '3h', '1h', '15m', 'overdue'] as const;

describe('the ladder of a question (S2, R23)', () => {
  test("has the team's steps and one `overdue`, and nothing later", () => {
    const policy = makePolicy({ steps: ['3h', '1h'], targetMs: 12 * HOUR });
    const { facts } = lookFrom(makeTicket(QUESTION), NOW, dueAt + 3 * DAY, { policy });
    expect(sentSteps(facts)).toEqual(['target', '3h', '1h', 'overdue']);
  });

  test.each([
    ['before the deadline, which withholds `1h`', -90 * MINUTE],
    ['just before `overdue`, which it withholds', 5 * MINUTE],
  ])('repeats nothing after the deadline if a claim goes stale that was made %s', (_when, after) => {
    const ladder = { policy: makePolicy() };
    const claimedAt = dueAt + after;
    const before = lookFrom(makeTicket(QUESTION), NOW, claimedAt - 1, ladder);
    const claimed = withFields(before, { claimedBy: 'U0MADEUP', claimedAt });
    const { steps } = lookFrom(claimed, claimedAt, dueAt + DAY, ladder).facts;
    expect(steps.at(-1)).toMatchObject({ name: 'overdue' });
    expect(steps.filter(({ name }) => name === 'overdue')).toHaveLength(1);
    expect(steps.every(({ name, at }) => name !== 'stale' || at < dueAt)).toBe(true);
  });

  test('repeats a withheld step before the deadline, as for a hand-over', () => {
    const claimed = makeTicket({ ...QUESTION, claimedBy: 'U0MADEUP', claimedAt: dueAt - 3.5 * HOUR });
    const warned = lookFrom(claimed, NOW, dueAt - 1.2 * HOUR, { policy: makePolicy() });
    expect(sentSteps(warned.facts)).toEqual(['3h', 'stale']);
  });

  test('is looked at once a day long after the deadline, since nothing follows', () => {
    const overdue = lookFrom(makeTicket(QUESTION), NOW, dueAt + HOUR, { policy: makePolicy() });
    const lookAgainAfter = (now: number): number =>
      lookAtLadder(overdue, makePolicy(), undefined, { now, leadMs: LEAD_MS }).lookAgainAt - now;
    expect(lookAgainAfter(dueAt + DAY - 1)).toBe(HOUR);
    expect(lookAgainAfter(dueAt + DAY)).toBe(DAY);
  });
});

describe('a question outside the hours (C4, S4)', () => {
  const calendar = makeWeekdays(['09:00-18:00']);
  const policy = makePolicy({ steps: ['3h', '1h'], nightPages: [...NIGHT_STEPS] });
  const vendor = { mentions: { '3h': ['S0CS'], overdue: ['S0CS'] }, offHours: { mention: ['U0NIGHT'] } };
  const mentionsAt = (ticket: ReturnType<typeof askedAt>, at: string) => {
    const { facts, ...rest } = lookOnce(ticket, seoul(at), { policy, calendar }).ticket;
    return {
      step: facts.steps.at(-1),
      ...findMentions({ ...rest, facts }, facts.steps.at(-1), vendor, seoul(at)),
    };
  };

  test('mentions nobody, even if `nightPages` names the step; a hand-over does', () => {
    const asked = '2026-11-24T22:00';
    expect(mentionsAt(askedAt(asked, QUESTION), '2026-11-25T19:00')).toMatchObject({
      step: { name: '3h', tells: 'nobody' },
      mentions: [],
      claimer: false,
    });
    expect(mentionsAt(askedAt(asked), '2026-11-25T19:00').mentions).toEqual(['S0CS']);
  });

  test('mentions the people of a step within the hours', () => {
    const found = mentionsAt(askedAt('2026-11-24T14:00', QUESTION), '2026-11-25T11:00');
    expect(found).toMatchObject({ step: { name: '3h' }, mentions: ['S0CS'] });
  });

  test('gets `off-hours` without a mention, and so does the step that replaces it; a hand-over has both', () => {
    const friday = '2026-11-27T18:30';
    const late = '2026-11-28T15:45';
    for (const at of ['2026-11-27T19:00', late]) {
      const opened = { openedAt: seoul(at) };
      expect(mentionsAt(askedAt(friday, { ...QUESTION, ...opened }), at).mentions).toEqual([]);
    }
    expect(mentionsAt(askedAt(friday), '2026-11-27T19:00')).toMatchObject({
      step: { name: 'off-hours' },
      mentions: ['U0NIGHT'],
    });
    const replaced = lookOnce(askedAt(friday, { openedAt: seoul(late) }), seoul(late), {
      policy: makePolicy({ steps: ['3h'] }),
      calendar,
    }).ticket;
    expect(findMentions(replaced, replaced.facts.steps.at(-1), vendor, seoul(late)).mentions).toEqual([
      'U0NIGHT',
    ]);
    const question = { ...replaced, key: { ...replaced.key, ...QUESTION } };
    expect(findMentions(question, question.facts.steps.at(-1), vendor, seoul(late)).mentions).toEqual([]);
  });

  test('gets `last-shift` near the end of its last shift', () => {
    const { look } = lookOnce(askedAt('2026-11-25T10:00', QUESTION), seoul('2026-11-25T17:00'), {
      policy,
      calendar,
    });
    expect(look.lastShift).toMatchObject({ endsAt: seoul('2026-11-25T18:00') });
  });
});
