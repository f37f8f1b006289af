import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { type Check, hasFailed, printChecks } from '../../../admin/doctor/check.ts';
import { type Examination, examine } from '../../../admin/doctor/examine.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { OUTPUTS, STACKS, WAKE_UP, namesOf } from '../../../lib/config/names.ts';
import { newTicketItem } from '../../../lib/dynamodb/ticket-item.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { Config, ConfigInput } from '../../../lib/config/schema.ts';
import type { TicketKey } from '../../../lib/domain/ticket/ticket.ts';
import { messageMetadata } from '../../../lib/slack/client/message-metadata.ts';
import { createWebClient } from '../../../lib/slack/client/create-web-client.ts';
import written from '../../../notifier.config.ts';
import { makeNewTicket } from '../../fixtures/domain/make-ticket.ts';
import { englishIn } from './english-in.ts';
import { expectCheck, findCheck } from './find-check.ts';
import { type TestSlack, startTestSlack } from '../../fixtures/slack/start-test-slack.ts';
import {
  type Account,
  NOTIFY_ARN,
  NOW,
  RULE,
  RULE_ARN,
  makeAccount,
  mockAccount,
} from './made-up-account.ts';

const SECRETS = namesOf({}).secrets;

const COUPANG = SECRETS.coupang('KR', 'A00012345');
const LEAD = 'C0LEAD';

let account: Account;
let slack: TestSlack;
beforeEach(async () => {
  account = makeAccount(configOf());
  slack = await startTestSlack({ channels: ['C0CS', 'C0OPS', LEAD], privateChannels: [LEAD] });
});
afterEach(() => slack.stop());

const configOf = (live = true, changed: Partial<ConfigInput> = {}): Config =>
  parseConfig(
    { ...written, vendors: written.vendors.map((vendor) => ({ ...vendor, live })), ...changed },
    'made-up.config.ts',
  );

const run = (config = configOf(), changed: Partial<Examination> = {}): Promise<Check[]> =>
  examine({
    config,
    configFile: 'made-up.config.ts',
    clients: mockAccount(account),
    slack: createWebClient({ slackApiUrl: slack.slack().apiUrl }),
    now: () => NOW,
    words: ADMIN_WORDING.en,
    sleep: async () => undefined,
    ...changed,
  });

/** A refusal in the words of AWS. */
const denied = (action: string, arn: string): Error =>
  Object.assign(
    new Error(
      `User: arn:aws:iam::123456789012:user/hana is not authorized to perform: ${action} on resource: ${arn} because no identity-based policy allows the ${action} action`,
    ),
    { name: 'AccessDeniedException' },
  );

/** An answer of poll, with some changes. */
const answering = (changed: Record<string, unknown>) => () => ({ result: 'ok', checkedAt: NOW, ...changed });

test('O12: the doctor of a deployment with a prefix ignores the deployment beside it', async () => {
  const config = configOf(true, { namePrefix: 'staging' });
  const own = makeAccount(config);
  account.stacks = { ...own.stacks, Notifier: 'UPDATE_ROLLBACK_FAILED', NotifierEgress: 'DELETE_FAILED' };
  account.outputs = own.outputs;
  account.secrets = { ...own.secrets, [COUPANG]: 'hush', [SECRETS.slack]: 'hush' };
  account.tables.push('Notifier-TicketsTable1A2B3C-OTHER', 'staging-Notifier-TicketsTable1A2B3C-OLD');
  const checks = await run(config);
  expectCheck(checks, 'stack staging-Notifier', 'ok');
  expectCheck(checks, 'stack staging-NotifierEgress', 'ok');
  const flaws = checks.filter(({ state }) => state !== 'ok').map(({ name }) => name);
  expect(flaws).toEqual(['table staging-Notifier-TicketsTable1A2B3C-OLD']);
  account.secrets = makeAccount(configOf()).secrets;
  expectCheck(await run(config), 'secret Slack', 'fail | no secret staging-coupang-inquiry-notifier/slack');
  account.stacks = makeAccount(configOf()).stacks;
  expect(findCheck(await run(config), 'stack staging-Notifier')).toMatchObject({
    state: 'fail',
    toDo: 'Deploy it: npx cdk deploy Notifier',
  });
});

describe('the doctor of a healthy system', () => {
  test('finds nothing to do, and calls Coupang once per vendor (O8)', async () => {
    const checks = await run();
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(hasFailed(checks)).toBe(false);
    expect(account.invoked).toEqual([{ check: 'A00012345', market: 'KR' }]);
    expect(checks.map(({ name }) => name)).toEqual([
      'configuration',
      'stack NotifierEgress',
      'egress address',
      'stack Notifier',
      'deployed configuration',
      'removed vendors',
      'schedule poll-KR-A00012345',
      'schedule track-sla',
      'schedule report',
      'wake-ups to notify',
      'concurrency',
      'refused messages',
      'lanes',
      'alarm mail',
      'secret KR A00012345',
      'Coupang KR A00012345',
      'clock here',
      'clock of Coupang',
      'secret Slack',
      'Slack token',
      'Slack scopes',
      'Slack channel C0CS',
      'Slack channel C0OPS',
      'Slack channel C0LEAD',
    ]);
    expect(findCheck(checks, 'egress address').what).toContain('203.0.113.7');
  });

  test('prints one line per check and no secret', async () => {
    const text = printChecks(await run(), ADMIN_WORDING.en);
    expect(text).toMatch(/^ok {4}configuration/);
    expect(text).toContain('24 ok, 0 to note, 0 to fix.');
    expect(text).not.toMatch(/hush|xoxb/);
  });

  test('prints it in Korean, in columns that are aligned in a terminal', async () => {
    const text = printChecks(await run(configOf(), { words: ADMIN_WORDING.ko }), ADMIN_WORDING.ko);
    expect(text).toMatch(/^정상  설정 {2,}made-up\.config\.ts: 업체 1곳 중 1곳 시작됨$/m);
    expect(text).toContain('정상 24건, 참고 0건, 조치 필요 0건');
    expect(englishIn(text)).toEqual([]);
  });
});

test('the doctor checks each address that gets the alarms (O14)', async () => {
  const config = configOf(true, { alarmMail: ['ops@example.com', 'lead@example.com'] });
  account.outputs = makeAccount(config).outputs;
  const found = (await run(config)).filter(({ name }) => name === 'alarm mail');
  expect(found.map(({ state, what }) => [state, what.split(' ')[0]])).toEqual([
    ['ok', 'ops@example.com'],
    ['fail', 'lead@example.com'],
  ]);
});

test('a test alarm is sent only on demand, and only if it can arrive (O6)', async () => {
  const alarmTest = { sleep: async () => undefined };
  await run();
  expect(account.alarmStates).toEqual([]);
  expect(findCheck(await run(configOf(), { alarmTest }), 'alarm test').state).toBe('ok');
  expect(account.alarmStates).toHaveLength(2);
  account.subscriptions = [];
  expectCheck(await run(configOf(), { alarmTest }), 'alarm test', 'fail | was not run');
  expect(account.alarmStates).toHaveLength(2);
});

test('the pager must be confirmed as well, and its address is not shown (O8)', async () => {
  const pagerUrl = 'https://events.example.com/integration/hush/enqueue';
  const config = configOf(true, { pagerUrl });
  account.outputs = makeAccount(config).outputs;
  const pagerIs = async (...arns: string[]): Promise<string> => {
    account.subscriptions = arns.map((SubscriptionArn) => ({
      Protocol: 'https',
      Endpoint: pagerUrl,
      SubscriptionArn,
    }));
    const checks = await run(config);
    expect(JSON.stringify(checks)).not.toContain('hush');
    const { state, what } = findCheck(checks, 'alarm pager');
    return `${state} ${what}`;
  };
  expect(await pagerIs('arn:aws:sns:made-up')).toBe('ok events.example.com gets the alarms');
  expect(await pagerIs('PendingConfirmation')).toMatch(/^fail .*has not confirmed/);
  expect(await pagerIs()).toMatch(/^fail .*is not subscribed/);
});

describe('the doctor names the fault and what to do (O8):', () => {
  // Each key holds the flaw, and the name, the state, the text and the next step of its check.
  const flaws: Record<string, (made: Account) => void> = {
    'a stack that is not deployed | stack Notifier | fail | is not deployed | cdk deploy Notifier': (made) =>
      delete made.stacks[STACKS.notifier],
    'an egress that is not deployed | stack NotifierEgress | fail | is not deployed | cdk deploy NotifierEgress':
      ({ stacks }) => delete stacks[STACKS.egress],
    'a release without the name of poll | Coupang | fail | poll function | Deploy': ({ outputs }) =>
      delete outputs[STACKS.notifier]?.[OUTPUTS.pollFunction],
    'a schedule that is off | schedule poll-KR-A00012345 | fail | is disabled | Enable it: aws scheduler update-schedule --region ap-northeast-2 --state ENABLED --cli-input-json "$(aws scheduler get-schedule --region ap-northeast-2 --group-name made-up-group --name poll-KR-A00012345 ':
      ({ schedules }) => (schedules['poll-KR-A00012345'] = 'DISABLED'),
    'a schedule that is missing | schedule track-sla | fail | does not exist | cdk deploy': ({ schedules }) =>
      delete schedules['track-sla'],
    'a schedule that somebody deleted | schedule poll-KR-A00012345 | fail | does not exist | does not make it again: RUNBOOK.md, Poll':
      (made) => {
        made.resources.push(['AWS::Scheduler::Schedule', 'poll-KR-A00012345']);
        delete made.schedules['poll-KR-A00012345'];
      },
    'a schedule of reports that somebody deleted | schedule report | fail | does not exist | does not make it again: RUNBOOK.md, Report':
      (made) => {
        made.resources.push(['AWS::Scheduler::Schedule', 'report']);
        delete made.schedules['report'];
      },
    'a schedule of reports that is missing | schedule report | fail | does not exist | cdk deploy': (made) =>
      delete made.schedules['report'],
    'a rule that is off | wake-ups to notify | fail | wake-up is disabled | Enable it: aws events enable-rule --region ap-northeast-2 --event-bus-name made-up-bus --name wake-up':
      ({ rules }) => (rules[RULE] = { State: 'DISABLED', types: [WAKE_UP], targets: [NOTIFY_ARN] }),
    'a rule that matches no wake-up | wake-ups to notify | fail | no rule matches DeliveryDue | cdk deploy':
      ({ rules }) => (rules[RULE] = { State: 'ENABLED', types: ['TicketWarned'], targets: [NOTIFY_ARN] }),
    'a rule that somebody deleted | wake-ups to notify | fail | wake-up does not exist | Taking it down': (
      made,
    ) => delete made.rules[RULE],
    'a rule whose target somebody took away | wake-ups to notify | fail | starts no function of the stack | Taking it down':
      ({ rules }) => (rules[RULE] = { State: 'ENABLED', types: [WAKE_UP], targets: [] }),
    [`a rule that may start nothing | wake-ups to notify | fail | may not start made-up-notify | aws lambda add-permission --function-name made-up-notify --statement-id wake-ups --action lambda:InvokeFunction --principal events.amazonaws.com --source-arn ${RULE_ARN}`]:
      ({ policies }) => delete policies['made-up-notify'],
    'a rule that may not start notify, though another may | wake-ups to notify | fail | may not start made-up-notify | add-permission':
      ({ policies }) =>
        (policies['made-up-notify'] = [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnLike: { 'AWS:SourceArn': `${RULE_ARN}-of-another` } },
          },
        ]),
    'an account that runs too few functions at once, as new ones do (R26) | concurrency | warn | may run 10 functions at once; live vendors: 1. They need 22 | Request more: aws service-quotas request-service-quota-increase --region ap-northeast-2 --service-code lambda --quota-code L-B99A9384 --desired-value 22':
      (made) => (made.concurrency = { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 }),
    'an account whose functions have reserved all but a few for themselves (R26) | concurrency | warn | may run 21 functions at once, as 979 of 1000 are reserved; live vendors: 1. They need 22 | --desired-value 1001':
      (made) => (made.concurrency = { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 21 }),
    'a file that was changed and not deployed | deployed configuration | fail | differs from made-up.config.ts | cdk deploy Notifier':
      ({ outputs }) => (outputs[STACKS.notifier] = { ...outputs[STACKS.notifier], ConfigHash: 'made-up' }),
    'a release that does not report its configuration | deployed configuration | warn | does not name it | cdk deploy Notifier':
      ({ outputs }) => delete outputs[STACKS.notifier]?.[OUTPUTS.configHash],
    'a vendor that was taken out of the configuration before its tickets had ended | removed vendors | warn | KR A00000002 is in the table and not in the configuration: 1 open tickets without polls and warnings, 2 closed | Put it back into vendors[], or let it run out':
      ({ items }) => {
        items['table|VENDORS']?.push({ pk: 'VENDORS', sk: 'KR#A00000002', v: 1 });
        items['attention|KR#A00000002'] = [newTicketItem(makeNewTicket('1', { vendorId: 'A00000002' }))];
        items['closed|KR#A00000002'] = ['2', '3'].map((id) =>
          newTicketItem(
            makeNewTicket(id, { vendorId: 'A00000002', state: 'closed', outcome: 'unknown', closedAt: NOW }),
          ),
        );
      },
    'a mail address that nobody has confirmed | alarm mail | fail | PendingConfirmation | To send the mail again: aws sns subscribe --region ap-northeast-2 --topic-arn arn:aws:sns:ap-northeast-2:123456789012:alarms --protocol email --notification-endpoint "ops@example.com"':
      (made) =>
        (made.subscriptions = made.subscriptions.map((subscription) => ({
          ...subscription,
          SubscriptionArn: 'PendingConfirmation',
        }))),
    'O14: a mail address that was confirmed by the link alone | alarm mail | warn | anyone who opens the unsubscribe link | npm run alarms -- confirm':
      (made) => (made.confirmedSigned = false),
    'a mail address that is not subscribed | alarm mail | fail | ops@example.com is not subscribed | Run: aws sns subscribe ':
      (made) =>
        (made.subscriptions = made.subscriptions.map((subscription) => ({
          ...subscription,
          Endpoint: 'other@example.com',
        }))),
    "a table that nothing uses | table Notifier-TicketsTable1A2B3C-OLD | fail | is left from an earlier stack | existingTable: 'Notifier-TicketsTable1A2B3C-OLD'":
      ({ tables }) => tables.push('Notifier-TicketsTable1A2B3C-OLD'),
    'an empty table of a failed first deploy | table Notifier-TicketsTable1A2B3C-OLD | warn | and is empty | Delete it':
      ({ tables, emptyTables }) => {
        tables.push('Notifier-TicketsTable1A2B3C-OLD');
        emptyTables.push('Notifier-TicketsTable1A2B3C-OLD');
      },
    "O3: a table of an earlier stack that the configuration has lost | table made-up-table | fail | the configuration does not name it | existingTable: 'made-up-table'":
      (made) => (made.resources = made.resources.filter(([type]) => type !== 'AWS::DynamoDB::GlobalTable')),
    'O3: a stack of our name that is somebody else’s | stack Notifier | fail | is not this program\'s: it says "made up" | another region or account':
      ({ descriptions, outputs }) => {
        descriptions[STACKS.notifier] = 'made up';
        outputs[STACKS.notifier] = {};
      },
    'a key that nobody has stored | secret KR A00012345 | fail | no secret | npm run secrets -- A00012345': (
      made,
    ) => delete made.secrets[COUPANG],
    'a secret that somebody deleted | secret KR A00012345 | fail | marked for deletion | restore-secret --region ap-northeast-2 --secret-id coupang-inquiry-notifier/coupang/KR/A00012345':
      ({ deletedSecrets }) => deletedSecrets.push(COUPANG),
    "Slack's keys that nobody has stored | secret Slack | fail | no secret | npm run secrets -- slack": (
      made,
    ) => delete made.secrets[SECRETS.slack],
    'a token that Slack does not take | Slack token | fail | invalid_auth | npm run secrets -- slack': (
      made,
    ) => (made.secrets[SECRETS.slack] = '{"botToken":"xoxb-hush"}'),
  };
  /** The doctor finds this line: its name, its state, and parts of its text and of its next step. */
  const expectLine = async (row: string): Promise<void> => {
    const [name = '', ...cells] = row.split(' | ');
    expect(cells).toHaveLength(3);
    const checks = await run();
    expectCheck(checks, name, cells.join(' | '));
    expect(hasFailed(checks)).toBe(cells[0] === 'fail');
    expect(JSON.stringify(checks)).not.toMatch(/hush|xoxb-/);
  };

  test.each(Object.entries(flaws))('%s', async (row, change) => {
    change(account);
    await expectLine(row.slice(row.indexOf(' | ') + 3));
  });

  test.each([
    ['REVIEW_IN_PROGRESS', 'fail | is not deployed | cdk deploy Notifier'],
    ['UPDATE_IN_PROGRESS', 'warn | UPDATE_IN_PROGRESS | Wait'],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      'warn | rolled back | See why: aws cloudformation describe-stack-events --region ap-northeast-2 --stack-name Notifier ',
    ],
    ['UPDATE_ROLLBACK_FAILED', 'fail | ROLLBACK_FAILED | npx cdk rollback Notifier'],
    ['ROLLBACK_COMPLETE', 'fail | ROLLBACK_COMPLETE | Then: npx cdk deploy Notifier'],
    ['DELETE_FAILED', 'fail | DELETE_FAILED | Then: npx cdk destroy Notifier'],
  ])('a stack in the state %s: %s', async (status, row) => {
    account.stacks[STACKS.notifier] = status;
    await expectLine(`stack Notifier | ${row}`);
  });

  test.each([
    [{}, 'fail | secretKey is missing or not a string | npm run secrets'],
    [{ secretKey: 'hush' }, 'warn | no last day | npm run secrets'],
    [{ secretKey: 'hush', expiresOn: '2026-12-09' }, 'warn | in 14 days | Reissue it'],
    [{ secretKey: 'hush', expiresOn: '2026-11-24' }, 'fail | ended on 2026-11-24 | Reissue it'],
  ])('O7: a stored key with %j: %s', async (stored, row) => {
    account.secrets[COUPANG] = JSON.stringify({ accessKey: 'hush', ...stored });
    await expectLine(`secret KR A00012345 | ${row}`);
  });

  test('clocks that differ: this machine’s, and Coupang’s', async () => {
    account.answer = answering({ checkedAt: NOW + 120_000, clockDiffersByMs: -420_000 });
    const checks = await run();
    expectCheck(checks, 'clock here', 'warn | 120 s');
    expectCheck(checks, 'clock of Coupang', "warn | -420 s off AWS's");
    account.answer = answering({ result: 'coupang-down' });
    expect((await run()).map(({ name }) => name)).not.toContain('clock of Coupang');
    account.answer = answering({ checkedAt: NOW - 120_000 });
    expectCheck(await run(), 'clock here', 'warn | -120 s');
  });

  test.each([
    'chat:write',
    'channels:read',
    'groups:read',
    'channels:history',
    'groups:history',
    'metadata.message:read',
  ] as const)('the missing scope %s', async (scope) => {
    slack.slack().takeScope(scope);
    expectCheck(await run(), 'Slack scopes', `fail | missing: ${scope} (without it | reinstall`);
  });

  test('a channel that is archived, private, missing or without the app', async () => {
    slack.slack().setChannel('C0CS', 'not-member');
    slack.slack().setChannel('C0OPS', 'archived');
    slack.slack().setChannel(LEAD, 'not-member');
    const checks = await run();
    expectCheck(checks, 'Slack channel C0CS', 'fail | the app is not in #c0cs | /invite');
    expectCheck(checks, 'Slack channel C0OPS', 'fail | archived');
    expectCheck(checks, 'Slack channel C0LEAD', 'fail |  | /invite');
  });

  test('ignores a vendor that was removed long ago and has run out', async () => {
    account.items['table|VENDORS']?.push({ pk: 'VENDORS', sk: 'KR#A00000002', v: 1 });
    expectCheck(await run(), 'removed vendors', 'ok | none left anything in the table');
  });

  test('explains in Korean what is missing, wrong, refused or unknown', async () => {
    account.stacks['NotifierEgress'] = 'UPDATE_ROLLBACK_FAILED';
    account.secrets[COUPANG] = '{"accessKey":"hush"}';
    delete account.secrets[SECRETS.slack];
    account.tables.push('Notifier-TicketsTable1A2B3C-OLD');
    account.answer = answering({
      result: 'ip-not-allowed',
      problem: 'Made up. It is not allowed.',
      ip: '203.0.113.9',
    });
    const clients = mockAccount(account);
    mockClient(clients.scheduler).rejects(denied('lambda:GetAccountSettings', '*'));
    const checks = await run(configOf(true, { acting: 'on' }), { clients, words: ADMIN_WORDING.ko });
    expect(checks.filter(({ state }) => state !== 'ok').length).toBeGreaterThan(5);
    expect(englishIn(printChecks(checks, ADMIN_WORDING.ko))).toEqual([]);
  });

  test('reports what AWS does not show, and makes the other checks', async () => {
    const clients = mockAccount(account);
    mockClient(clients.secrets)
      .on(GetSecretValueCommand)
      .rejects(denied('secretsmanager:GetSecretValue', 'coupang/made-up'));
    const checks = await run(configOf(), { clients });
    expectCheck(
      checks,
      'secret KR A00012345',
      'fail | could not be checked: AccessDeniedException | may not do secretsmanager:GetSecretValue on coupang/made-up. Use another',
    );
    expectCheck(checks, 'Coupang KR A00012345', 'ok');
  });
});

describe('a vendor that is not live yet', () => {
  test('has its key checked, and a missing key is no failure', async () => {
    account.outputs = makeAccount(configOf(false)).outputs;
    account.schedules = { report: 'ENABLED' };
    account.resources = account.resources.filter(([type]) => !/SNS/.test(type));
    delete account.secrets[COUPANG];
    account.answer = answering({ result: 'not-set-up' });
    const checks = await run(configOf(false));
    expect(hasFailed(checks)).toBe(false);
    for (const name of ['configuration', 'secret KR A00012345', 'Coupang KR A00012345'])
      expectCheck(checks, name, 'warn');
    account.answer = answering({ result: 'key-just-issued' });
    expectCheck(await run(configOf(false)), 'Coupang KR A00012345', 'warn');
    account.answer = answering({});
    expectCheck(
      await run(configOf(false)),
      'Coupang KR A00012345',
      'ok | accepts this key; the vendor is not live',
    );
  });

  test('is reported if its schedule still runs', async () => {
    expectCheck(await run(configOf(false)), 'schedule poll-KR-A00012345', 'warn |  | cdk deploy');
  });

  test("reports egress 'none', and needs no egress stack", async () => {
    const config = configOf(true, { egress: 'none' });
    account.outputs = makeAccount(config).outputs;
    delete account.stacks[STACKS.egress];
    const checks = await run(config);
    expectCheck(checks, 'egress', 'warn');
    expect(checks.some(({ name }) => name === 'stack NotifierEgress')).toBe(false);
    expect(hasFailed(checks)).toBe(false);
  });

  test('reports an unused egress stack, because it costs money by the hour (O3)', async () => {
    const config = configOf(true, { egress: 'none' });
    account.outputs = makeAccount(config).outputs;
    const checks = await run(config);
    expectCheck(
      checks,
      'stack NotifierEgress',
      "warn | still exists, though egress is 'none' | lift its protection and delete it (docs/operations.md",
    );
    expect(checks.some(({ name }) => name === 'egress address')).toBe(false);
  });
});

describe('--test-ticket', () => {
  const replying = (reply: unknown) => (event: Record<string, string>) =>
    'testTicket' in event ? reply : makeAccount(configOf()).answer(event);

  test('sends a test ticket through the deployed poll, after the channel was checked (O8)', async () => {
    account.answer = replying({ stage: 'done', shownAfterMs: 2340 });
    const checks = await run(configOf(), { testTicket: 'C0OPS' });
    expect(account.invoked.at(-1)).toEqual({ testTicket: 'C0OPS' });
    expect(checks.at(-1)).toMatchObject({
      name: 'test ticket C0OPS',
      state: 'ok',
      what: expect.stringContaining('after 2.3 s'),
    });
  });

  test.each([
    [{ stage: 'publishing' }, 'fail', 'bus'],
    [{ stage: 'reaching-notify' }, 'fail', 'did not reach notify'],
    [{ stage: 'slack' }, 'fail', 'Slack did not accept it'],
    [{ stage: 'closing', shownAfterMs: 1 }, 'warn', 'not withdrawn'],
    [{ stage: 'closing', shownAfterMs: 1 }, 'warn', 'delete the card by hand'],
    [new Error('made up'), 'fail', 'the deployed poll failed: Error: made up'],
    [{ readings: 2 }, 'fail', 'gave no answer'],
  ])('reports where %j got stuck: %s, %s', async (testTicket, state, says) => {
    account.answer = replying(testTicket);
    const check = (await run(configOf(), { testTicket: 'C0OPS' })).at(-1);
    expect(check?.state).toBe(state);
    expect(`${check?.what} ${check?.toDo}`).toContain(says);
  });

  describe('checks whether Slack returns the metadata of the card', () => {
    const ticket: TicketKey = {
      market: 'KR',
      vendorId: 'test-ticket-C0OPS',
      source: 'call-center',
      inquiryId: '1768453200000',
      answerId: '1',
    };
    const metadata = messageMetadata(ticket, 'card');
    const expectMetadata = async (ts: string, row: string) => {
      account.answer = replying({ stage: 'done', shownAfterMs: 2340, channel: 'C0OPS', ts, ticket });
      expectCheck(await run(configOf(), { testTicket: 'C0OPS' }), 'message metadata', row);
    };

    test('if it does', async () => {
      const ts = await slack.post('card', { channel: 'C0OPS', metadata });
      await slack.post('another', { channel: 'C0OPS' });
      await expectMetadata(ts, 'ok');
    });

    test('if it does not, or returns that of another message', async () => {
      const others = messageMetadata({ ...ticket, answerId: '2' }, 'card');
      for (const other of [{}, { metadata: others }]) {
        const ts = await slack.post('card', { channel: 'C0OPS', ...other });
        await expectMetadata(ts, 'fail | is sent twice | metadata.message:read');
      }
    });

    test('if it does not show the history, or not the card', async () => {
      await expectMetadata('1768453200.000100', 'warn | not in the history');
      const ts = await slack.post('card', { channel: 'C0OPS', metadata });
      slack.slack().fail({ error: 'missing_scope' }, { method: 'conversations.history' });
      await expectMetadata(ts, 'fail | missing_scope | channels:history');
    });
  });

  test('sends nothing if it cannot arrive', async () => {
    account.answer = replying({ stage: 'done' });
    slack.slack().setChannel('C0OPS', 'not-member');
    for (const testTicket of ['C0OPS', 'C0NONE'])
      expect((await run(configOf(), { testTicket })).at(-1)).toMatchObject({
        state: 'fail',
        what: 'was not sent',
      });
    expect(account.invoked.filter((event) => 'testTicket' in event)).toEqual([]);
  });
});

test('counts down to the end of a key by the market’s date, not by this machine’s (O7)', async () => {
  account.secrets[COUPANG] = '{"accessKey":"hush","secretKey":"hush","expiresOn":"2026-11-25"}';
  const at = async (instant: string) =>
    findCheck(await run(configOf(), { now: () => Date.parse(instant) }), 'secret KR A00012345').state;
  expect(await at('2026-11-25T14:59:59Z')).toBe('warn');
  expect(await at('2026-11-25T15:00:00Z')).toBe('fail');
});
