import { spawn } from 'node:child_process';

/** A command of `admin`, or one that reads its arguments as those do. */
export type Script = `admin/${string}.ts` | 'test/bench/main.ts' | 'test/simulation/main.ts';

/**
 * Runs a command as a person does, with a pipe as input. AWS is unreachable unless `env` names an endpoint.
 */
export const runAdmin = async (
  script: Script,
  { args = [], env = {}, input = '' }: { args?: string[]; env?: Record<string, string>; input?: string },
): Promise<{ code: number | null; out: string; err: string }> => {
  const nowhere = 'http://127.0.0.1:9';
  const child = spawn(process.execPath, ['-C', 'workshop', script, ...args], {
    env: {
      PATH: process.env['PATH'],
      LANG: 'en_US.UTF-8',
      AWS_ACCESS_KEY_ID: 'madeup',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AWS_ENDPOINT_URL: nowhere,
      ...env,
    },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // A command that refuses its arguments does not wait for the rest.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
};
