import { describe, expect, test } from '@jest/globals';
import { sharingOf } from '../../../functions/wiring/sla-settings.ts';
import type { Config } from '../../../lib/config/schema.ts';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';
import { onShift } from '../../../lib/domain/act/roster.ts';
import { HOUR, MINUTE } from '../../fixtures/domain/made-up.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';

const parse = (
  acting: Record<string, unknown>,
  more: Record<string, unknown> = {},
  on: Record<string, unknown> = {},
): Config => madeUpConfig([{ live: true, acting, ...more }], { acting: 'on', ...on });
const faultOf = (acting: Record<string, unknown>, more: Record<string, unknown> = {}): string =>
  thrownBy(ConfigError, () => parse(acting, more)).message;
const policyOf = (
  acting: Record<string, unknown>,
  more: Record<string, unknown> = {},
  on: Record<string, unknown> = {},
) => {
  const config = parse(acting, more, on);
  const [vendor] = config.vendors;
  return vendor && sharingOf(vendor, config);
};
const sharing = (person: Record<string, unknown> = {}) => ({ sharing: { U0ANN: person } });
const hours = { wed: ['09:00-12:00', '13:00-18:00'], fri: ['09:00-18:00'] };
/** In Seoul. */
const works = (policy: ReturnType<typeof sharingOf>, time: string): boolean =>
  policy !== undefined && onShift(policy.roster, Date.parse(`${time}:00+09:00`)).length > 0;

describe('the roster of a configuration (A9)', () => {
  test('is off by default, without acting, and without people', () => {
    expect(policyOf({})).toBeUndefined();
    expect(policyOf(sharing(), {}, { acting: 'off' })).toBeUndefined();
    expect(policyOf({ sharing: {} })).toBeUndefined();
  });

  test('has its people in the order of the file, with weight 1 by default', () => {
    const people = { U0BEN: { weight: 2 }, U0ANN: {} };
    expect(policyOf({ sharing: people })?.roster.people).toEqual([
      { user: 'U0BEN', weight: 2, leave: [] },
      { user: 'U0ANN', weight: 1, leave: [] },
    ]);
  });

  test('may omit people if a user group claims', () => {
    expect(policyOf({ claim: 'S0MADEUP', ...sharing() })?.roster.people).toHaveLength(1);
  });

  test('uses the team’s hours for a person without shifts, without the team’s holidays', () => {
    const policy = policyOf(sharing(), { hours });
    // 2026-12-25 is a Friday, and a public holiday.
    const at = (time: string) => works(policy, time);
    expect(['2026-11-25T11:59', '2026-11-25T12:30', '2026-11-27T10:00', '2026-12-25T10:00'].map(at)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('uses a person’s own shifts instead, on every day of a team that always works', () => {
    const shifts = { fri: ['14:00-18:00'] };
    expect(works(policyOf(sharing({ shifts })), '2026-12-25T15:00')).toBe(true);
    expect(works(policyOf(sharing({ shifts }), { hours }), '2026-12-25T15:00')).toBe(false);
    expect(works(policyOf(sharing({ shifts }), { hours }), '2026-11-27T15:00')).toBe(true);
    expect(works(policyOf(sharing({ shifts }), { hours }), '2026-11-27T10:00')).toBe(false);
  });

  test('accepts a leave of a single day, or with a first and a last day', () => {
    const leave = ['2026-11-25', '2026-11-27/2026-12-04'];
    expect(policyOf(sharing({ leave }))?.roster.people[0]?.leave).toEqual([
      { from: '2026-11-25', until: '2026-11-25' },
      { from: '2026-11-27', until: '2026-12-04' },
    ]);
  });

  test('passes a claim on two minutes before it expires, and a short claim at half its time', () => {
    const passOn = (claimStaleHours: number) =>
      policyOf(sharing(), {}, { settings: { claimStaleHours } })?.passOnMs;
    expect(passOn(2)).toBe(2 * HOUR - 2 * MINUTE);
    expect(passOn(1 / 60)).toBe(MINUTE / 2);
  });
});

describe('a refused roster explains what to do', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a name for an id', { sharing: { hana: {} } }, 'must be a Slack user id such as U0123456789'],
    ['a weight of nothing', sharing({ weight: 0 }), 'sharing.U0ANN.weight: 0 must be above 0'],
    ['a shift that is none', sharing({ shifts: { mon: ['9-18'] } }), 'must be a range such as 09:00-18:00'],
    [
      'a person without any shift',
      sharing({ shifts: { mon: [] } }),
      'this person is never on shift; write one',
    ],
    [
      'a leave that is no date',
      sharing({ leave: ['2026-02-30'] }),
      'must be a date such as 2026-12-24, or two',
    ],
    [
      'a leave of three dates',
      sharing({ leave: ['2026-12-24/2026-12-25/2026-12-26'] }),
      'or two with a slash',
    ],
    [
      'a leave that ends before it begins',
      sharing({ leave: ['2026-12-25/2026-12-24'] }),
      'must end on the day it begins',
    ],
    [
      'a person who may not release',
      { claim: 'people', people: {}, ...sharing() },
      "must be in acting.people, or this person could not release a ticket; add it there with its wingId, or set claim: 'channel'",
    ],
    [
      'more people than Slack accepts in one query',
      { sharing: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`U0P${at}`, {}])) },
      'must name 50 people or fewer',
    ],
  ])('%s', (_what, acting, says) => {
    expect(faultOf(acting)).toContain(says);
  });

  test.each([
    ['begins before the team', { wed: ['08:59-12:00'] }],
    ['ends after the team', { wed: ['09:00-10:00', '13:00-18:01'] }],
    ['is on a day without hours', { mon: ['09:00-12:00'] }],
  ])('refuses a shift that %s, since a warning could not mention the person', (_what, shifts) => {
    const [day = ''] = Object.keys(shifts);
    expect(faultOf(sharing({ shifts }), { hours })).toContain(
      `acting.sharing.U0ANN.shifts.${day}: must lie within hours, or a warning could not mention this person; change it, or extend hours.`,
    );
  });

  test('accepts a shift through a break of the team', () => {
    expect(policyOf(sharing({ shifts: { wed: ['09:00-18:00'] } }), { hours })).toBeDefined();
  });
});
