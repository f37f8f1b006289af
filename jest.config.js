/** All tests but those that need a browser or an AWS emulator: `npm run jest -- <files>` runs any of them. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '<rootDir>/test/deploy/'],
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  // Only for a test that hangs: searches take minutes, and ten times as long on a busy machine.
  testTimeout: 1_800_000,
  // Much of them waits; left alone Jest keeps one core of two for itself.
  maxWorkers: '100%',
  // A worker keeps the modules of each file it ran. At over a gigabyte it takes longer to end than the half second Jest grants it.
  workerIdleMemoryLimit: '700MB',
};
