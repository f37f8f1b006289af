import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import type { Check } from '../../../admin/doctor/check.ts';
import { examine } from '../../../admin/doctor/examine.ts';
import { ACT_REQUESTED, namesOf, ORDER_REQUESTED, OUTPUTS, STACKS } from '../../../lib/config/names.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { Config, ConfigInput } from '../../../lib/config/schema.ts';
import { SLACK_SCOPES } from '../../../lib/slack/client/scopes.ts';
import { listen, type Listening } from '../../../local/common/listen.ts';
import written from '../../../notifier.config.ts';
import { type Account, makeAccount, mockAccount, NOTIFY_ARN, NOW } from './made-up-account.ts';
import { startStandInSlack } from './stand-in-slack.ts';

const SECRETS = namesOf({}).secrets;

const SECRET = '0123456789abcdef0123456789abcdef';
const ACTS_RULE = 'made-up-bus|acts';
const ORDERS_RULE = 'made-up-bus|orders';
const ACT = 'made-up-act';
const ACT_ARN = NOTIFY_ARN.replace('made-up-notify', ACT);
const SCOPES = [...Object.keys(SLACK_SCOPES), 'commands'];
const PEOPLE = { U0KIM: { wingId: 'wing-kim' }, U0LEE: { wingId: 'wing.lee' } };

let account: Account;
/** Where Slack would call. It checks signatures, as slack-actions does. */
let door: Listening;
let answer: (request: Request) => Response | undefined;

beforeEach(async () => {
  answer = () => undefined;
  door = await listen(async (request) => {
    const special = answer(request);
    if (special) return special;
    const body = await request.text();
    const time = request.headers.get('x-slack-request-timestamp') ?? '';
    const hash = createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex');
    const isSigned = request.headers.get('x-slack-signature') === `v0=${hash}`;
    const isFresh = Math.abs(Number(time) * 1000 - NOW) < 300_000;
    return isSigned && isFresh ? new Response(body) : new Response('', { status: 401 });
  });
  account = makeAccount(configOf());
  const outputs = account.outputs[STACKS.notifier];
  if (outputs) outputs[OUTPUTS.slackActionsUrl] = door.url;
  account.resources.push(
    ['AWS::Lambda::Function', ACT],
    ['AWS::Events::Rule', ACTS_RULE],
    ['AWS::Events::Rule', ORDERS_RULE],
  );
  account.rules[ORDERS_RULE] = { State: 'ENABLED', types: [ORDER_REQUESTED], targets: [ACT_ARN] };
  account.rules[ACTS_RULE] = { State: 'ENABLED', types: [ACT_REQUESTED], targets: [ACT_ARN] };
  const Principal = { Service: 'events.amazonaws.com' };
  account.policies[ACT] = [{ Effect: 'Allow', Principal, Action: 'lambda:InvokeFunction' }];
});
afterEach(() => door.close());

const configOf = (
  changed: Partial<ConfigInput> = {},
  people: Record<string, { wingId: string }> = PEOPLE,
): Config =>
  parseConfig(
    {
      ...written,
      acting: 'on',
      vendors: written.vendors.map((vendor) => ({ ...vendor, live: true, acting: { people } })),
      ...changed,
    },
    'made-up.config.ts',
  );

type Workspace = { token?: object; scopes?: string[]; users?: Record<string, object>; group?: object };

const run = async (
  config = configOf(),
  { token = {}, scopes = SCOPES, users = {}, group = {} }: Workspace = {},
): Promise<Check[]> => {
  const slack = await startStandInSlack(
    {
      'auth.test': () => ({ ok: true, team: 'made up', team_id: 'T0LOCAL', user: 'app', ...token }),
      'conversations.info': () => ({ ok: true, channel: { name: 'cs', is_member: true } }),
      'usergroups.users.list': () => ({ ok: true, ...group }),
      'users.info': ({ user = '' }) =>
        users[user] ? { ok: true, user: users[user] } : { ok: false, error: 'user_not_found' },
    },
    scopes,
  );
  try {
    return await examine({
      words: ADMIN_WORDING.en,
      config,
      configFile: 'made-up.config.ts',
      clients: mockAccount(account),
      slack: slack.client,
      now: () => NOW,
    });
  } finally {
    await slack.close();
  }
};
const lookFor = async (name: string, ...args: Parameters<typeof run>) => {
  const found = (await run(...args)).filter((check) => check.name === name);
  expect(found).toHaveLength(1);
  return found[0];
};

describe('the doctor of a system in which people act (O8, A6)', () => {
  test('finds nothing to do, lists its checks, and shows no key', async () => {
    const checks = await run();
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(checks).toEqual(
      expect.arrayContaining([
        { name: 'acts to act', state: 'ok', what: `a rule is on, and starts ${ACT}` },
        { name: 'orders to act', state: 'ok', what: `a rule is on, and starts ${ACT}` },
        { name: 'Slack requests', state: 'ok', what: expect.stringContaining('refuses the rest') },
        {
          name: 'people of KR A00012345',
          state: 'ok',
          what: 'may confirm and reply: U0KIM as wing-kim, U0LEE as wing.lee',
        },
        { name: 'Slack people', state: 'ok', what: expect.stringContaining('not checked') },
      ]),
    );
    expect(JSON.stringify(checks)).not.toMatch(/hush|xoxb/);
  });

  test('reports that the address accepts unsigned requests', async () => {
    answer = () => new Response('ok');
    expect(await lookFor('Slack requests')).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('unsigned request (200)'),
      toDo: expect.stringContaining('RUNBOOK.md, Requests refused'),
    });
  });

  test.each<[string, number, RegExp]>([
    ['a permission that is missing', 403, /lambda:InvokeFunctionUrl and lambda:InvokeFunction/],
    ['a function that fails', 502, /log of slack-actions/],
  ])('reports %s at the address', async (_what, status, toDo) => {
    answer = () => new Response('', { status });
    expect(await lookFor('Slack requests')).toMatchObject({
      state: 'fail',
      what: expect.stringContaining(String(status)),
      toDo: expect.stringMatching(toDo),
    });
  });

  test('reports an address that does not answer, and a stack without an address', async () => {
    const outputs = account.outputs[STACKS.notifier] ?? {};
    // The system hands this port to no other test, as it might a port that was just closed.
    outputs[OUTPUTS.slackActionsUrl] = 'http://127.0.0.1:81';
    expect(await lookFor('Slack requests')).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('does not answer'),
    });
    delete outputs[OUTPUTS.slackActionsUrl];
    expect(await lookFor('Slack requests')).toMatchObject({
      state: 'fail',
      toDo: expect.stringContaining('cdk deploy Notifier'),
    });
  });

  test('reports a workspace id that is missing or of another workspace, and how to store it', async () => {
    const keys = { botToken: 'xoxb-made-up', signingSecret: SECRET };
    account.secrets[SECRETS.slack] = JSON.stringify(keys);
    expect(await lookFor('secret Slack')).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('nobody can claim, confirm or reply'),
      toDo: expect.stringContaining('npm run secrets -- slack'),
    });
    const silent = await run({ ...configOf(), acting: 'off' });
    expect(silent.find(({ name }) => name === 'secret Slack')).toMatchObject({ state: 'ok' });
    account.secrets[SECRETS.slack] = JSON.stringify({ ...keys, teamId: 'T0OTHER' });
    expect(await lookFor('secret Slack')).toMatchObject({ state: 'ok' });
    expect(await lookFor('Slack token')).toMatchObject({
      state: 'fail',
      what: 'belongs to the workspace T0LOCAL, but T0OTHER is stored: presses are refused',
      toDo: expect.stringContaining('npm run secrets -- slack'),
    });
  });

  test.each([
    ['the enterprise E0OURS, but none', { enterprise_id: 'E0OURS' }, {}],
    ['the enterprise E0OURS, but E0OTHER', { enterprise_id: 'E0OURS' }, { enterpriseId: 'E0OTHER' }],
    ['no enterprise, but E0OTHER', { enterprise_id: null }, { enterpriseId: 'E0OTHER' }],
  ])('reports that the token belongs to %s is stored', async (what, token, stored) => {
    account.secrets[SECRETS.slack] = JSON.stringify({
      botToken: 'xoxb-made-up',
      signingSecret: SECRET,
      teamId: 'T0LOCAL',
      ...stored,
    });
    expect(await lookFor('Slack token', configOf(), { token })).toMatchObject({
      state: 'fail',
      what: `belongs to ${what} is stored: presses are refused`,
      toDo: expect.stringContaining('npm run secrets -- slack'),
    });
  });

  test('reports that the signing secret of the function differs from the stored one, or that none is stored', async () => {
    account.secrets[SECRETS.slack] = JSON.stringify({
      botToken: 'xoxb-made-up',
      signingSecret: 'f'.repeat(32),
    });
    expect(await lookFor('Slack requests')).toMatchObject({
      state: 'fail',
      what: expect.stringMatching(/stored secret: 401$/),
      toDo: expect.stringContaining('npm run secrets -- slack'),
    });
    account.secrets[SECRETS.slack] = JSON.stringify({ botToken: 'xoxb-made-up' });
    const checks = await run();
    expect(checks).toContainEqual(
      expect.objectContaining({ name: 'secret Slack', state: 'fail', what: 'has no signing secret' }),
    );
    expect(checks).toContainEqual(expect.objectContaining({ name: 'Slack requests', state: 'warn' }));
  });

  test('lists the missing scopes, and those for reactions only if a vendor uses reactions', async () => {
    expect(await lookFor('Slack scopes', configOf(), { scopes: Object.keys(SLACK_SCOPES) })).toMatchObject({
      state: 'fail',
      what: expect.stringContaining('missing: commands'),
      toDo: expect.stringContaining('npm run manifest'),
    });
    const vendors = written.vendors.map((vendor) => ({ ...vendor, acting: { reactions: 'on' as const } }));
    expect(await lookFor('Slack scopes', configOf({ vendors }))).toMatchObject({
      what: expect.stringMatching(/^missing: reactions:read/),
    });
  });

  test('reports that nobody may reply', async () => {
    expect(await lookFor('people of KR A00012345', configOf({}, {}))).toMatchObject({ state: 'warn' });
  });

  test('looks up each person in the workspace if it may', async () => {
    const scopes = [...SCOPES, 'users:read'];
    const both = { U0KIM: { id: 'U0KIM' }, U0LEE: { id: 'U0LEE' } };
    expect(await lookFor('Slack people', configOf(), { scopes, users: both })).toMatchObject({ state: 'ok' });
    const left = { U0LEE: { deleted: true } };
    const checks = await run(configOf(), { scopes, users: left });
    expect(checks.filter(({ name }) => name.startsWith('Slack person'))).toMatchObject([
      { name: 'Slack person U0KIM', state: 'fail', what: 'is not in the workspace' },
      { name: 'Slack person U0LEE', state: 'fail', what: 'has left the workspace' },
    ]);
  });

  test.each<[object, object]>([
    [{ users: ['U0KIM', 'U0LEE'] }, { state: 'ok', what: 'may claim: 2 people' }],
    [{ users: [] }, { state: 'warn', what: 'has nobody in it' }],
    [
      { ok: false, error: 'no_such_subteam' },
      { state: 'fail', what: 'is not in the workspace' },
    ],
    [
      { ok: false, error: 'missing_scope' },
      { state: 'fail', toDo: 'See the line Slack scopes.' },
    ],
    [
      { ok: false, error: 'plan_upgrade_required' },
      { state: 'fail', what: expect.stringContaining('plan') },
    ],
    [
      { ok: false, error: 'made_up' },
      { state: 'warn', what: 'Slack answers made_up' },
    ],
  ])('looks up once who is in a user group that may claim: %j', async (group, found) => {
    const acting = { people: PEOPLE, claim: 'S0MADEUP' };
    const config = configOf({ vendors: written.vendors.map((vendor) => ({ ...vendor, acting })) });
    const scopes = [...SCOPES, 'usergroups:read'];
    expect(await lookFor('Slack user group S0MADEUP', config, { scopes, group })).toMatchObject(found);
    expect(await lookFor('Slack scopes', config)).toMatchObject({
      what: 'missing: usergroups:read (without it nobody of a user group may claim)',
    });
    expect((await run()).some(({ name }) => name.startsWith('Slack user group'))).toBe(false);
  });

  test('reports that no rule starts act, or that it may not', async () => {
    delete account.policies[ACT];
    expect(await lookFor('acts to act')).toMatchObject({
      state: 'fail',
      toDo: expect.stringContaining('--statement-id acts'),
    });
    account.rules[ACTS_RULE] = { State: 'ENABLED', types: [], targets: [ACT_ARN] };
    expect(await lookFor('acts to act')).toMatchObject({
      state: 'fail',
      what: 'no rule matches ActAsked: no act from Slack reaches Coupang',
    });
    account.rules[ORDERS_RULE] = { State: 'ENABLED', types: [], targets: [ACT_ARN] };
    expect(await lookFor('orders to act')).toMatchObject({
      state: 'fail',
      what: 'no rule matches OrderRequested: no order is shown in Slack',
    });
  });
});
