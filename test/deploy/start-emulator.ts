import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findFreePort } from '../fixtures/find-free-port.ts';
import { COMMAND, type Recorder, startRecorder } from '../oracles/permissions/record-calls.ts';
import { readPolicies } from './ask-emulator.ts';
import { type Environment, runToSuccess } from './run-command.ts';

export type Emulator = {
  endpoint: string;
  /** The endpoint, region and dummy keys, for commands and clients. */
  env: Environment;
  /** The same for a command of the team, whose calls may be recorded. */
  envOf: (command: string) => Environment;
  /** A deployment changed the roles of the functions, whose calls may be recorded. */
  rolesChanged: () => void;
  /** Its log so far. */
  log: () => Promise<string>;
  /** Resolves when the process has ended. */
  stop: () => Promise<void>;
};

const START_WITHIN_MS = 60_000;
/** A NAT instance's hold on its address. So the emulator starts the instance, and leaves the address unbound. */
const NOT_EMULATED = 'AWS::EC2::EIPAssociation';

/** Prints the emulator's process id, and ends the emulator when stdin closes. So it never outlives this process. */
const KEEPER = [
  'pid=$("$1" "$2") || exit 1',
  'echo "$pid"',
  'read -r _ || true',
  'kill "$pid"',
  'for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || exit 0; sleep 0.1; done',
  'kill -9 "$pid"',
].join('\n');

/** A Node for the functions whose AWS is the recorder. */
const nodeOf = (recorder: Recorder, node: string): string =>
  `#!/bin/bash\nexport AWS_ENDPOINT_URL="${recorder.url}/$AWS_LAMBDA_FUNCTION_NAME"\nexec ${JSON.stringify(node)} "$@"\n`;

/**
 * Starts the AWS emulator of LAB_DIR on a free port of the loopback address.
 * @param timeScale how much faster its schedules run; lanes and waits stay real
 * @param dir for its log
 *
 * With RECORD_CALLS, a folder, it records there what functions and commands ask of AWS, for `npm run permissions`.
 */
export const startEmulator = async (timeScale: number, dir: string): Promise<Emulator> => {
  const lab = labDir();
  const port = String(await findFreePort());
  const endpoint = `http://127.0.0.1:${port}`;
  const env = await readEnv(lab, port);
  const logFile = join(dir, 'emulator.log');
  const folder = process.env['RECORD_CALLS'];
  const recorder = folder
    ? await startRecorder({ endpoint, accessKey: env['AWS_ACCESS_KEY_ID'] ?? '' }, resolve(folder), (name) =>
        readPolicies({ endpoint, env }, name),
      )
    : undefined;
  const node = resolve('node_modules/.bin/node');
  const recordingNode = join(dir, 'recording-node');
  if (recorder) await writeFile(recordingNode, nodeOf(recorder, node), { mode: 0o755 });
  const keeper = spawn('bash', ['-c', KEEPER, 'bash', join(lab, 'start'), port], {
    env: {
      ...process.env,
      LAB_NODE: recorder ? recordingNode : node,
      LAB_TIME_SCALE: String(timeScale),
      LAB_LOG: logFile,
      LAB_IGNORE: NOT_EMULATED,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'close');
  const stop = async (): Promise<void> => {
    await recorder?.stop();
    keeper.stdin.end();
    await ended;
  };
  const hasStarted = await Promise.race([
    once(keeper.stdout, 'data', { signal: AbortSignal.timeout(START_WITHIN_MS) }).then(() => true),
    ended.then(() => false),
  ]);
  if (!hasStarted) await recorder?.stop();
  if (!hasStarted) throw new Error(`The emulator did not start: ${lab}/start ended.`);
  return {
    endpoint,
    env,
    envOf: (command) => ({
      ...env,
      ...(recorder && { AWS_ENDPOINT_URL: `${recorder.url}/${COMMAND}${command}` }),
    }),
    rolesChanged: () => recorder?.startAgain(),
    log: () => readFile(logFile, 'utf8'),
    stop,
  };
};

const labDir = (): string => {
  const dir = process.env['LAB_DIR'];
  if (dir !== undefined && existsSync(join(dir, 'start'))) return resolve(dir);
  throw new Error('LAB_DIR must name the folder of an AWS emulator, with its start and env.sh.');
};

/** This process's environment with the settings of the emulator's `env.sh`. */
const readEnv = async (lab: string, port: string): Promise<Environment> => {
  const text = await runToSuccess(
    'bash',
    ['-c', '. "$1" "$2" && env -0', 'bash', join(lab, 'env.sh'), port],
    {
      cwd: lab,
      env: process.env,
      withinMs: 10_000,
    },
  );
  return Object.fromEntries(
    text
      .split('\0')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
};
