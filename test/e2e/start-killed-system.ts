import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RunPlan } from './kill-plan.ts';

const PROGRAM = fileURLToPath(new URL('killed-system.ts', import.meta.url));
/** Only for a system that hangs: on a busy machine a start takes long. */
const READY_WITHIN_MS = 120_000;

export type KilledSystem = {
  /** Resolves when it runs or has ended. Throws if neither happens. */
  ready: () => Promise<void>;
  /** Resolves with the exit code, or `null` if it was killed. Throws after `withinMs`. */
  ended: (withinMs: number) => Promise<number | null>;
  kill: () => void;
  stderr: () => string;
};

const children = new Set<ChildProcess>();

export const startKilledSystem = (plan: RunPlan): KilledSystem => {
  const flags = ['-C', 'workshop', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, PROGRAM, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      children.delete(child);
      resolve(code);
    });
  });
  const firstOutput = once(child.stdout, 'data');
  const bounded = <T>(what: string, promise: Promise<T>, withinMs: number): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`it did not ${what} within ${withinMs} ms: ${stderr}`)),
        withinMs,
      );
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  };
  return {
    ready: async () => void (await bounded('start', Promise.race([firstOutput, exited]), READY_WITHIN_MS)),
    ended: (withinMs) => bounded('end', exited, withinMs),
    kill: () => void child.kill('SIGKILL'),
    stderr: () => stderr,
  };
};

export const killAll = (): void => {
  for (const child of children) child.kill('SIGKILL');
};
