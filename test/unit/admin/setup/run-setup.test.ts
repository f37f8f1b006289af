import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { keepConfig } from '../../../../admin/setup/config/config-file.ts';
import { runSetup } from '../../../../admin/setup/run-setup.ts';
import { namesOf, OUTPUTS, STACKS } from '../../../../lib/config/names.ts';
import { SLACK_SCOPES } from '../../../../lib/slack/client/scopes.ts';
import { type TestSlack, startTestSlack, TOKEN } from '../../../fixtures/slack/start-test-slack.ts';
import { removeTempDirs } from '../../local/temp-dirs.ts';
import { type Account, NOW } from '../made-up-account.ts';
import { startStandInSlack } from '../stand-in-slack.ts';
import { COUPANG, makeEmptyAccount, SIGNING, SLACK_URL, startSetup, typed } from './start-setup.ts';

const SECRETS = namesOf({}).secrets;

let account: Account;
let slack: TestSlack;
let world: ReturnType<typeof startSetup>;
/** Coupang's results for a stored key, call by call. The last result repeats. */
let coupang: string[];
let ticket: string;

beforeEach(async () => {
  account = makeEmptyAccount();
  slack = await startTestSlack({ channels: ['C0CS', 'C0OPS', 'C0NEW'] });
  world = startSetup(slack, account);
  coupang = ['ok'];
  ticket = 'done';
  account.answer = ({ testTicket }) => {
    if (testTicket !== undefined) return { stage: ticket, shownAfterMs: 900 };
    const isSet = Object.entries(account.secrets).some(
      ([name, value]) => name.endsWith(COUPANG) && value.startsWith('{'),
    );
    const result = isSet ? (coupang.length > 1 ? coupang.shift() : coupang[0]) : 'not-set-up';
    return { result, recentCompleteAt: NOW, checkedAt: NOW, ip: '203.0.113.7' };
  };
});
afterEach(async () => {
  delete process.env['MADE_UP_KEYS'];
  await slack.stop();
});
afterAll(removeTempDirs);

const run = (...args: Parameters<typeof world.setup>) => runSetup(world.setup(...args));
const storedSlack = (): unknown => JSON.parse(account.secrets[SECRETS.slack] ?? '');
const deployed = () => world.cdk.map(([verb, stack]) => `${verb} ${stack}`);
const BOOTSTRAP = 'bootstrap aws://123456789012/ap-northeast-2';
const ALL = [BOOTSTRAP, 'deploy NotifierEgress', 'deploy Notifier'];
/** A second vendor in the file, added by hand. */
const addVendor = () => {
  const first = /\n {4}\{\n[^]*\n {4}\},/.exec(world.config())?.[0] ?? '';
  const second = first.replace('A00012345', 'A00067890').replace('AA몰', 'BB몰');
  writeFileSync(world.configFile(), world.config().replace(first, first + second));
};
/** For WING. The test alarm waits for seconds. */
const waits = () => world.slept.filter((ms) => ms > 60_000);
/** The answers of a person for whom setup has nothing left to do. */
const NOTHING_LEFT = { 'is there': ['y'], 'Send a test ticket': ['n'], 'Start AA몰': ['n'] };
const alarmTests = () => account.alarmStates.filter((state) => state.endsWith(': ALARM')).length;
const tickets = () => account.invoked.flatMap(({ testTicket }) => testTicket ?? []);

/** All that a run without a terminal needs. */
const flags = () => {
  const slackKeys = join(world.folder, 'slack.txt');
  writeFileSync(slackKeys, `${TOKEN}\n${SIGNING}\n`);
  process.env['MADE_UP_KEYS'] = 'hush-access\nhush-secret\n';
  return {
    yes: true,
    slackKeys,
    coupangKeys: 'env:MADE_UP_KEYS',
    answers: {
      vendor: 'A00012345',
      label: 'AA몰',
      channel: 'C0CS',
      'fallback-channel': 'C0OPS',
      'alarm-mail': 'ops@example.com',
    },
  };
};

describe('O10: a person at a terminal', () => {
  test('gets from nothing to the test ticket', async () => {
    expect(await run({}, typed())).toBe('done');
    expect(deployed()).toEqual(ALL);
    expect(world.config()).toContain("id: 'A00012345'");
    expect(world.config()).toContain('live: false');
    expect(storedSlack()).toEqual({ botToken: TOKEN, signingSecret: SIGNING, teamId: 'T0LOCAL' });
    expect(JSON.parse(account.secrets[COUPANG] ?? '')).toMatchObject({
      accessKey: 'hush-access',
      secretKey: 'hush-secret',
    });
    expect(tickets()).toEqual(['C0CS']);
    expect(world.output()).toContain('account 123456789012');
    expect(world.output()).toContain('The address: 203.0.113.7\nIn WING, add it.');
    expect(world.output()).toContain('npm run alarms -- confirm, in another terminal');
    expect(world.output()).toContain('0 to fix');
    expect(world.output()).not.toMatch(/hush-|xoxb-test|0123456789abcdef/);
  });

  test('is asked whether to read product questions, too', async () => {
    await run({}, typed({ 'product pages': ['on'], 'Deploy?': ['n'] })).catch(() => undefined);
    expect(world.output()).toContain('Questions on product pages');
    expect(world.config()).toContain("sources: ['call-center', 'product'],");
  });

  test('reads before the first question which keys accept no address', async () => {
    const printed: string[] = [];
    const setup = world.setup({}, typed({ 'AWS region': [undefined] }));
    setup.talk.say = (text) => printed.push(text);
    await expect(runSetup(setup)).rejects.toThrow('Ctrl-C');
    expect(printed.join('\n')).toContain('연동업체');
    expect(readFileSync('docs/setup.md', 'utf8')).toContain('\n## First of all the key\n');
  });

  test('O12: is asked for a prefix if another notifier is deployed, which stays unchanged', async () => {
    await run({}, typed());
    const [before, secrets] = [{ ...account.stacks }, { ...account.secrets }];
    const beside = startSetup(slack, account);
    coupang = ['not-set-up', 'ok'];
    const answers = typed({ 'Prefix for the names': ['staging'] });
    expect(await runSetup(beside.setup({}, answers))).toBe('done');
    expect(beside.config()).toContain("namePrefix: 'staging',");
    expect(beside.cdk.map(([verb, stack]) => `${verb} ${stack}`)).toEqual(ALL.slice(1));
    const own = Object.keys(account.secrets).filter((name) => !(name in secrets));
    expect(own).toEqual([`staging-${SECRETS.slack}`, `staging-${COUPANG}`]);
    expect(account).toMatchObject({ secrets, stacks: before });
    expect(beside.output()).toContain('stack staging-Notifier');
  });

  test('can start the vendor at the end, which is then deployed and checked', async () => {
    expect(await run({}, typed({ 'Start AA몰': ['y'] }))).toBe('done');
    expect(deployed()).toEqual([...ALL, 'deploy Notifier']);
    expect(world.config()).toContain('live: true');
    expect(world.output()).toContain('1 of 1 vendors live');
    expect(tickets()).toEqual(['C0CS']);
  });

  test('sees what will be deployed and where, and can refuse', async () => {
    await expect(run({}, typed({ 'Deploy?': ['n'] }))).rejects.toThrow('Nothing was deployed');
    expect(world.cdk).toEqual([]);
    expect(world.output()).toContain('into account 123456789012, ap-northeast-2:\n  CDKToolkit');
    expect(world.output()).toContain('called each minute: none.');
  });

  test('can name a check outside AWS, of which the summary shows only the host (O14)', async () => {
    const heartbeat = 'https://hc-ping.com/hush';
    await run({}, typed({ 'check outside of AWS': [heartbeat] }));
    expect(world.config()).toContain(`heartbeatUrl: '${heartbeat}'`);
    expect(world.output()).toContain('called each minute: hc-ping.com.');
    expect(world.output().match(/hush$/gm)).toHaveLength(1);
  });

  describe('after leaving at any question', () => {
    const GO_ON = 'Go on with these?';
    beforeEach(async () => {
      const early = typed({ 'Mail address': [undefined] });
      await expect(run({}, early)).rejects.toThrow('Ctrl-C');
      expect(world.hasConfig()).toBe(false);
    });

    test('sees the earlier answers once, and goes on with the questions that are left', async () => {
      const before = world.output().length;
      const { 'Vendor id': _, "The shop's name": __, 'AWS region': ___, ...left } = typed();
      expect(await run({}, { [GO_ON]: ['y'], ...left })).toBe('done');
      expect(world.config()).toContain("label: 'AA몰'");
      expect(world.output().slice(before).match(/AA몰$/gm)).toEqual(['AA몰']);
      expect(world.output().slice(before)).toContain('for the cards: AA몰');
    });

    test('finds the earlier answers as suggestions if they are not to be kept', async () => {
      const again = typed({ [GO_ON]: ['n'], 'Vendor id': [''], "The shop's name": [''] });
      expect(await run({}, again)).toBe('done');
      expect(world.config()).toContain("label: 'AA몰'");
    });

    test('is asked for a stored answer that is no longer valid', async () => {
      const file = join(world.folder, '.local/setup-answers.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('A00012345', 'made-up'));
      expect(await run({}, typed({ [GO_ON]: ['y'] }))).toBe('done');
      expect(world.config()).toContain("id: 'A00012345'");
    });
  });

  test('sees a plan without AWS, with stored answers and a text for whoever may change WING', async () => {
    await expect(run({}, typed({ 'Mail address': [undefined] }))).rejects.toThrow('Ctrl-C');
    const printed: string[] = [];
    const setup = world.setup({ plan: true, answers: { 'alarm-mail': 'ops@example.com' } });
    setup.talk.say = (text) => printed.push(text);
    const clientsIn = () => {
      throw new Error('made-up: not signed in');
    };
    expect(await runSetup({ ...setup, clientsIn })).toBe('done');
    const [plan = ''] = printed;
    expect(plan).toContain("The shop's name, for the cards: AA몰");
    expect(plan).toContain('or several: ops@example.com');
    expect(plan).toContain('AA몰 A00012345의 쿠팡 문의를');
    expect(world.hasConfig()).toBe(false);
  });

  test('gets no plan for an answer that setup would refuse, and never sees the address of the heartbeat', async () => {
    const planFor = async (answers: Record<string, string>): Promise<string> => {
      const printed: string[] = [];
      const setup = world.setup({ plan: true, answers });
      setup.talk.say = (text) => printed.push(text);
      await runSetup(setup);
      return printed.join('\n');
    };
    await expect(planFor({ vendor: 'zzz' })).rejects.toThrow('--vendor: "zzz" must be');
    await expect(planFor({ heartbeat: 'http://hush' })).rejects.toThrow(/^--heartbeat: (?!.*hush)/);
    expect(await planFor({ heartbeat: 'https://example.com/hush' })).not.toContain('hush');
  });

  test('is asked again for a token that Slack refuses, and for channels until the app is in them', async () => {
    slack.slack().setChannel('C0CS', 'not-member');
    const answers = typed({
      'Bot token': ['xoxb-wrong', TOKEN],
      'Slack channel': ['C0CS', 'C0NEW'],
      'Another channel': ['C0OPS', ''],
    });
    expect(await run({}, answers)).toBe('done');
    expect(world.output()).toContain('invalid_auth');
    expect(world.output()).toContain('the app is not in #');
    expect(world.config()).toContain("channel: 'C0NEW'");
    expect(world.config()).toContain("fallbackChannel: 'C0OPS'");
  });

  test('waits for WING, and sees why', async () => {
    coupang = ['ip-not-allowed', 'ip-not-allowed', 'ok'];
    expect(await run({}, typed())).toBe('done');
    expect(waits()).toEqual([300_000, 300_000]);
    expect(world.output()).toContain("Add 203.0.113.7 to the key's addresses in WING");
    expect(world.output()).toContain('Waits for WING and Coupang');
  });

  test('can retype a key that Coupang refuses, whether Coupang calls it new or wrong', async () => {
    coupang = ['credentials', 'key-just-issued', 'key-unreadable', 'ok'];
    const answers = typed({
      'Access key': ['hush-0', 'hush-1', 'hush-2', 'hush-3'],
      'Type the key once more?': ['y'],
    });
    expect(await run({}, answers)).toBe('done');
    expect(account.secrets[COUPANG]).toContain('hush-3');
    expect(waits()).toEqual([]);
  });

  test('repairs a fault while the doctor waits', async () => {
    const answers = typed({ 'Look again': ['y'] });
    account.rules = {};
    const { rules } = makeEmptyAccount();
    const setup = world.setup({}, answers);
    const { confirm } = setup.talk;
    setup.talk.confirm = (text, usual) => {
      if (text.startsWith('Look again')) account.rules = rules;
      return confirm(text, usual);
    };
    expect(await runSetup(setup)).toBe('done');
    expect(world.output()).toContain('1 to fix');
    expect(tickets()).toEqual(['C0CS', 'C0CS']);
  });
});

describe('O6: the test alarm of setup', () => {
  test('is sent once, and once more to a new address', async () => {
    await run({}, typed());
    expect(alarmTests()).toBe(1);
    expect(world.output()).toContain('the test has arrived');
    expect(await run({}, NOTHING_LEFT)).toBe('done');
    expect(alarmTests()).toBe(1);
    const text = world
      .config()
      .replace("alarmMail: 'ops@example.com'", "alarmMail: ['ops@example.com', 'lead@example.com']");
    writeFileSync(world.configFile(), text);
    const [first] = account.subscriptions;
    if (first) account.subscriptions.push({ ...first, Endpoint: 'lead@example.com' });
    expect(await run({}, { ...typed(), ...NOTHING_LEFT })).toBe('done');
    expect(alarmTests()).toBe(2);
  });

  test('is sent by the only alarm of a new stack, which rings until report has run', async () => {
    for (const alarm of Object.values(account.alarms)) alarm.state = 'ALARM';
    expect(await run({}, typed())).toBe('done');
    expect(world.output()).toContain('the test has arrived');
  });

  test('has to be repaired if it did not arrive, and is sent again by the next run', async () => {
    expect(await run({}, typed({ 'Has ALARM': ['n'] }))).toBe('to-fix');
    expect(world.output()).toContain('the test has not arrived');
    expect(await run({}, { ...typed(), ...NOTHING_LEFT })).toBe('done');
    expect(alarmTests()).toBe(2);
  });
});

describe('O10: a repeated run', () => {
  test('asks nothing that is known, and deploys nothing that is deployed', async () => {
    await run({}, typed());
    world.cdk.splice(0);
    expect(await run({}, NOTHING_LEFT)).toBe('done');
    expect(world.cdk).toEqual([]);
    expect(tickets()).toEqual(['C0CS']);
  });

  test.each([
    ['the bootstrap', 1],
    ['the address', 2],
    ['the notifier', 3],
  ])('continues where cdk failed: %s', async (_step, count) => {
    const setup = world.setup({}, typed());
    const { cdk } = setup;
    setup.cdk = async (args) => (world.cdk.length + 1 === count ? 1 : cdk(args));
    await expect(runSetup(setup)).rejects.toThrow('cdk ended with 1, and says above why');
    expect(deployed()).toEqual(ALL.slice(0, count - 1));
    expect(await run({}, typed({ 'is there': ['y'] }))).toBe('done');
    expect(deployed()).toEqual(ALL);
  });

  test('waits for a stack that AWS is still changing', async () => {
    const setup = world.setup({}, typed());
    account.stacks[STACKS.egress] = 'CREATE_IN_PROGRESS';
    account.outputs[STACKS.egress] = { [OUTPUTS.egressIp]: '203.0.113.7', [OUTPUTS.nextStep]: '' };
    const { sleep } = setup;
    setup.sleep = async (ms) => {
      await sleep(ms);
      if (world.slept.length === 3) account.stacks[STACKS.egress] = 'CREATE_COMPLETE';
    };
    expect(await runSetup(setup)).toBe('done');
    expect(deployed()).toEqual([BOOTSTRAP, 'deploy Notifier']);
  });

  // A deploy that changes nothing leaves this status as it is.
  test('accepts a stack whose last update was rolled back, if it has the configuration', async () => {
    await run({}, typed());
    account.stacks[STACKS.notifier] = 'UPDATE_ROLLBACK_COMPLETE';
    expect(await run({}, typed({ 'Go on with it': ['y'] }))).toBe('done');
    expect(deployed()).toEqual(ALL);
    expect(world.output()).toContain('the last deploy failed and was rolled back');
  });

  test.each([
    ['no flag', {}, true],
    ['a flag that answers a question', { label: 'BB몰' }, false],
  ])('with %s suggests whether to keep the existing file: %s', async (_what, answers, keeps) => {
    await run({}, typed());
    const setup = world.setup({ answers }, { 'Go on with it': [''] });
    writeFileSync(world.configFile(), world.config().replace('ops@example.com', 'ops@aamall.test'));
    expect((await keepConfig(setup)) !== undefined).toBe(keeps);
  });

  test('asks again for the channel of a flag if the app cannot post there', async () => {
    const answers = { channel: 'C0LEAD' };
    expect(await run({ answers }, typed({ 'Slack channel': ['C0CS'] }))).toBe('done');
    expect(world.config()).toContain("channel: 'C0CS'");
  });

  test('accepts the key of a vendor that a person has added to the file', async () => {
    await run({}, typed());
    const setup = world.setup(
      {},
      typed({ 'is there': ['y'], 'Access key': ['hush-b'], 'Start AA몰': ['y'] }),
    );
    addVendor();
    account.schedules['poll-KR-A00067890'] = 'ENABLED';
    coupang = ['ok', 'not-set-up', 'ok'];
    expect(await runSetup(setup)).toBe('done');
    expect(account.secrets[COUPANG]).toContain('hush-access');
    expect(account.secrets[SECRETS.coupang('KR', 'A00067890')]).toContain('hush-b');
    expect(world.config().match(/live: true/g)).toHaveLength(2);
  });

  test('does not use the key of a flag for another vendor', async () => {
    await run({}, typed());
    process.env['MADE_UP_KEYS'] = 'hush-other\nhush-secret\n';
    const setup = world.setup({ yes: true, coupangKeys: 'env:MADE_UP_KEYS' });
    addVendor();
    await expect(runSetup(setup)).rejects.toThrow(/has several vendors.*npm run secrets -- <vendorId>/);
    expect(JSON.stringify(account.secrets)).not.toContain('hush-other');
  });

  test('deploys a configuration that a person has edited since', async () => {
    await run({}, typed());
    world.cdk.splice(0);
    account.outputs[STACKS.notifier] = { ...account.outputs[STACKS.notifier], [OUTPUTS.configHash]: 'other' };
    expect(await run({}, { ...typed(), 'is there': ['y'] })).toBe('done');
    expect(deployed()).toEqual(['deploy Notifier']);
  });

  test('sends no test ticket unasked once a vendor is live', async () => {
    await run({}, typed({ 'Start AA몰': ['y'] }));
    expect(tickets()).toEqual(['C0CS']);
    expect(await run({ yes: true })).toBe('done');
    expect(tickets()).toEqual(['C0CS']);
    expect(await run({ yes: true, testTicket: 'C0OPS' })).toBe('done');
    expect(tickets()).toEqual(['C0CS', 'C0OPS']);
  });
});

describe('O10: without a terminal', () => {
  test('O6: sends the test alarm once, names the mail to look for, and detects a topic to which CloudWatch may not publish', async () => {
    account.alarmAction = 'Failed to execute action made-up. Received error: "not authorized"';
    expect(await run(flags())).toBe('to-fix');
    expect(world.output()).toContain('CloudWatch may not publish to the topic');
    account.alarmAction = 'Successfully executed action made-up';
    expect(await run(flags())).toBe('done');
    expect(world.output()).toContain('Look there for ALARM:');
    expect(await run(flags())).toBe('done');
    expect(alarmTests()).toBe(2);
  });

  test('warns that nobody is pinged unless somebody is configured', async () => {
    expect(await run(flags())).toBe('done');
    expect(world.output()).toContain('nobody is pinged');
    const before = world.output();
    const { answers, ...rest } = flags();
    const named = { ...rest, force: true };
    const withLead = (channel: string) => ({ ...answers, mention: 'S0CS', 'lead-channel': channel });
    await expect(run({ ...named, answers: withLead('C0LEAD') })).rejects.toThrow(
      'cannot post in every channel',
    );
    expect(await run({ ...named, answers: withLead('C0NEW') })).toBe('done');
    expect(world.config()).toMatch(/mentions: { '1h': \['S0CS'\] },[^]*stepChannels: { '1h': 'C0NEW' },/);
    expect(world.output().slice(before.length)).not.toContain('nobody is pinged');
  });

  test('stores missing workspace ids in a repeated run, and a replaced signing secret stays valid', async () => {
    const old = 'f'.repeat(32);
    account.secrets[SECRETS.slack] = JSON.stringify({ botToken: TOKEN, signingSecret: old });
    const { slackKeys: _, ...withoutKeys } = flags();
    expect(await run(withoutKeys)).toBe('done');
    expect(storedSlack()).toEqual({ botToken: TOKEN, signingSecret: old, teamId: 'T0LOCAL' });
    expect(await run(flags())).toBe('done');
    expect(storedSlack()).toMatchObject({
      signingSecret: SIGNING,
      teamId: 'T0LOCAL',
      previous: { signingSecret: old },
    });
  });

  test('gets from nothing to the test ticket with flags, and the same command again changes nothing', async () => {
    expect(await run(flags())).toBe('done');
    expect(deployed()).toEqual(ALL);
    expect(tickets()).toEqual(['C0CS']);
    const before = world.config();
    expect(await run(flags())).toBe('done');
    expect(deployed()).toEqual(ALL);
    expect(world.config()).toBe(before);
    expect(world.output()).not.toContain('hush-');
  });

  test('O12: accepts a prefix as a flag, and needs no other notifier', async () => {
    const given = flags();
    expect(await run({ ...given, answers: { ...given.answers, 'name-prefix': 'staging' } })).toBe('done');
    expect(Object.keys(account.stacks)).toEqual(['CDKToolkit', 'staging-NotifierEgress', 'staging-Notifier']);
    expect(deployed()).toEqual(ALL);
  });

  test('--live starts the vendor, and the same command still accepts its own file', async () => {
    expect(await run({ ...flags(), live: true })).toBe('done');
    expect(world.config()).toContain('live: true');
    expect(await run({ ...flags(), live: true })).toBe('done');
    expect(world.output()).toContain('every vendor is live');
  });

  test('keeps a live vendor live if its configuration is replaced', async () => {
    await run({ ...flags(), live: true });
    const changed = { ...flags(), force: true };
    changed.answers.label = 'BB몰';
    expect(await run(changed)).toBe('done');
    expect(world.config()).toContain("label: 'BB몰'");
    expect(world.config()).toContain('live: true');
  });

  test('stops if Coupang refuses the key, and continues from there', async () => {
    coupang = ['ip-not-allowed'];
    expect(await run(flags())).toBe('waits');
    expect(world.slept).toEqual([]);
    expect(tickets()).toEqual([]);
    expect(world.output()).toContain('it goes on from here');
    coupang = ['ok'];
    expect(await run(flags())).toBe('done');
    expect(tickets()).toEqual(['C0CS']);
  });

  test('--wait announces how long it will wait', async () => {
    coupang = ['ip-not-allowed'];
    expect(await run({ ...flags(), waitMinutes: 12 })).toBe('waits');
    expect(waits()).toEqual([300_000, 300_000]);
  });

  test('replaces a key that Coupang refuses once by the key of the flag', async () => {
    const given = flags();
    coupang = ['credentials'];
    await expect(run(given)).rejects.toThrow('waiting will not help');
    process.env['MADE_UP_KEYS'] = 'hush-right\nhush-secret\n';
    coupang = ['credentials', 'ok'];
    expect(await run(given)).toBe('done');
    expect(account.secrets[COUPANG]).toContain('hush-right');
  });

  test('R6: replaces a mistyped key of the file by the corrected key while Coupang calls it new', async () => {
    const given = flags();
    process.env['MADE_UP_KEYS'] = 'hush-wrong\nhush-secret\n';
    coupang = ['key-just-issued'];
    expect(await run(given)).toBe('waits');
    process.env['MADE_UP_KEYS'] = 'hush-right\nhush-secret\n';
    expect(await run(given)).toBe('waits');
    expect(account.secrets[COUPANG]).toContain('hush-right');
  });

  test('reports a missing file of keys before anything is deployed', async () => {
    await expect(run({ ...flags(), coupangKeys: 'none.txt' })).rejects.toThrow(/none\.txt.*cannot be read/);
    expect(world.cdk).toEqual([]);
  });

  test('replaces an edited configuration only with --force, and keeps a copy', async () => {
    await run(flags());
    const edited = world.config().replace('AA몰', 'BB몰');
    const other = startSetup(slack, account);
    const refused = other.setup(flags());
    writeFileSync(
      other.configFile(),
      edited.replace(/from '.*'/, `from '${process.cwd()}/lib/config/parse-config.ts'`),
    );
    const before = other.config();
    await expect(runSetup(refused)).rejects.toThrow(
      /says otherwise than the flags\. Leave out --vendor, --label, --channel, --fallback-channel, --alarm-mail to/,
    );
    expect(other.config()).toBe(before);
    expect(await runSetup(other.setup({ ...flags(), force: true }))).toBe('done');
    expect(other.config()).toContain('AA몰');
    expect(readFileSync(`${other.configFile()}.old`, 'utf8')).toBe(before);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['--yes', { yes: false }, /Nothing was deployed.*--yes/],
    ['an answer', { answers: {} }, /Add --vendor, --label, --alarm-mail/],
    ['a right answer', { answers: { vendor: '1' } }, /--vendor: "1" must be a vendor id/],
    // Anybody who knows the address can call it, and a script's output is kept.
    [
      'a right address, without repeating it',
      { answers: { heartbeat: 'http://example.com/hush' } },
      /^--heartbeat: must be an https address\.$/,
    ],
    ['keys of Slack', { slackKeys: undefined }, /--slack-keys <file>/],
    ['keys of Coupang', { coupangKeys: undefined }, /--coupang-keys <file>/],
    ['a file of keys', { slackKeys: 'none.txt' }, /none\.txt.*cannot be read/],
    ['a variable of keys', { slackKeys: 'env:NONE_SUCH' }, /NONE_SUCH.*is empty/],
  ])('names what is missing: %s', async (_what, changed, says) => {
    const given = Object.fromEntries(
      Object.entries({ ...flags(), ...changed }).filter(([, value]) => value !== undefined),
    );
    await expect(run(given)).rejects.toThrow(says);
    expect(tickets()).toEqual([]);
  });
});

describe('O10: explains what to do if', () => {
  test('nobody is signed in to AWS', async () => {
    const setup = world.setup({}, typed());
    setup.clientsIn = () => {
      const clients = startSetup(slack, account).setup().clientsIn('ap-northeast-2');
      clients.eventBridge.send = () =>
        Promise.reject(Object.assign(new Error('hush'), { name: 'CredentialsProviderError' }));
      return clients;
    };
    await expect(runSetup(setup)).rejects.toThrow(/^This shell is not signed in to AWS, .*aws sso login/);
  });

  test('a table of an earlier stack exists, and creates no table beside it', async () => {
    account.tables.push('Notifier-TicketsTable1A2B3C-OLD');
    await expect(run({}, typed())).rejects.toThrow("write existingTable: 'Notifier-TicketsTable1A2B3C-OLD'");
    expect(account.stacks).toEqual({});
  });

  test('Coupang has another vendor for the key', async () => {
    coupang = ['wrong-path'];
    await expect(run({}, typed())).rejects.toThrow('Coupang cannot be read for AA몰');
    expect(world.output()).toContain('Check the vendor id');
  });

  test('the test ticket does not arrive', async () => {
    ticket = 'slack';
    expect(await run({}, typed({ 'Look again': ['n'] }))).toBe('to-fix');
    expect(world.output()).toContain('Slack did not accept it');
    expect(world.config()).toContain('live: false');
  });
});

describe('O10: with acting', () => {
  let scopes: string[];
  let standIn: Awaited<ReturnType<typeof startStandInSlack>>;

  beforeEach(async () => {
    scopes = Object.keys(SLACK_SCOPES);
    const methods = {
      'auth.test': () => ({ ok: true, team: 'made up', team_id: 'T0OURS', user: 'app' }),
      'conversations.info': () => ({ ok: true, channel: { is_member: true } }),
    };
    standIn = await startStandInSlack(methods, scopes);
  });
  afterEach(() => standIn.close());

  const runWith = (...args: Parameters<typeof world.setup>) => {
    const setup = world.setup(...args);
    return runSetup({ ...setup, slack: standIn.client });
  };

  test('prints the manifest with the deployed address, and checks the app until it may act', async () => {
    const setup = world.setup(
      {},
      typed({ 'reply from Slack': ['on'], 'Enter looks again': [''], 'Look again, once': ['n'] }),
    );
    const { say } = setup.talk;
    setup.talk.say = (text) => {
      say(text);
      if (text.includes('"command": "/coupang"')) scopes.push('commands');
    };
    // Nothing answers at the made-up address.
    expect(await runSetup({ ...setup, slack: standIn.client })).toBe('to-fix');
    expect(world.config()).toMatch(/acting: 'on',[^]*acting: { people: {} },/);
    expect(world.output()).toContain(`"request_url": "${SLACK_URL}"`);
    expect(world.output()).toContain('Reinstall to Workspace');
    expect(world.output().match(/Enter looks again/g)).toHaveLength(1);
    // The signing secret is stored before Slack tries the address.
    const storedAt = world.output().indexOf(`Stored in Secrets Manager: ${SECRETS.slack}`);
    expect(storedAt).toBeGreaterThan(0);
    expect(storedAt).toBeLessThan(world.output().indexOf('"request_url"'));
  });

  test('prints no manifest in a repeated run once the app may act', async () => {
    scopes.push('commands');
    await runWith({}, typed({ 'reply from Slack': ['on'], 'Look again, once': ['n'] }));
    expect(world.output()).not.toContain('request_url');
  });

  test('without a terminal prints what to do and continues with the doctor', async () => {
    const { coupangKeys: _, ...given } = flags();
    const acting = { ...given, answers: { ...given.answers, acting: 'on' } };
    await expect(runWith(acting)).rejects.toThrow('There is no key of AA몰');
    expect(world.output()).toContain(`"request_url": "${SLACK_URL}"`);
  });
});
