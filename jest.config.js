import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Tests that start processes, open stores on disk, synthesise stacks or search for long. */
const SLOW = [
  'test/infra/alarms.test.ts',
  'test/infra/bootstrap-policy.test.ts',
  'test/infra/bundle-functions.test.ts',
  'test/infra/egress.test.ts',
  'test/infra/invariants.test.ts',
  'test/infra/many-vendors.test.ts',
  'test/infra/monthly-cost.test.ts',
  'test/infra/notifier-stack.test.ts',
  'test/infra/when-services-fail.test.ts',
  'test/unit/admin/commands.test.ts',
  'test/unit/admin/examine.test.ts',
  'test/unit/admin/restore.test.ts',
  'test/unit/admin/secrets.test.ts',
  'test/unit/domain/inquiry/mask-in-bulk.test.ts',
  'test/unit/functions/order-canaries.test.ts',
  'test/unit/local/aws/',
  'test/unit/local/run/',
  'test/unit/simulation/',
  'test/unit/slack/slack-never-refuses.test.ts',
  'test/unit/workflows/acts/act-model/',
  'test/unit/workflows/delivery/lane-model/',
  'test/upgrade/goes-on.test.ts',
  'test/upgrade/template-guard.test.ts',
];
const missing = SLOW.filter((path) => !existsSync(new URL(path, import.meta.url)));
if (missing.length > 0) throw new Error(`jest.config.js names what is not there: ${missing.join(', ')}`);

const OTHERS = ['test/browser/', 'test/deploy/', 'test/e2e/', ...SLOW];
const startsWithAny = (file, paths) => paths.some((path) => file.startsWith(path));
const files = globSync('{test,packages/*/test}/**/*.test.ts', { cwd: import.meta.dirname });
const entries = files.filter((file) => file.startsWith('test/together/'));
const together = files.filter((file) => !startsWithAny(file, ['test/together/', ...OTHERS]));
const folders = [
  'packages/',
  ...entries.map((entry) => `test/${basename(entry, '.test.ts').replace('-', '/')}/`),
];
const lost = together.filter((file) => !startsWithAny(file, folders));
if (lost.length > 0) throw new Error(`no file of test/together runs ${lost.join(', ')}`);

/** Jest requires ESM from this version on. An older Node runs each file alone, in three times as long. */
const [major, minor] = process.versions.node.split('.').map(Number);
const canRequire = major > 24 || (major === 24 && minor >= 9);

/** The slow suite runs each file that asks for a number of draws or cases in full; the quick suite runs a tenth of them. */
const inFull = together.filter((file) =>
  /fixtures\/(draws|fast-check|slow-test)\.ts'/.test(readFileSync(new URL(file, import.meta.url), 'utf8')),
);

const anyFileOf = (path) => `<rootDir>/${path.endsWith('/') ? `${path}**/*.test.ts` : path}`;
const under = (folder) => [`<rootDir>/test/${folder}/**/*.test.ts`];

const base = {
  testEnvironment: 'node',
  // The packages of this repository run from their TypeScript.
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'workshop'] },
  roots: ['<rootDir>/test', '<rootDir>/packages'],
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/fixtures/stop-after-test.ts'],
};

const quick = {
  ...base,
  globals: { isQuick: true },
  testPathIgnorePatterns: ['/node_modules/', ...OTHERS.map((path) => `<rootDir>/${path}`)],
};

/** `npm run jest -- <files>` runs any test. The scripts of package.json name one project each, with the longest time of a test. */
export default {
  projects: [
    {
      ...quick,
      displayName: 'quick',
      globals: { ...quick.globals, together },
      testMatch: (canRequire ? entries : together).map(anyFileOf),
    },
    {
      ...quick,
      displayName: 'one file',
      testMatch: together.filter((file) => !inFull.includes(file)).map(anyFileOf),
    },
    { ...base, displayName: 'slow', testMatch: [...SLOW, ...inFull].map(anyFileOf) },
    { ...base, displayName: 'e2e', testMatch: under('e2e') },
    { ...base, displayName: 'browser', testMatch: under('browser') },
    { ...base, displayName: 'deploy', testMatch: under('deploy') },
  ],
  // Only for a test that hangs: searches take minutes, and ten times as long on a busy machine.
  testTimeout: 1_800_000,
  // Tests wait for much of their time. By default Jest keeps one core of two for itself.
  maxWorkers: '100%',
  // A worker keeps the modules of each file it ran. At over a gigabyte it takes longer to end than the half second Jest grants it.
  workerIdleMemoryLimit: '700MB',
};
