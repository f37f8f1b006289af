import jest from '../../jest.config.js';

const [quick] = jest.projects;
const [, folder] = process.argv.join(' ').match(/lib\/((?:domain|workflows)\/[\w-]+)\//) ?? [];

/** `npm run mutate` changes the code in one place at a time, and names each change that no test notices. */
export default {
  mutate: ['lib/domain/**/*.ts', 'lib/workflows/**/*.ts'],
  // Stryker takes every file of a folder for code.
  ignorePatterns: ['lib/**/*.md', '.local', 'dist', 'cdk.out', 'artefacts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    config: {
      ...quick,
      projects: undefined,
      // Jest finds the tests that reach a file only if the file is under a root.
      roots: ['<rootDir>/test', '<rootDir>/lib', '<rootDir>/functions'],
      // One folder is measured by its own tests alone. All tests would take many times as long.
      testMatch: [`<rootDir>/test/unit/${folder ?? '{domain,workflows}'}/**/*.test.ts`],
      testPathIgnorePatterns: [
        ...quick.testPathIgnorePatterns,
        '<rootDir>/test/unit/workflows/delivery/lane-model/',
        // The properties of time are most of its tests.
        '(?<!/domain/time/[a-z-]+)\\.property\\.test\\.ts$',
      ],
    },
  },
  // A process keeps the modules of each run.
  maxTestRunnerReuse: 50,
  // Stryker rewrites a tsconfig by an interface that TypeScript 7 does not have. It skips a file that is missing.
  tsconfigFile: 'none',
  reporters: ['clear-text', 'html', 'progress'],
  clearTextReporter: { reportTests: false },
  htmlReporter: { fileName: '.local/mutation/report.html' },
  jsonReporter: { fileName: '.local/mutation/report.json' },
  tempDirName: '.local/mutation/sandboxes',
};
