import { expect, test } from '@jest/globals';
import { teamLanguage } from '../../../lib/config/find-vendor.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';

test.each<[string, Parameters<typeof madeUpConfig>[0], string]>([
  ['of the first live vendor', [{ live: false }, { market: 'TW', live: true, language: 'en' }], 'en'],
  [
    'of the first vendor if none is live',
    [
      { live: false, language: 'zh-TW' },
      { id: 'C00067890', live: false },
    ],
    'zh-TW',
  ],
])('the language of the team is that %s', (_what, vendors, expected) => {
  expect(teamLanguage(madeUpConfig(vendors))).toBe(expected);
});
