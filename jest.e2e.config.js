import base from './jest.config.js';

/** `npm run test:e2e`: whole local systems. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testTimeout: 600_000,
  // They wait for most of their time, on timers and on Slack's pace.
  maxWorkers: 6,
};
