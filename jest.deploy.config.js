import base from './jest.config.js';

/** What needs an AWS emulator: `LAB_DIR=<folder> npm run test:deploy`. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/deploy/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Of a test or a hook: each command and each wait within it has its own, shorter limit.
  testTimeout: 300_000,
  // All at once: most of the time is spent waiting, for Slack's pace and for its refusals.
  maxWorkers: 3,
};
