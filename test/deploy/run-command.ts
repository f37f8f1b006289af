import { spawn } from 'node:child_process';

export type Environment = Record<string, string | undefined>;

type Options = {
  cwd: string;
  env: Environment;
  /** Default: empty. */
  input?: string;
  withinMs: number;
};

/** A command's exit code, and its mixed output. */
export type Ended = { code: number | null; output: string };

/** Runs a program to its end. Rejects if it cannot be started, or takes too long and is killed. */
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
    // The program may end without reading.
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

/** Runs a program that must succeed. Otherwise it rejects with the output. */
export const runToSuccess = async (
  file: string,
  args: readonly string[],
  options: Options,
): Promise<string> => {
  const { code, output } = await runCommand(file, args, options);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
};
