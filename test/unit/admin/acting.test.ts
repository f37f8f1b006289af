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
import { expectCheck } from './find-check.ts';
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
const expectIn = async (name: string, row: string, ...args: Parameters<typeof run>): Promise<void> =>
  expectCheck(await run(...args), name, row);
/** Slack's keys as they are stored, with these changes. */
const storeKeys = (changed: object): void => {
  const keys = { botToken: 'xoxb-made-up', signingSecret: SECRET, teamId: 'T0LOCAL' };
  account.secrets[SECRETS.slack] = JSON.stringify({ ...keys, ...changed });
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
    await expectIn('Slack requests', 'fail | unsigned request (200) | RUNBOOK.md, Requests refused');
  });

  test.each<[string, number, string]>([
    ['a permission that is missing', 403, 'lambda:InvokeFunctionUrl and lambda:InvokeFunction'],
    ['a function that fails', 502, 'log of slack-actions'],
  ])('reports %s at the address', async (_what, status, toDo) => {
    answer = () => new Response('', { status });
    await expectIn('Slack requests', `fail | ${status} | ${toDo}`);
  });

  test('reports an address that does not answer, and a stack without an address', async () => {
    const outputs = account.outputs[STACKS.notifier] ?? {};
    // The system hands this port to no other test, as it might a port that was just closed.
    outputs[OUTPUTS.slackActionsUrl] = 'http://127.0.0.1:81';
    await expectIn('Slack requests', 'fail | does not answer');
    delete outputs[OUTPUTS.slackActionsUrl];
    await expectIn('Slack requests', 'fail |  | cdk deploy Notifier');
  });

  test('reports a workspace id that is missing or of another workspace, and how to store it', async () => {
    storeKeys({ teamId: undefined });
    await expectIn('secret Slack', 'fail | nobody can claim, confirm or reply | npm run secrets -- slack');
    await expectIn('secret Slack', 'ok', { ...configOf(), acting: 'off' });
    storeKeys({ teamId: 'T0OTHER' });
    await expectIn('secret Slack', 'ok');
    await expectIn(
      'Slack token',
      'fail | belongs to the workspace T0LOCAL, but T0OTHER is stored: presses are refused | npm run secrets -- slack',
    );
  });

  test.each([
    ['the enterprise E0OURS, but none', { enterprise_id: 'E0OURS' }, {}],
    ['the enterprise E0OURS, but E0OTHER', { enterprise_id: 'E0OURS' }, { enterpriseId: 'E0OTHER' }],
    ['no enterprise, but E0OTHER', { enterprise_id: null }, { enterpriseId: 'E0OTHER' }],
  ])('reports that the token belongs to %s is stored', async (what, token, stored) => {
    storeKeys(stored);
    const row = `fail | belongs to ${what} is stored: presses are refused | npm run secrets -- slack`;
    await expectIn('Slack token', row, configOf(), { token });
  });

  test('reports that the signing secret of the function differs from the stored one, or that none is stored', async () => {
    storeKeys({ signingSecret: 'f'.repeat(32) });
    await expectIn('Slack requests', 'fail | stored secret: 401 | npm run secrets -- slack');
    storeKeys({ signingSecret: undefined, teamId: undefined });
    const checks = await run();
    expectCheck(checks, 'secret Slack', 'fail | has no signing secret');
    expectCheck(checks, 'Slack requests', 'warn');
  });

  test('lists the missing scopes, and those for reactions only if a vendor uses reactions', async () => {
    const scopes = Object.keys(SLACK_SCOPES);
    await expectIn('Slack scopes', 'fail | missing: commands | npm run manifest', configOf(), { scopes });
    const vendors = written.vendors.map((vendor) => ({ ...vendor, acting: { reactions: 'on' as const } }));
    await expectIn('Slack scopes', 'fail | missing: reactions:read', configOf({ vendors }));
  });

  test('reports that nobody may reply', async () => {
    await expectIn('people of KR A00012345', 'warn', configOf({}, {}));
  });

  test('looks up each person in the workspace if it may', async () => {
    const scopes = [...SCOPES, 'users:read'];
    const both = { U0KIM: { id: 'U0KIM' }, U0LEE: { id: 'U0LEE' } };
    await expectIn('Slack people', 'ok', configOf(), { scopes, users: both });
    const left = { U0LEE: { deleted: true } };
    const checks = await run(configOf(), { scopes, users: left });
    expect(checks.filter(({ name }) => name.startsWith('Slack person'))).toMatchObject([
      { name: 'Slack person U0KIM', state: 'fail', what: 'is not in the workspace' },
      { name: 'Slack person U0LEE', state: 'fail', what: 'has left the workspace' },
    ]);
  });

  test.each<[object, string]>([
    [{ users: ['U0KIM', 'U0LEE'] }, 'ok | may claim: 2 people'],
    [{ users: [] }, 'warn | has nobody in it'],
    [{ ok: false, error: 'no_such_subteam' }, 'fail | is not in the workspace'],
    [{ ok: false, error: 'missing_scope' }, 'fail |  | See the line Slack scopes.'],
    [{ ok: false, error: 'plan_upgrade_required' }, 'fail | plan'],
    [{ ok: false, error: 'made_up' }, 'warn | Slack answers made_up'],
  ])('looks up once who is in a user group that may claim: %j: %s', async (group, row) => {
    const acting = { people: PEOPLE, claim: 'S0MADEUP' };
    const config = configOf({ vendors: written.vendors.map((vendor) => ({ ...vendor, acting })) });
    const scopes = [...SCOPES, 'usergroups:read'];
    await expectIn('Slack user group S0MADEUP', row, config, { scopes, group });
    const missing = 'missing: usergroups:read (without it nobody of a user group may claim)';
    await expectIn('Slack scopes', `fail | ${missing}`, config);
    expect((await run()).some(({ name }) => name.startsWith('Slack user group'))).toBe(false);
  });

  test('reports that no rule starts act, or that it may not', async () => {
    delete account.policies[ACT];
    await expectIn('acts to act', 'fail |  | --statement-id acts');
    account.rules[ACTS_RULE] = { State: 'ENABLED', types: [], targets: [ACT_ARN] };
    await expectIn('acts to act', 'fail | no rule matches ActAsked: no act from Slack reaches Coupang');
    account.rules[ORDERS_RULE] = { State: 'ENABLED', types: [], targets: [ACT_ARN] };
    await expectIn('orders to act', 'fail | no rule matches OrderRequested: no order is shown in Slack');
  });
});
