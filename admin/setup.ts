import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { configFileOf } from '../lib/config/load-config.ts';
import { createWebClient } from '../lib/slack/client/create-web-client.ts';
import { openClients } from './doctor/open-clients.ts';
import { explainErrors } from './read-arguments.ts';
import { InputEnded } from './secrets/open-prompt.ts';
import { readFlags } from './setup/flags.ts';
import { runSetup } from './setup/run-setup.ts';
import type { Outcome } from './setup/setup.ts';
import { openTalk } from './setup/talk.ts';

const EXIT_CODES: Record<Outcome, number> = { done: 0, 'to-fix': 1, waits: 3 };
const INTERRUPTED = 130;

/** Runs `cdk` as `npx cdk` does, with its own progress and without questions. */
const cdk = (args: readonly string[]): Promise<number> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve('node_modules/aws-cdk/bin/cdk'), ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      // In the project, bootstrap would build and synthesise first.
      cwd: args[0] === 'bootstrap' ? tmpdir() : process.cwd(),
    });
    const stopIt = () => child.kill('SIGINT');
    process.once('exit', stopIt);
    child.once('error', fail);
    child.once('close', (code) => {
      process.removeListener('exit', stopIt);
      done(code ?? INTERRUPTED);
    });
  });

await explainErrors(1, async (texts) => {
  const stop = (): void => {
    process.stderr.write(`\n${texts.setup.stopped}\n`);
    process.exit(INTERRUPTED);
  };
  process.on('SIGINT', stop);
  const flags = readFlags(texts);
  const { slackApiUrl } = flags;
  try {
    const outcome = await runSetup({
      texts,
      flags,
      talk: openTalk(process.stdin, process.stdout, texts.prompt),
      configFile: configFileOf(process.env['NOTIFIER_CONFIG']),
      answersFile: '.local/setup-answers.json',
      clientsIn: openClients,
      slack: createWebClient({ slackApiUrl }),
      cdk,
      now: Date.now,
      sleep,
    });
    process.exitCode = EXIT_CODES[outcome];
  } catch (error) {
    if (!(error instanceof InputEnded) || !process.stdin.isTTY) throw error;
    stop();
  }
});
