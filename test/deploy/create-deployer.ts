import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigInput } from '../../lib/config/schema.ts';
import { makeProjectDir } from './make-project-dir.ts';
import { type Ended, type Environment, runCommand, runToSuccess } from './run-command.ts';
import { runInTerminal, type Step } from './run-in-terminal.ts';

export type Deployer = {
  /** The folder in which the commands run, with its own `dist` and `cdk.out`. */
  projectDir: string;
  bootstrap: () => Promise<void>;
  /** Writes the configuration for the commands after it. */
  configure: (config: ConfigInput) => Promise<void>;
  /** `cdk deploy` of one stack or of all, with the stand-ins for Coupang and Slack. Returns its output. */
  deploy: (config: ConfigInput, stack?: string) => Promise<string>;
  /** `cdk deploy` of another app, outside of the project. */
  deployApp: (app: string) => Promise<string>;
  /**
   * `cdk diff` of the last configuration, for the real Coupang and Slack. Its exit code is 1 if something would change.
   */
  diffWithoutStandIns: () => Promise<Ended>;
  destroy: () => Promise<string>;
  /** `cdk <args>` of the last configuration, with the stand-ins. */
  cdk: (...args: string[]) => Promise<Ended>;
  /** `npm run secrets -- <target>`, with one line for each answer. */
  storeSecret: (target: string, answers: readonly string[]) => Promise<string>;
  /** `npm run restore -- <args>` */
  restore: (...args: string[]) => Promise<string>;
  /** `npm run webhooks -- <args>`, with one line for each answer. */
  webhooks: (args: readonly string[], answers?: readonly string[]) => Promise<Ended>;
  /** `npm run doctor -- <args>`, which calls the stand-in for Slack. */
  doctor: (...args: string[]) => Promise<Ended>;
  /** `npm run setup -- <args>` with the stand-ins for Coupang and Slack, without a terminal. It has a configuration of its own. */
  setup: (...args: string[]) => Promise<Ended>;
  /** `npm run setup -- --language ko` in a terminal, with typed answers. */
  setupInKorean: (steps: readonly Step[]) => Promise<Ended>;
};

/** The emulator's account. */
const ENVIRONMENT = 'aws://123456789012/ap-northeast-2';
const COMMAND_WITHIN_MS = 180_000;
/** It deploys up to three stacks. */
const SETUP_WITHIN_MS = 280_000;
const CONFIG = 'notifier.config.json';

/**
 * Runs a team's commands, in a folder below `dir`.
 * @param envOf the environment that directs a command to the emulator
 * @param standIns base URLs, as `-c` takes them
 */
export const createDeployer = async (
  dir: string,
  envOf: (command: string) => Environment,
  standIns: { coupangBaseUrl: string; slackApiUrl: string },
): Promise<Deployer> => {
  const projectDir = join(dir, 'project');
  await makeProjectDir(projectDir);
  const optionsOf = (command: string) => {
    const awsEnv = envOf(command);
    const env: Environment = {
      ...awsEnv,
      LC_ALL: 'en_US.UTF-8',
      // The CDK's cache about accounts must not mix with the developer's own.
      CDK_HOME: join(dir, 'cdk-home'),
      NOTIFIER_CONFIG: CONFIG,
      PATH: `${join(projectDir, 'node_modules/.bin')}:${awsEnv['PATH']}`,
    };
    return { cwd: projectDir, env, withinMs: COMMAND_WITHIN_MS };
  };
  const context = Object.entries(standIns).flatMap(([name, url]) => ['-c', `${name}=${url}`]);
  const quiet = ['--no-notices', '--ci'];
  const ofSetup = optionsOf('setup');
  const setupOptions = {
    ...ofSetup,
    env: { ...ofSetup.env, NOTIFIER_CONFIG: undefined },
    withinMs: SETUP_WITHIN_MS,
  };
  const setupArgs = ['run', '--silent', 'setup', '--'].concat(
    ['--slack-api-url', standIns.slackApiUrl],
    ['--coupang-base-url', standIns.coupangBaseUrl],
  );
  const slackArgs = (target: string): string[] =>
    target === 'slack' ? ['--slack-api-url', standIns.slackApiUrl] : [];
  const configure = (config: ConfigInput) =>
    writeFile(join(projectDir, CONFIG), JSON.stringify(config, undefined, 2));
  const cdk = (...args: string[]) => runToSuccess('cdk', [...args, ...quiet], optionsOf('cdk'));

  return {
    projectDir,
    // Outside of the project, where it would first build and synthesise.
    bootstrap: async () =>
      void (await runToSuccess('cdk', ['bootstrap', ENVIRONMENT, ...quiet], {
        ...optionsOf('bootstrap'),
        cwd: dir,
      })),
    configure,
    deploy: async (config, stack = '--all') => {
      await configure(config);
      return cdk('deploy', stack, '--require-approval', 'never', ...context);
    },
    deployApp: (app) =>
      runToSuccess('cdk', ['deploy', '--all', '--app', app, '--require-approval', 'never', ...quiet], {
        ...optionsOf('cdk'),
        cwd: dir,
      }),
    // Compares templates, since the emulator's change sets never show a difference.
    diffWithoutStandIns: () =>
      runCommand('cdk', ['diff', '--fail', '--method', 'template', ...quiet], optionsOf('cdk')),
    destroy: () => cdk('destroy', '--all', '--force'),
    cdk: (...args) => runCommand('cdk', [...args, ...context, ...quiet], optionsOf('cdk')),
    storeSecret: (target, answers) =>
      runToSuccess('npm', ['run', '--silent', 'secrets', '--', target, ...slackArgs(target)], {
        ...optionsOf('secrets'),
        input: answers.map((answer) => `${answer}\n`).join(''),
        withinMs: 30_000,
      }),
    restore: (...args) =>
      runToSuccess('npm', ['run', '--silent', 'restore', '--', ...args], optionsOf('restore')),
    webhooks: (args, answers = []) =>
      runCommand('npm', ['run', '--silent', 'webhooks', '--', ...args], {
        ...optionsOf('webhooks'),
        input: answers.map((answer) => `${answer}\n`).join(''),
      }),
    doctor: (...args) =>
      runCommand(
        'npm',
        ['run', '--silent', 'doctor', '--', '--slack-api-url', standIns.slackApiUrl, ...args],
        optionsOf('doctor'),
      ),
    setup: (...args) => runCommand('npm', [...setupArgs, ...args], setupOptions),
    setupInKorean: (steps) =>
      runInTerminal(['npm', ...setupArgs, '--language', 'ko'].join(' '), steps, setupOptions),
  };
};
