import { spawn } from 'node:child_process';
import type { Ended, Environment } from './run-command.ts';

/** The second text is typed once the terminal shows the first. `\r` is Enter, `\u0003` Ctrl-C. */
export type Step = [shows: string, type: string];

/** Without a width `cdk` breaks the line after each letter. Without a height the prompts draw no change. */
const SIZE = 'cols 140 rows 50';

/**
 * Runs a command in a terminal of its own, as a person does, and types. Rejects if the terminal does not show what is waited
 * for; then the command is killed.
 * @returns the exit code, and all that the terminal showed
 */
export const runInTerminal = (
  command: string,
  steps: readonly Step[],
  { cwd, env, withinMs }: { cwd: string; env: Environment; withinMs: number },
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      'script',
      ['--quiet', '--return', '--command', `stty ${SIZE} && ${command}`, '/dev/null'],
      {
        cwd,
        env,
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    const left = [...steps];
    let output = '';
    let seen = 0;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new Error(`"${left[0]?.[0] ?? 'the end'}" did not come within ${withinMs / 1000} s:\n${output}`),
      );
    }, withinMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (let next = left[0]; next !== undefined; next = left[0]) {
        const at = output.indexOf(next[0], seen);
        if (at < 0) return;
        seen = at + next[0].length;
        left.shift();
        child.stdin.write(next[1]);
      }
    });
    child.stdin.on('error', () => undefined);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      const [first] = left;
      if (first === undefined) resolve({ code, output });
      else reject(new Error(`It ended with ${code} before "${first[0]}":\n${output}`));
    });
  });
