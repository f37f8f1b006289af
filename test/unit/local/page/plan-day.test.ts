import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { ACT_SCENES, planDay, type PlannedScene, SCENES } from '../../../../local/page/day/plan-day.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { makePolicy, makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';
import { ZONE } from '../../../fixtures/domain/made-up.ts';

const NINE_TO_SIX = ['09:00-12:00', '13:00-18:00'];
const calendar = makeWeekdays(NINE_TO_SIX, ['2026-12-25']);
const ladder = makePolicy({ steps: ['1h', '3h'] });
const instants = fc.integer({ min: seoul('2026-11-01T00:00'), max: seoul('2027-02-01T00:00') });

const at = (scenes: PlannedScene[], name: string): number =>
  scenes.find((scene) => scene.name === name)?.at ?? Number.NaN;

describe('the guided day', () => {
  test('follows the hours, the ladder and the reports of a team', () => {
    const scenes = planDay({
      now: seoul('2026-11-26T23:00'),
      zone: ZONE,
      calendar,
      ladder,
      canAct: false,
      hasQuestions: true,
    });
    // On a Thursday night: the Friday has no working day after it.
    expect(
      scenes.map(({ name, at: from }) => [name, new Date(from + 9 * HOUR_MS).toISOString().slice(5, 16)]),
    ).toEqual([
      ['prepare', '11-26T23:00'],
      ['arrival', '11-30T16:10'],
      ['morning', '12-01T09:20'],
      ['answer', '12-01T10:00'],
      ['outage', '12-01T10:30'],
      ['all-clear', '12-01T10:50'],
      ['warning', '12-01T13:10'],
      ['last-warning', '12-01T15:10'],
      ['breach', '12-01T16:10'],
      ['last-chance', '12-01T17:00'],
      ['watch-question', '12-01T17:05'],
      ['saved', '12-01T17:20'],
      ['shift-end', '12-01T18:00'],
      ['report', '12-02T09:00'],
    ]);
  });

  test('lies ahead in order, on a working day after a working afternoon, whenever it is played', () => {
    fc.assert(
      fc.property(instants, (now) => {
        const scenes = planDay({ now, zone: ZONE, calendar, ladder, canAct: true, hasQuestions: true });
        expect(scenes.map(({ name }) => name)).toEqual(
          SCENES.filter((name) => !['answer', 'watch-question', 'saved'].includes(name)),
        );
        expect(scenes.map(({ at: from }) => from)).toEqual(
          scenes.map(({ at: from }) => from).toSorted((a, b) => a - b),
        );
        expect(at(scenes, 'arrival')).toBeGreaterThan(now);
        expect(calendar.shiftAt(at(scenes, 'arrival'))).toBeDefined();
        expect(at(scenes, 'breach') - at(scenes, 'arrival')).toBe(DAY_MS);
        expect(at(scenes, 'report') - at(scenes, 'shift-end')).toBe(15 * HOUR_MS);
      }),
    );
  });

  test('leaves out features that a team does not use', () => {
    const bare = planDay({
      now: seoul('2026-11-26T23:00'),
      zone: ZONE,
      calendar: undefined,
      ladder: { steps: [], lastShiftMs: 120 * MINUTE_MS },
      canAct: false,
      hasQuestions: false,
    });
    const names = bare.map(({ name }) => name);
    expect(SCENES.filter((name) => !names.includes(name))).toEqual([
      'warning',
      'last-warning',
      'last-chance',
      ...ACT_SCENES,
      'watch-question',
      'shift-end',
    ]);
    expect(at(bare, 'arrival')).toBeGreaterThan(at(bare, 'prepare'));
  });
});
