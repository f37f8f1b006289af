import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findFreePort } from '../fixtures/find-free-port.ts';
import { type Environment, runToSuccess } from './run-command.ts';

export type Emulator = {
  endpoint: string;
  /** The endpoint, region and dummy keys, for commands and clients. */
  env: Environment;
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

/**
 * Starts the AWS emulator of LAB_DIR on a free port of the loopback address.
 * @param timeScale how much faster its schedules run; lanes and waits stay real
 * @param dir for its log
 */
export const startEmulator = async (timeScale: number, dir: string): Promise<Emulator> => {
  const lab = labDir();
  const port = String(await findFreePort());
  const logFile = join(dir, 'emulator.log');
  const keeper = spawn('bash', ['-c', KEEPER, 'bash', join(lab, 'start'), port], {
    env: {
      ...process.env,
      LAB_NODE: resolve('node_modules/.bin/node'),
      LAB_TIME_SCALE: String(timeScale),
      LAB_LOG: logFile,
      LAB_IGNORE: NOT_EMULATED,
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'close');
  const stop = async (): Promise<void> => {
    keeper.stdin.end();
    await ended;
  };
  const hasStarted = await Promise.race([
    once(keeper.stdout, 'data', { signal: AbortSignal.timeout(START_WITHIN_MS) }).then(() => true),
    ended.then(() => false),
  ]);
  if (!hasStarted) throw new Error(`The emulator did not start: ${lab}/start ended.`);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    env: await readEnv(lab, port),
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
