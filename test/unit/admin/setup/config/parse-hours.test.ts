import { describe, expect, test } from '@jest/globals';
import { parseHours } from '../../../../../admin/setup/config/questions.ts';

describe('typed hours', () => {
  test.each([
    ['mon-tue 09:00-18:00', { mon: ['09:00-18:00'], tue: ['09:00-18:00'] }],
    [
      'Mon 09:00-12:00 13:00-18:00, sat 10:00-14:00',
      { mon: ['09:00-12:00', '13:00-18:00'], sat: ['10:00-14:00'] },
    ],
    ['mon, wed 10:00-12:00', { mon: ['10:00-12:00'], wed: ['10:00-12:00'] }],
    ['fri-sun 10:00-12:00', { fri: ['10:00-12:00'], sat: ['10:00-12:00'], sun: ['10:00-12:00'] }],
    ['mon 09:00-12:00; mon 13:00-18:00', { mon: ['09:00-12:00', '13:00-18:00'] }],
    ['always', {}],
  ])('%s is understood', (text, hours) => {
    expect(parseHours(text)).toEqual(hours);
  });

  test.each(['', '09:00-18:00', 'mon-fri', 'monday 09:00-18:00', 'mon 09:00-18:00 tue', 'always mon'])(
    '"%s" is refused',
    (text) => {
      expect(parseHours(text)).toBeUndefined();
    },
  );
});
