export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '<rootDir>/test/deploy/'],
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  // Jest's 5 s are short for the stores and servers of a whole run on two busy cores.
  testTimeout: 15_000,
  // Much of them waits; left alone Jest keeps one core of two for itself.
  maxWorkers: '100%',
};
