import { existsSync, globSync, readFileSync } from 'node:fs';

/** Tests that start processes, open stores on disk, synthesise stacks or search for long. */
const SLOW = [
  'test/infra/bootstrap-policy.test.ts',
  'test/infra/bundle-functions.test.ts',
  'test/infra/bundle-slack.test.ts',
  'test/infra/egress-modes.test.ts',
  'test/infra/egress-stack.test.ts',
  'test/infra/invariants.test.ts',
  'test/infra/many-vendors.test.ts',
  'test/infra/monthly-cost.test.ts',
  'test/infra/nat-instance.test.ts',
  'test/infra/notifier-stack.test.ts',
  'test/infra/poll-rate.test.ts',
  'test/infra/watching.test.ts',
  'test/infra/when-alarms-ring.test.ts',
  'test/infra/when-services-fail.test.ts',
  'test/unit/admin/arguments.test.ts',
  'test/unit/admin/doctor.test.ts',
  'test/unit/admin/examine.test.ts',
  'test/unit/admin/restore.test.ts',
  'test/unit/admin/secrets.test.ts',
  'test/unit/admin/setup/setup.test.ts',
  'test/unit/domain/inquiry/mask-in-bulk.test.ts',
  'test/unit/functions/order-canaries.test.ts',
  'test/unit/local/aws/',
  'test/unit/local/run/',
  'test/unit/local/slack/slack-never-refuses.test.ts',
  'test/unit/simulation/',
  'test/unit/workflows/acts/act-model/',
  'test/unit/workflows/delivery/lane-model/',
  'test/upgrade/goes-on.test.ts',
  'test/upgrade/template-guard.test.ts',
];
/** The slow suite runs each file that asks for a number of draws or cases in full; the quick suite runs a tenth of them. */
const inFull = globSync('test/**/*.test.ts').filter((file) =>
  /fixtures\/(draws|fast-check)\.ts'/.test(readFileSync(file, 'utf8')),
);
const missing = SLOW.filter((path) => !existsSync(new URL(path, import.meta.url)));
if (missing.length > 0) throw new Error(`jest.config.js names what is not there: ${missing.join(', ')}`);

const anyFileOf = (path) => `<rootDir>/${path.endsWith('/') ? `${path}**/*.test.ts` : path}`;
const under = (folder) => [`<rootDir>/test/${folder}/**/*.test.ts`];

const base = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
};

/** `npm run jest -- <files>` runs any test. The scripts of package.json name one project each, with the longest time of a test. */
export default {
  projects: [
    {
      ...base,
      displayName: 'quick',
      globals: { isQuick: true },
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        ...['test/browser/', 'test/deploy/', 'test/e2e/', ...SLOW].map((path) => `<rootDir>/${path}`),
      ],
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
