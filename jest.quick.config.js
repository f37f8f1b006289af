import base from './jest.config.js';
import { SLOW } from './jest.slow.config.js';

/** `npm test`: under a minute on two idle cores, and green on a busy machine. */
export default {
  ...base,
  globals: { isQuick: true },
  testTimeout: 300_000,
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    '<rootDir>/test/e2e/',
    ...SLOW.map((path) => `<rootDir>/${path}`),
  ],
};
