import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Flags } from '../../../../admin/setup/flags.ts';
import type { Setup } from '../../../../admin/setup/setup.ts';
import { ADMIN_WORDING } from '../../../../admin/wording/wording.ts';
import type { Question } from '../../../../admin/secrets/open-prompt.ts';
import { configHash, loadConfig } from '../../../../lib/config/load-config.ts';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import { namesOf, OUTPUTS, STACKS } from '../../../../lib/config/names.ts';
import { createWebClient } from '../../../../lib/slack/client/create-web-client.ts';
import { type TestSlack, TOKEN } from '../../../fixtures/slack/start-test-slack.ts';
import { makeTempDir } from '../../local/temp-dirs.ts';
import { type Account, makeAccount, mockAccount, NOW } from '../made-up-account.ts';
import written from '../../../../notifier.config.ts';

const SECRETS = namesOf({}).secrets;

export const SIGNING = '0123456789abcdef0123456789abcdef';
export const COUPANG = SECRETS.coupang('KR', 'A00012345');

/** Nothing answers there. */
export const SLACK_URL = 'http://127.0.0.1:9/';

/** A person's answers, by a part of the question. The last answer repeats. `undefined`: Ctrl-C. */
export type Typed = Record<string, (string | undefined)[]>;

/** Returns the answers of a seller who does everything right. */
export const typed = (changed: Typed = {}): Typed => ({
  'AWS region': [''],
  Market: [''],
  'Vendor id': ['A00012345'],
  "The shop's name": ['AA몰'],
  Language: [''],
  'product pages': [''],
  'When the team works': [''],
  'Mail address': ['ops@example.com'],
  'check outside of AWS': [''],
  'reply from Slack': [''],
  'Whom the last warning': [''],
  'Bot token': [TOKEN],
  'Signing secret': [SIGNING],
  'Slack channel': ['C0CS'],
  'Another channel': ['C0OPS'],
  'A second channel': [''],
  'Deploy?': ['y'],
  'Access key': ['hush-access'],
  'Secret key': ['hush-secret'],
  'Last day': [''],
  'Send a test ticket': ['y'],
  'Has ALARM': ['y'],
  'Start AA몰': ['n'],
  ...changed,
});

/** An account in which nobody has deployed anything. */
export const makeEmptyAccount = (): Account => ({
  ...makeAccount(parseConfig(written, 'made-up.config.ts')),
  stacks: {},
  outputs: {},
  secrets: {},
});

let runs = 0;

/**
 * A setup in an empty folder, and all that happened. A person types `answers`; without any there is no terminal.
 * @param account `cdk` deploys into it
 */
export const startSetup = (slack: TestSlack, account: Account, folder = makeTempDir()) => {
  const printed: string[] = [];
  const cdk: string[][] = [];
  const slept: number[] = [];
  const clock = { now: NOW };
  let configFile = '';
  /** A process loads a module once, and each run is a process: so each has a file of its own, with the same text. */
  const beginRun = (): void => {
    const before = configFile;
    configFile = join(folder, `made-up-${(runs += 1)}.config.ts`);
    if (existsSync(before)) renameSync(before, configFile);
  };

  const deploy = async (id: string): Promise<void> => {
    const { [OUTPUTS.pollFunction]: poll = '', [OUTPUTS.tableName]: table = '' } =
      makeAccount(parseConfig(written, '')).outputs[STACKS.notifier] ?? {};
    // A module is loaded once, so that this one needs a name of its own.
    const copy = join(folder, `deployed-${(runs += 1)}.config.ts`);
    copyFileSync(configFile, copy);
    const config = await loadConfig(copy);
    const { egress, notifier } = namesOf(config).stacks;
    const stack = { [STACKS.egress]: egress, [STACKS.notifier]: notifier }[id] ?? id;
    account.stacks[stack] = 'CREATE_COMPLETE';
    if (id === STACKS.egress)
      account.outputs[stack] = { [OUTPUTS.egressIp]: '203.0.113.7', [OUTPUTS.nextStep]: 'In WING, add it.' };
    if (id !== STACKS.notifier) return;
    account.outputs[stack] = {
      [OUTPUTS.pollFunction]: poll,
      [OUTPUTS.tableName]: table,
      [OUTPUTS.configHash]: configHash(config),
      ...(config.acting === 'on' && { [OUTPUTS.slackActionsUrl]: SLACK_URL }),
    };
  };

  const setup = (flags: Partial<Flags> = {}, answers?: Typed): Setup => {
    beginRun();
    const ask = async ({ text, check, otherwise, hidden = false }: Question): Promise<string> => {
      const [question, next] = Object.entries(answers ?? {}).find(([part]) => text.includes(part)) ?? [];
      if (question === undefined || next === undefined) throw new Error(`Nobody expected: ${text}`);
      const answer = next.length > 1 ? next.shift() : next[0];
      if (answer === undefined) throw new Error('Ctrl-C');
      printed.push(`${text}: ${hidden ? '' : answer || `[${otherwise}]`}`);
      const fault = check(answer || (otherwise ?? ''));
      if (fault !== undefined) throw new Error(`${text}: it ${fault}`);
      return answer || (otherwise ?? '');
    };
    return {
      texts: ADMIN_WORDING.en,
      flags: { answers: {}, plan: false, force: false, yes: false, live: false, ...flags },
      talk: {
        isPerson: answers !== undefined,
        say: (text) => printed.push(text),
        prompt: (use) => use({ ask, close: () => undefined }),
        confirm: async (text, otherwise) =>
          (await ask({ text, check: () => undefined, otherwise })).startsWith('y'),
        during: (what, work) => {
          printed.push(`${what} …`);
          return work();
        },
      },
      configFile,
      answersFile: join(folder, '.local/setup-answers.json'),
      clientsIn: () => mockAccount(account),
      slack: createWebClient({ slackApiUrl: slack.slack().apiUrl }),
      cdk: async (args) => {
        cdk.push([...args]);
        await deploy(args[0] === 'bootstrap' ? 'CDKToolkit' : (args[1] ?? ''));
        return 0;
      },
      now: () => clock.now,
      sleep: async (ms) => {
        slept.push(ms);
        clock.now += ms;
      },
    };
  };
  return {
    setup,
    folder,
    configFile: () => configFile,
    output: () => printed.join('\n'),
    cdk,
    slept,
    hasConfig: () => existsSync(configFile),
    config: () => readFileSync(configFile, 'utf8'),
  };
};
