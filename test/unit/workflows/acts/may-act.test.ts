import { expect, test } from '@jest/globals';
import { mayAct } from '../../../../lib/workflows/acts/may-act.ts';

const acting = (claim: 'channel' | 'people') => ({
  acting: {
    people: { U0KNOWN: { wingId: 'cs01' } },
    claim,
    templates: [],
    reactions: 'off' as const,
    guard: {},
  },
});

test.each(['claim', 'release', 'assign', 'snooze', 'look-up'] as const)(
  'everybody who sees the card may %s, unless the configuration says people (A6)',
  (does) => {
    expect(mayAct('U0OTHER', does, acting('channel'))).toEqual({ may: true });
    expect(mayAct('U0OTHER', does, acting('people'))).toEqual({
      may: false,
      refusal: { code: 'not-allowed' },
    });
    expect(mayAct('U0KNOWN', does, acting('people'))).toEqual({ may: true });
  },
);

test.each(['confirm', 'reply'] as const)('only a person with a WING id may %s', (does) => {
  expect(mayAct('U0OTHER', does, acting('channel'))).toEqual({ may: false, refusal: { code: 'no-wing-id' } });
  expect(mayAct('U0KNOWN', does, acting('people'))).toEqual({ may: true, wingId: 'cs01' });
});

test.each(['__proto__', 'constructor', 'toString'])('the name %s is nobody', (user) => {
  expect(mayAct(user, 'reply', acting('channel'))).toMatchObject({ may: false });
  expect(mayAct(user, 'claim', acting('people'))).toMatchObject({ may: false });
});
