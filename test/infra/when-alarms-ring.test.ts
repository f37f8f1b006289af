import { describe, expect, test } from '@jest/globals';
import { configFixture } from './config-fixture.ts';
import { isRinging, ringsAfter, READ_BEYOND } from './evaluate-alarm.ts';
import { type Alarm, alarmShape } from './read-alarm.ts';
import { synthesise } from './synthesise.ts';

const alarms = synthesise(configFixture({}, true, { acting: 'on' }))
  .each('AWS::CloudWatch::Alarm', alarmShape)
  .map(({ properties }) => properties);
const named = (title: string): Alarm => {
  const found = alarms.find(({ AlarmName }) => AlarmName === `Notifier - ${title}`);
  if (!found) throw new Error(`No alarm is called ${title}.`);
  return found;
};

const titlesOf = (some: Alarm[]): string[] =>
  some.map(({ AlarmName }) => AlarmName.replace('Notifier - ', ''));

/** CloudWatch documents how far back an alarm of three periods looks, and no other. */
const LOOKS_BACK = [READ_BEYOND, 1, 3, 5, 12];
/** The alarms that ring by one of these periods, however far back they look. */
const ringing = (titles: readonly string[], ...series: string[]): unknown[] =>
  titles.flatMap((title) =>
    series.flatMap((periods) =>
      LOOKS_BACK.filter((back) => isRinging(named(title), periods, back)).map(() => [title, periods]),
    ),
  );

// The periods that are read, and whether the alarm rings if missing data is `breaching` or `notBreaching`.
test.each([
  [3, '0-X-X', false, false],
  [3, '0----', false, false],
  [3, '-----', true, false],
  [3, '0XX-X', true, true],
  [3, '----X', true, false],
  [3, 'X----', true, false],
  [2, '0-X-X', true, true],
  [2, '00X0X', true, true],
  [2, '0-X--', true, false],
  [2, '----0', true, false],
  [2, '----X', true, false],
])('evaluates %i of three over %s like AWS’s tables', (least, periods, ...expected) => {
  const rings = (TreatMissingData: Alarm['TreatMissingData']) =>
    isRinging(
      { ...named('tickets fail'), DatapointsToAlarm: least, TreatMissingData, Fill: undefined },
      periods,
    );
  expect([rings('breaching'), rings('notBreaching')]).toEqual(expected);
});

test('evaluates a metric without any data like its gaps, also if FILL fills nothing', () => {
  for (const alarm of alarms.filter(({ Fill }) => Fill !== undefined))
    expect([alarm.AlarmName, isRinging(alarm, '')]).toEqual([
      alarm.AlarmName,
      isRinging({ ...alarm, Fill: undefined }, ''),
    ]);
});

describe('an alarm about missing runs or readings (O6)', () => {
  test.each([
    ['no complete reading', 3],
    ['poll does not run', 10],
    ['egress lost', 10],
    ['report does not run', 30],
  ])('"%s" rings after %i minutes without data', (title, minutes) => {
    for (const back of LOOKS_BACK) {
      const periods = ringsAfter(named(title), '0'.repeat(20), '-'.repeat(20), back);
      expect([back, (periods * named(title).Period) / 60]).toEqual([back, minutes]);
    }
  });

  test('does not ring for a late newest figure or a single gap', () => {
    const titles = titlesOf(alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching'));
    expect(titles).toHaveLength(4);
    expect(ringing(titles, '0000-', '00-0-', '0-0-0', '---0-')).toEqual([]);
  });
});

describe('an alarm about failures (O6)', () => {
  const lasting = titlesOf(
    alarms.filter(({ EvaluationPeriods: n, DatapointsToAlarm: least }) => n === 3 && least === 2),
  );
  const hourly = ['Slack refuses', 'Slack refuses the token', 'messages refused'];

  test('does not ring for two single failures, also without data between them', () => {
    expect(lasting).toEqual(expect.arrayContaining(['Slack does not answer', 'notify fails', 'act fails']));
    expect(ringing(lasting, 'X---X', 'X--X', '-X', 'X00X', 'X-----------X')).toEqual([]);
  });

  test('rings at the second count within a quarter of an hour, and ends a quarter of an hour after the last count', () => {
    for (const title of lasting) {
      expect([title, named(title).Period]).toEqual([title, 300]);
      for (const back of LOOKS_BACK)
        expect([
          ringsAfter(named(title), '----', 'XX--', back),
          ringsAfter(named(title), '', 'X-X', back),
        ]).toEqual([2, 3]);
    }
    expect(ringing(lasting, 'XXX--', '0XX---')).toEqual([]);
  });

  test('rings at once for a refusal, and ends two hours after the last refusal', () => {
    for (const title of hourly) {
      expect([title, named(title).Period]).toEqual([title, 3600]);
      for (const back of LOOKS_BACK)
        for (const after of ['X', 'X-', 'X-X-'])
          expect([title, after, isRinging(named(title), after, back)]).toEqual([title, after, true]);
    }
    expect(ringing(hourly, 'X--', 'X-----', '0XX--')).toEqual([]);
  });

  test('rings at once for a vendor that turns blind, also if its figure is late, and again for another vendor five minutes later', () => {
    const title = 'a vendor turned blind';
    for (const periods of ['0000X', '000X0', '00X00', '00X0-', 'X', '-X'])
      expect([periods, ringing([title], periods)]).not.toEqual([periods, []]);
    // The alarm ends between two counts, so it mails again.
    expect(ringing([title], 'X000', 'X0000', '0X000')).toEqual([]);
    expect(ringing([title], 'X0000X')).not.toEqual([]);
  });

  test('rings at the second figure of an act that is not started, and not for a missing figure', () => {
    expect(ringsAfter(named('acts are not started'), '0000', 'XX')).toBe(2);
    expect(ringing(['acts are not started'], '-----', 'X----------------', '0X')).toEqual([]);
  });

  test('rings at the second figure of a late message, and not for a missing figure', () => {
    const late = ['not in Slack', 'warnings reach Slack late'];
    for (const title of late) expect(ringsAfter(named(title), '0000', 'XX')).toBe(2);
    expect(ringing(late, '-----', 'X----------------', '0X')).toEqual([]);
  });
});
