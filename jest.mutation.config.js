import base from './jest.config.js';

/** The quick unit tests of the code that `npm run mutate` changes, with the properties of time, which are most of its tests. */
export default {
  ...base,
  // Jest finds the tests that reach a file only if the file is under a root.
  roots: [...base.roots, '<rootDir>/lib', '<rootDir>/functions'],
  globals: { isQuick: true },
  testPathIgnorePatterns: [
    ...base.testPathIgnorePatterns,
    '<rootDir>/test/unit/workflows/delivery/lane-model/',
    '(?<!/domain/time/[a-z-]+)\\.property\\.test\\.ts$',
  ],
};
