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
    ['test/simulation/main.ts', ['--seed', '-1'], '--seed needs a value.'],
  ] as const)('%s with %j explains the mistake', async (file, args, says) => {
    const { code, err } = await runAdmin(file, { args: [...args] });
    expect(code).toBe(1 + Number(file === 'admin/doctor.ts'));
    expect(err.split('\n')[0]).toBe(says);
    expect(err).not.toContain('    at ');
  });

  test.each([
    [
      ['--help'],
      '경보 메일 수신을 확인합니다. 이 명령으로 확인하면 메일에 있는 링크로는 수신이 해지되지 않습니다.',
    ],
    [['confirm', '--nonsense'], '알 수 없는 옵션입니다: --nonsense'],
    [['confirm', '--region'], '--region에는 값이 필요합니다.'],
    [['confirm', '--region=seoul'], '--region에는 ap-northeast-2와 같은 AWS 리전을 입력하세요.'],
    [['confirm', '--help=yes'], '--help에는 값을 붙이지 않습니다.'],
    [['confirm', '--language', 'fr'], '--language는 ko, en, zh-TW 중 하나여야 합니다.'],
    [['confirm', 'it'], '인자가 너무 많습니다.'],
    [[], '인자가 빠졌습니다.'],
  ])('are explained in the language of the terminal: alarms %j', async (args, says) => {
    const { out, err } = await runAdmin('admin/alarms.ts', { args, env: { LANG: 'ko_KR.UTF-8' } });
    expect(`${out}${err}`.split('\n')[0]).toBe(says);
    expect(await readGolden('ko/help.txt')).toContain(out);
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
