import { describe, expect, test } from '@jest/globals';
import { fc } from '../fixtures/fast-check.ts';
import { pollRate } from '../../infra/poll-rate.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise } from './synthesise.ts';

describe('how often a deployed poll runs', () => {
  test('can be any number of whole minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), (minutes) => {
        expect(pollRate({ pollSeconds: minutes * 60 }).toMinutes()).toBe(minutes);
      }),
    );
  });

  test('must be whole minutes, and a refusal names the value and what to do', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: 0.001, max: 59.999, noNaN: true }), fc.integer({ min: 1, max: 86_400 })),
        (pollSeconds) => {
          fc.pre(pollSeconds % 60 !== 0);
          expect(() => pollRate({ pollSeconds })).toThrow(ConfigError);
        },
      ),
    );
    expect(() => pollRate({ pollSeconds: 90 })).toThrow(
      /^settings\.pollSeconds: 90 .* Use a multiple of 60\.$/,
    );
  });

  test('is checked at synth', () => {
    expect(() => synthesise(configFixture({ pollSeconds: 30 }))).toThrow(ConfigError);
  });
});
