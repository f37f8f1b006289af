import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

afterAll(removeTempDirs);

/** Runs `npm start` until it ends by itself, or stops it once it has printed `stopAt`. */
const start = async (
  env: Record<string, string>,
  stopAt?: string,
): Promise<{ code: number | null; output: string }> => {
  const child = spawn(process.execPath, ['local/main.ts'], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: makeTempDir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // Once: a second signal would end it at once.
      if (stopAt !== undefined && !child.killed && output.includes(stopAt)) child.kill('SIGTERM');
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
};

describe('a configuration that is not a valid module', () => {
  test.each([
    ['a comma too many', '// A team.\nexport default {\n  vendors: [],,\n};\n', 'line 3: Unexpected token'],
    ['a name without quotes', 'export default {\n  region: seoul,\n};\n', 'line 2: seoul is not defined'],
  ])('with %s is refused with its line', async (_what, text, says) => {
    const file = join(makeTempDir(), 'team.config.ts');
    writeFileSync(file, text);
    const { code, output } = await start({ NOTIFIER_CONFIG: file });
    expect(code).toBe(1);
    expect(output).toContain(`The configuration ${file} cannot be loaded, ${says}`);
    expect(output).not.toContain('    at ');
  });

  test('whose import is broken is refused with the line of that file', async () => {
    const folder = makeTempDir();
    writeFileSync(join(folder, 'hours.ts'), 'export const hours = {\n  mon: [;\n};\n');
    const file = join(folder, 'team.config.ts');
    writeFileSync(file, "import { hours } from './hours.ts';\nexport default { hours };\n");
    expect((await start({ NOTIFIER_CONFIG: file })).output).toContain(
      `line 2 of ${join(folder, 'hours.ts')}: `,
    );
  });
});

test('a stop announces how long it may take, and what ends it at once', async () => {
  const { code, output } = await start({}, 'Stop with Ctrl-C');
  expect(code).toBe(0);
  expect(output).toMatch(
    /Stopping: what is running has 5 s to end\. Ctrl-C again ends it at once\.\n.*Stopped\./s,
  );
});

test('the terminal speaks the language of the locale', async () => {
  const { output } = await start({ LANG: 'ko_KR.UTF-8' }, 'Ctrl-C');
  expect(output).toMatch(/종료하는 중입니다\..*\n.*종료했습니다\./s);
});
