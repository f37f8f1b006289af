import { spawn } from 'node:child_process';

export type Environment = Record<string, string | undefined>;

type Options = {
  cwd: string;
  env: Environment;
  /** What it reads on stdin; nothing. */
  input?: string;
  withinMs: number;
};

/** What a command ended with: its exit code, and its two streams as they came. */
export type Ended = { code: number | null; output: string };

/** Runs a program to its end. Rejects where it cannot be started or takes too long; then it is killed. */
export const runCommand = (
  file: string,
  args: readonly string[],
  { cwd, env, input = '', withinMs }: Options,
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'pipe' });
    let output = '';
    const note = (text: string): void => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', note);
    child.stderr.setEncoding('utf8').on('data', note);
    // It may have ended without reading.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${file} ${args.join(' ')} did not end within ${withinMs / 1000} s:\n${output}`));
    }, withinMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });

/** Runs a program that must succeed. Rejects with its output where it does not. */
export const runToSuccess = async (
  file: string,
  args: readonly string[],
  options: Options,
): Promise<string> => {
  const { code, output } = await runCommand(file, args, options);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
};
