import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { ConfigError } from '../../../../lib/config/config-error.ts';
import { type Environment, readSettings } from '../../../../local/run/read-settings.ts';
import { refuseArguments } from '../../../../local/run/refuse-misspelt.ts';
import { loadConfig } from '../../../../lib/config/load-config.ts';
import { createCardLanguage, isSample, readChoice } from '../../../../local/run/sample-language.ts';
import { VENDOR_INPUT } from '../../../fixtures/made-up-config.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';
import type { Language } from '../../../../local/page/texts.ts';
import { refuseOtherCoupang } from '../../../../local/run/start-outside.ts';

afterAll(removeTempDirs);

const COUPANG = {
  COUPANG_BASE_URL: 'https://coupang.example/',
  COUPANG_ACCESS_KEY: 'access-key-of-nobody',
  COUPANG_SECRET_KEY: 'secret-key-of-nobody',
};
const APP_TOKEN = { SLACK_APP_TOKEN: 'xapp-token-of-nobody' };
const SLACK = { SLACK_API_URL: 'https://slack.example/api', SLACK_BOT_TOKEN: 'xoxb-token-of-nobody' };
const CONFIG = { region: 'ap-northeast-2', egress: 'none', alarmMail: 'ops@example.com' };

let folder: string;
let twoVendors: string;
beforeAll(() => {
  folder = makeTempDir();
  twoVendors = write('two.json', {
    ...CONFIG,
    vendors: [VENDOR_INPUT, { ...VENDOR_INPUT, id: 'A00000002', live: true }],
  });
});

const write = (name: string, content: unknown): string => {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

const problemWith = async (env: Environment): Promise<string> => {
  const error: unknown = await readSettings(env).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return error instanceof ConfigError ? error.message : '';
};

describe('the people who act from Slack', () => {
  const people = { U0REAL: { wingId: 'real.cs' } };
  const acts = (acting: 'on' | 'off') =>
    write(`acting-${acting}.json`, { ...CONFIG, acting, vendors: [{ ...VENDOR_INPUT, acting: { people } }] });

  test('are made up without any variable, and the simulator knows their WING logins', async () => {
    const { config, people: there, simulator } = await readSettings({});
    expect(config.acting).toBe('on');
    const logins = Object.values(config.vendors[0]?.acting.people ?? {}).map(({ wingId }) => wingId);
    expect(logins).toEqual(['hana.cs', 'duri.cs', 'lead.cs']);
    expect(simulator.wingIds).toEqual(logins);
    expect(there.map(({ id }) => id)).toEqual(['U0HANA', 'U0DURI', 'U0SENA', 'U0LEAD']);
  });

  test('are those of a custom configuration, with its value', async () => {
    const on = await readSettings({ NOTIFIER_CONFIG: acts('on') });
    expect([on.config.acting, on.people]).toEqual(['on', [{ id: 'U0REAL', name: 'real.cs' }]]);
    expect(on.simulator.wingIds).toBeUndefined();
    const off = await readSettings({ NOTIFIER_CONFIG: acts('off') });
    expect([off.config.acting, off.people]).toEqual(['off', []]);
  });

  test('are never made up at the real Coupang', async () => {
    const { config, people: there } = await readSettings({ ...COUPANG, COUPANG_VENDOR_ID: 'A00000009' });
    expect([config.acting, config.vendors[0]?.acting.people, there]).toEqual(['off', {}, []]);
  });

  test('get buttons at a real Slack only with an app-level token, and a note explains this', async () => {
    const without = await readSettings({ ...SLACK, NOTIFIER_CONFIG: acts('on') });
    expect(without.config.acting).toBe('off');
    expect(without.notes).toEqual([
      expect.stringContaining("acting is 'on', but cards have no buttons here: set SLACK_APP_TOKEN"),
    ]);
    expect((await readSettings(SLACK)).notes).toEqual([]);
    const given = await readSettings({ ...SLACK, ...APP_TOKEN, NOTIFIER_CONFIG: acts('on') });
    expect([given.config.acting, given.notes]).toEqual(['on', []]);
    expect(given.slack?.appToken).toBe(APP_TOKEN.SLACK_APP_TOKEN);
    const off = await readSettings({ ...SLACK, ...APP_TOKEN, NOTIFIER_CONFIG: acts('off') });
    expect([off.config.acting, off.notes]).toEqual([
      'off',
      [expect.stringContaining('SLACK_APP_TOKEN is set and not used')],
    ]);
  });
});

describe('the settings without any variable', () => {
  test('are the simulator, the local Slack, the defaults, and every vendor live', async () => {
    const settings = await readSettings({});
    expect(settings).toMatchObject({ dataDir: '.local', port: 4400, pollSeconds: 5, notes: [] });
    expect(settings.coupang).toBeUndefined();
    expect(settings.slack).toBeUndefined();
    expect(settings.config.vendors.map(({ id, live }) => [id, live])).toEqual([['A00012345', true]]);
    expect(settings.config.settings.pollSeconds).toBe(5);
  });

  test('count an empty variable as absent', async () => {
    expect((await readSettings({ PORT: '', COUPANG_BASE_URL: ' ' })).port).toBe(4400);
  });
});

describe('the language of the cards', () => {
  const settingsOf = async (env: Environment) => {
    const { pageChoosesLanguage, config } = await readSettings(env);
    return [pageChoosesLanguage, config.vendors[0]?.language];
  };
  const own = (vendor: object, alarmMail = CONFIG.alarmMail) =>
    write('own.json', { ...CONFIG, alarmMail, vendors: [{ ...VENDOR_INPUT, ...vendor }] });

  test.each([
    ['the sample', {}, [true, 'ko']],
    ['the sample at an English terminal', { LANG: 'en_US.UTF-8' }, [true, 'en']],
    ['the sample of Taiwan', { NOTIFIER_CONFIG: 'local/taiwan.config.ts' }, [true, 'zh-TW']],
    ['the sample with a real Slack', { ...SLACK, LANG: 'en_US.UTF-8' }, [false, 'ko']],
    ['the sample with a real Coupang', { ...COUPANG, COUPANG_VENDOR_ID: 'A00000009' }, [false, 'ko']],
  ])('of %s', async (_what, env, expected) => {
    expect(await settingsOf(env)).toEqual(expected);
  });

  test('of a custom configuration is its own, whatever the terminal speaks', async () => {
    const LANG = 'ko_KR.UTF-8';
    expect(await settingsOf({ NOTIFIER_CONFIG: own({ language: 'en' }), LANG })).toEqual([false, 'en']);
  });

  test('of notifier.config.ts is its own once a team has edited it', async () => {
    const sample = await loadConfig();
    expect(isSample(sample)).toBe(true);
    expect(isSample({ ...sample, alarmMail: ['team@shop.example'] })).toBe(false);
    const vendors = sample.vendors.map((vendor) => ({ ...vendor, language: 'en' as const }));
    expect(isSample({ ...sample, vendors })).toBe(false);
  });
});

describe('accepted settings', () => {
  test('a real Coupang and Slack, with their keys', async () => {
    const settings = await readSettings({
      ...COUPANG,
      ...SLACK,
      ...APP_TOKEN,
      COUPANG_VENDOR_ID: 'A00099999',
      SLACK_CHANNEL: 'C0123456789',
    });
    expect(settings.coupang).toEqual({
      baseUrl: 'https://coupang.example',
      accessKey: COUPANG.COUPANG_ACCESS_KEY,
      secretKey: COUPANG.COUPANG_SECRET_KEY,
    });
    expect(settings.slack).toEqual({
      apiUrl: 'https://slack.example/api/',
      botToken: SLACK.SLACK_BOT_TOKEN,
      appToken: APP_TOKEN.SLACK_APP_TOKEN,
    });
    expect(settings.config.vendors[0]).toMatchObject({
      id: 'A00099999',
      channel: 'C0123456789',
      fallbackChannel: 'C0OPS',
      live: true,
    });
  });

  test('with the real Coupang a vendor is live only if the configuration or a variable says so', async () => {
    const lives = async (env: Environment) =>
      (await readSettings({ ...COUPANG, NOTIFIER_CONFIG: twoVendors, ...env })).config.vendors.map(
        ({ live }) => live,
      );
    expect(await lives({})).toEqual([false, true]);
    const id = { COUPANG_VENDOR_ID: 'A00099999' };
    const channel = { SLACK_CHANNEL: 'C0123456789' };
    expect(await lives(id)).toEqual([true, true]);
    expect(await lives(channel)).toEqual([true, true]);
    expect(await lives({ ...id, ...channel })).toEqual([true, true]);
  });

  test('a channel alone replaces the channel and keeps the id', async () => {
    const { config } = await readSettings({ ...COUPANG, SLACK_CHANNEL: 'C0123456789' });
    expect(config.vendors).toMatchObject([{ id: 'A00012345', channel: 'C0123456789', live: true }]);
  });

  test('another configuration, as JSON or as a module', async () => {
    const json = await readSettings({ NOTIFIER_CONFIG: twoVendors });
    expect(json.config.vendors).toHaveLength(2);
    const source = `export default ${JSON.stringify({ ...CONFIG, vendors: [{ ...VENDOR_INPUT, id: 'C00000003' }] })};`;
    const module = await readSettings({ NOTIFIER_CONFIG: write('other.ts', source) });
    expect(module.config.vendors[0]?.id).toBe('C00000003');
  });

  test('a seed for the simulator', async () => {
    expect((await readSettings({})).simulator).toMatchObject({ seed: 1, arrivals: true });
    expect((await readSettings({ SIMULATOR_SEED: '42' })).simulator).toMatchObject({ seed: 42 });
  });

  test('unused keys, and a single key for several vendors, with a note', async () => {
    expect((await readSettings({ COUPANG_ACCESS_KEY: 'x', SLACK_BOT_TOKEN: 'xoxb-y' })).notes).toEqual([
      expect.stringContaining('COUPANG_ACCESS_KEY is set and not used'),
      expect.stringContaining('SLACK_BOT_TOKEN is set and not used'),
    ]);
    const env = { ...COUPANG, COUPANG_VENDOR_ID: 'A00099999', NOTIFIER_CONFIG: twoVendors };
    expect((await readSettings(env)).notes).toEqual([expect.stringContaining('all 2 live vendors')]);
  });
});

describe('refused settings, each with its name and what to do', () => {
  test.each([
    ['COUPANG_ACCESS_KEY is missing', { ...COUPANG, COUPANG_ACCESS_KEY: undefined }],
    ['COUPANG_SECRET_KEY is missing', { ...COUPANG, COUPANG_SECRET_KEY: '' }],
    ['SLACK_BOT_TOKEN is missing', { ...SLACK, SLACK_BOT_TOKEN: undefined }],
    ['SLACK_BOT_TOKEN is no bot token. Set the one that begins with xoxb-', { SLACK_BOT_TOKEN: 'abc' }],
    ['SLACK_BOT_TOKEN is no bot token', { ...SLACK, SLACK_BOT_TOKEN: 'xoxp-of-a-person' }],
    ['SLACK_APP_TOKEN is no app-level token', { ...SLACK, SLACK_APP_TOKEN: 'xoxb-token-of-nobody' }],
    ['COUPANG_BASE_URL is not a URL', { ...COUPANG, COUPANG_BASE_URL: 'coupang' }],
    ['COUPANG_BASE_URL is not a URL', { ...COUPANG, COUPANG_BASE_URL: 'ftp://coupang.example' }],
    ['COUPANG_BASE_URL must hold host', { ...COUPANG, COUPANG_BASE_URL: 'https://u:p@coupang.example' }],
    ['SLACK_API_URL must hold host', { ...SLACK, SLACK_API_URL: 'https://slack.example/?token=x' }],
    ['no vendor is live', COUPANG],
    ['COUPANG_VENDOR_ID is "12345"', { COUPANG_VENDOR_ID: '12345' }],
    ['SLACK_CHANNEL is "#cs"', { SLACK_CHANNEL: '#cs' }],
    ['SLACK_CHANNEL is "C0LEAD", which stepChannels of the first vendor names', { SLACK_CHANNEL: 'C0LEAD' }],
    ['PORT is "http"', { PORT: 'http' }],
    ['PORT is "65536"', { PORT: '65536' }],
    ['PORT is "80.5"', { PORT: '80.5' }],
    ['POLL_SECONDS is "0"', { POLL_SECONDS: '0' }],
    ['POLL_SECONDS is "-5"', { POLL_SECONDS: '-5' }],
    ['POLL_SECONDS is "1e3"', { POLL_SECONDS: '1e3' }],
    ['nowhere.ts does not exist', { NOTIFIER_CONFIG: 'nowhere.ts' }],
    ['SIMULATOR_SEED is "-1"', { SIMULATOR_SEED: '-1' }],
    ['SIMULATOR_SEED is "1.5"', { SIMULATOR_SEED: '1.5' }],
  ])('%s', async (says, env) => {
    expect(await problemWith(env)).toContain(says);
  });

  test.each([
    ['port', 'PORT'],
    ['DATADIR', 'DATA_DIR'],
    ['NOTIFER_CONFG', 'NOTIFIER_CONFIG'],
    ['SLACK_BOT_TOKE', 'SLACK_BOT_TOKEN'],
  ])('%s, where %s was meant', async (name, meant) => {
    expect(await problemWith({ [name]: 'hush' })).toBe(
      `${name} is no variable of the notifier. Did you mean ${meant}? Rename or unset it.`,
    );
  });

  test.each([
    [['--port', '4479'], 'PORT=4401 npm start'],
    [['--data-dir=hush'], 'DATA_DIR=<value> npm start'],
    [['hush'], 'PORT=4401 npm start'],
  ])('an argument of npm start: %j', (args, way) => {
    expect(() => refuseArguments(args)).toThrow(way);
    expect(() => refuseArguments(args)).not.toThrow(/4479|hush/);
  });

  test('every misspelt variable of docs/laptop.md with one more letter', async () => {
    const table = readFileSync('docs/laptop.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const names = table.flatMap((line) => line.split('|')[1]?.match(/[A-Z]+_?[A-Z_]+/g) ?? []);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names)
      expect(await problemWith({ [`${name}X`]: 'x' })).toContain(`Did you mean ${name}?`);
  });

  const OTHERS =
    'PATH PWD POST SEED HOST SPORT DATA SLACK_APP_TOKEN SLACK_API_TOKEN SLACK_USER_TOKEN SLACK_TOKEN';
  test.each(OTHERS.split(' '))('but not %s, which is another program’s', async (name) => {
    await expect(readSettings({ [name]: 'x' })).resolves.toBeDefined();
  });

  test('but not a near miss of a variable that is set, or of a variable without a value', async () => {
    const env = { SLACK_CHANNEL: 'C0123456789', SLACK_CHANNELS: 'a', PORTT: ' ' };
    await expect(readSettings(env)).resolves.toBeDefined();
  });

  test('the id of another vendor of the configuration', async () => {
    expect(await problemWith({ NOTIFIER_CONFIG: twoVendors, COUPANG_VENDOR_ID: 'A00000002' })).toContain(
      'COUPANG_VENDOR_ID is the id of another vendor',
    );
  });

  test.each([
    ['wrong.json', '{"vendors":[]}', 'cannot be used'],
    ['config.yaml', 'a: 1', 'must be a .ts or a .json file'],
  ])('the configuration %s, with its file', async (name, content, says) => {
    const problem = await problemWith({ NOTIFIER_CONFIG: write(name, content) });
    expect(problem).toContain(name);
    expect(problem).toContain(says);
  });

  test('without a key in any refusal', async () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{16,40}$/);
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.constantFrom('COUPANG_BASE_URL', 'PORT', 'NOTIFIER_CONFIG'),
        async (key, broken) => {
          const problem = await problemWith({
            ...COUPANG,
            ...SLACK,
            COUPANG_ACCESS_KEY: key,
            COUPANG_SECRET_KEY: key,
            SLACK_BOT_TOKEN: `xoxb-${key}`,
            SLACK_APP_TOKEN: `xapp-${key}`,
            [broken]: 'wrong',
          });
          expect(problem).not.toContain(key);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('a vendor whose holidays are unknown', () => {
  const [in2026, in2027] = ['2026-11-26T00:00:00Z', '2027-01-04T00:00:00Z'].map((text) => Date.parse(text));
  const SAMPLE = { NOTIFIER_CONFIG: 'local/taiwan.config.ts' };
  const FAULT =
    'vendors[0].market: "TW" has no known holidays in 2027, which its hours would count as worked. ' +
    'List all of them in vendors[0].holidays.add, such as 2027-01-01, with 2027 in vendors[0].holidays.years.';

  test('is refused with a real Coupang, as synth refuses it', async () => {
    await expect(
      readSettings({ ...SAMPLE, ...COUPANG, COUPANG_VENDOR_ID: 'A00012346' }, in2027),
    ).rejects.toThrow(new ConfigError(`The configuration cannot be used:\n  ${FAULT}`));
  });

  test('gets a note with the simulator, where no deadline is real', async () => {
    expect((await readSettings(SAMPLE, in2027)).notes).toEqual([FAULT]);
  });

  test('does not exist in a listed year: the sample of Taiwan has its market’s language and the office calendar of 2026', async () => {
    const { config, notes } = await readSettings(SAMPLE, in2026);
    expect(notes).toEqual([]);
    expect(config.vendors).toMatchObject([{ market: 'TW', language: 'zh-TW', live: true }]);
    const days = config.vendors
      .flatMap(({ holidays }) => holidays.add)
      .map((day) => new Date(day).getUTCDay());
    expect(days).toHaveLength(16);
    expect(days.filter((day) => day === 0 || day === 6)).toEqual([]);
  });
});

const open = (kept: Language | undefined, shown: Language) => {
  const dataDir = makeTempDir();
  const shows: Language[] = [];
  const errors: unknown[] = [];
  const show = async (language: Language): Promise<void> => {
    await Promise.resolve();
    if (language === 'zh-TW') throw new Error('made up');
    shows.push(language);
  };
  const cards = createCardLanguage(dataDir, { kept, shown }, show, (error) => errors.push(error));
  return { dataDir, shows, errors, cards };
};

describe('the language of the sample’s cards', () => {
  test('is chosen once, shown, and kept for the next start', async () => {
    const { dataDir, shows, cards } = open(undefined, 'ko');
    expect([cards.chosen(), await readChoice(dataDir)]).toEqual([undefined, undefined]);
    cards.choose('en');
    expect(cards.chosen()).toBe('en');
    await cards.settled();
    expect([shows, await readChoice(dataDir)]).toEqual([['en'], 'en']);
  });

  test('edits no card if the cards have it already', async () => {
    const { dataDir, shows, cards } = open(undefined, 'en');
    cards.choose('en');
    await cards.settled();
    expect([shows, await readChoice(dataDir)]).toEqual([[], 'en']);
  });

  test('is that of an earlier start until the switch changes it', async () => {
    const { shows, cards } = open('en', 'en');
    cards.choose('en');
    cards.choose('ko');
    cards.choose('en');
    await cards.settled();
    expect([cards.chosen(), shows]).toEqual(['en', ['ko', 'en']]);
  });

  test('can be chosen again after a change that failed', async () => {
    const { errors, shows, cards } = open('ko', 'ko');
    cards.choose('zh-TW');
    cards.choose('en');
    await cards.settled();
    expect([errors.length, shows]).toEqual([1, ['en']]);
  });

  test('ignores a kept choice that is no language', async () => {
    const { dataDir, cards } = open(undefined, 'ko');
    cards.choose('en');
    await cards.settled();
    const file = join(dataDir, 'language');
    expect(readFileSync(file, 'utf8')).toBe('en\n');
    writeFileSync(file, 'klingon\n');
    expect(await readChoice(dataDir)).toBeUndefined();
  });
});

test.each([
  ['real', 'simulator', 'the simulator would end. Set COUPANG_BASE_URL'],
  ['simulator', 'real', 'would go to your team. Set DATA_DIR to another folder'],
] as const)('a folder of the %s Coupang is refused for the other', async (first, other, says) => {
  const dataDir = makeTempDir();
  await refuseOtherCoupang(dataDir, first);
  await refuseOtherCoupang(dataDir, first);
  await expect(refuseOtherCoupang(dataDir, other)).rejects.toThrow(says);
});

test("a folder without the marker file belongs to the simulator if it contains the simulator's file", async () => {
  const dataDir = makeTempDir();
  writeFileSync(join(dataDir, 'coupang.json'), '{}');
  await expect(refuseOtherCoupang(dataDir, 'real')).rejects.toThrow('made-up hand-overs');
  await refuseOtherCoupang(dataDir, 'simulator');
});
