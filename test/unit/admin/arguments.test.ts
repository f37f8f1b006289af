import { describe, expect, test } from '@jest/globals';
import { readGolden } from '../../golden/golden-file.ts';
import { runAdmin } from './run-admin.ts';

describe('the arguments of a command', () => {
  test.each([
    ['admin/alarms.ts', 'alarms'],
    ['admin/doctor.ts', 'doctor'],
    ['admin/erase.ts', 'erase'],
    ['admin/manifest.ts', 'manifest'],
    ['admin/restore.ts', 'restore'],
    ['admin/secrets.ts', 'secrets'],
    ['admin/setup.ts', 'setup'],
    ['admin/ticket.ts', 'ticket'],
    ['test/bench/main.ts', 'bench'],
    ['test/simulation/main.ts', 'simulate'],
  ] as const)('%s: accepts --help, and names an unknown option', async (file, name) => {
    const [help, unknown] = await Promise.all(
      ['--help', '--nonsense'].map((option) => runAdmin(file, { args: [option] })),
    );
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help?.out).toContain(`npm run ${name}`);
    expect(await readGolden('en/help.txt')).toContain(help?.out);
    expect(unknown?.code).toBeGreaterThan(0);
    expect(unknown?.out).toBe('');
    expect(unknown?.err).toMatch(/^Unknown option '--nonsense'\.\n\n/);
    expect(unknown?.err).toContain(`npm run ${name}`);
    expect(unknown?.err).not.toContain('    at ');
  });

  test.each([
    ['admin/secrets.ts', [], 'An argument is missing.'],
    ['admin/restore.ts', ['one'], 'An argument is missing.'],
    ['admin/doctor.ts', ['A00012345'], 'There are too many arguments.'],
    ['admin/ticket.ts', ['1', '2'], 'There are too many arguments.'],
    ['test/simulation/main.ts', ['--seeds', 'many'], '--seeds must be a whole number such as 200.'],
    ['test/simulation/main.ts', ['--seed', '-1'], "Option '--seed' argument is ambiguous."],
  ] as const)('%s with %j explains the mistake', async (file, args, says) => {
    const { code, err } = await runAdmin(file, { args: [...args] });
    expect(code).toBe(1 + Number(file === 'admin/doctor.ts'));
    expect(err.split('\n')[0]).toBe(says);
    expect(err).not.toContain('    at ');
  });

  test('does not repeat a key that somebody types as an argument', async () => {
    const { code, err } = await runAdmin('admin/secrets.ts', { args: ['slack', 'xoxb-made-up'] });
    expect(code).toBe(1);
    expect(err).not.toContain('made-up');
  });

  test.each([
    ['admin/alarms.ts', ['confirm']],
    ['admin/doctor.ts', []],
    ['admin/erase.ts', ['1']],
    ['admin/manifest.ts', []],
    ['admin/restore.ts', ['t', 'u']],
    ['admin/secrets.ts', ['slack']],
    ['admin/ticket.ts', ['1']],
  ] as const)('%s: refuses an invalid region before AWS is called', async (file, args) => {
    // As of a variable of the shell that is not set.
    const regions = ['', 'seoul'];
    const runs = await Promise.all(
      regions.map((region) => runAdmin(file, { args: [...args, '--region', region] })),
    );
    const says = expect.stringMatching(/^--region must be an AWS region such as ap-northeast-2\.\n\n/);
    expect(runs.map(({ err }) => err)).toEqual([says, says]);
  });
});
