import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';
import { mockDocuments } from '../../fixtures/mock-documents.ts';
import { makeAccount, mockAccount } from './made-up-account.ts';
import { cases } from '../../fixtures/draws.ts';
import { makeTempDir, removeTempDirs } from '../local/temp-dirs.ts';
import { runAdmin } from './run-admin.ts';
import { englishIn } from './english-in.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { printLife } from '../../../admin/ticket/print-life.ts';
import { readDeployment } from '../../../admin/ticket/read-deployment.ts';
import { namesOf } from '../../../lib/config/names.ts';
import { newTicketItem } from '../../../lib/dynamodb/ticket-item.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { HOUR, NOW } from '../../fixtures/domain/made-up.ts';
import {
  makeShownTicket,
  makeTicket,
  type TicketFields,
  withoutFields,
} from '../../fixtures/domain/make-ticket.ts';
import { SOURCE_NAMES } from '../../../lib/domain/sources.ts';

const INQUIRY = '1000000001';
const ID = `KR/A00012345/call-center/${INQUIRY}/700000001`;
const awsError = (name: string): Error => Object.assign(new Error('made up'), { name });

type Account = {
  isDeployed?: boolean;
  namePrefix?: string;
  tickets?: Ticket[];
  /** Without the field that makes a ticket of an item. */
  isUnreadable?: boolean;
  /** The messages of log lines that Insights finds. */
  messages?: string[];
  /** The query's status at each look. */
  statuses?: ('Scheduled' | 'Running' | 'Complete' | 'Failed' | 'Timeout')[];
  /** AWS refuses this command with this error. */
  refused?: { command: 'DescribeStacks' | 'Query' | 'StartQuery'; name: string };
};

const openAccount = ({
  isDeployed = true,
  namePrefix,
  tickets = [],
  isUnreadable = false,
  messages = [],
  statuses = ['Complete'],
  refused,
}: Account) => {
  const refuse = (command: string): void => {
    if (refused?.command === command) throw awsError(refused.name);
  };
  const config = madeUpConfig([{}], namePrefix === undefined ? {} : { namePrefix });
  const names = namesOf(config);
  const account = makeAccount(config);
  if (!isDeployed) account.stacks = {};
  for (const group of ['/poll', '/notify']) account.resources.push(['AWS::Logs::LogGroup', group]);
  const region = 'ap-northeast-2';
  const clients = { region, ...mockAccount(account), logs: new CloudWatchLogsClient({ region }) };
  if (refused?.command === 'DescribeStacks')
    mockClient(clients.cloudFormation).on(DescribeStacksCommand).rejects(awsError(refused.name));
  // The store wraps the given client in one of its own.
  const partitions: string[] = [];
  mockDocuments()
    .on(QueryCommand)
    .callsFake(({ ExpressionAttributeValues }: { ExpressionAttributeValues: { ':partition': string } }) => {
      refuse('Query');
      const partition = ExpressionAttributeValues[':partition'];
      if (partition === 'VENDORS') return { Items: [{ pk: 'VENDORS', sk: 'KR#A00012345', v: 1 }] };
      partitions.push(partition);
      return {
        Items: tickets
          .map((ticket) => ({ ...newTicketItem(ticket), v: 1, ...(isUnreadable && { text: 5 }) }))
          .filter(({ pk }) => pk === partition),
      };
    });
  const queries: unknown[] = [];
  const looks = statuses.values();
  mockClient(clients.logs)
    .on(StartQueryCommand)
    .callsFake((query: unknown) => {
      refuse('StartQuery');
      queries.push(query);
      return { queryId: 'made-up-query' };
    })
    .on(GetQueryResultsCommand, { queryId: 'made-up-query' })
    .callsFake(() => ({
      status: looks.next().value ?? statuses.at(-1),
      results: messages.map((value) => [
        { field: '@message', value },
        { field: '@ptr', value: 'made-up' },
      ]),
    }));
  let slept = 0;
  const sleep = async (ms: number): Promise<void> => void (slept += ms);
  const read = (vendorId?: string) =>
    readDeployment(
      { names, sought: { inquiryId: INQUIRY, vendorId }, now: NOW + HOUR, texts: ADMIN_WORDING.en },
      clients,
      sleep,
    );
  return { read, queries, partitions, slept: () => slept };
};

const traced = (at: number, fields: object): string =>
  JSON.stringify({
    level: 'INFO',
    message: 'trace',
    timestamp: new Date(at).toISOString(),
    service: 'made-up',
    deliverable: ID,
    ...fields,
  });

const print = async (account: Account, isAll = false): Promise<string> =>
  printLife(INQUIRY, await openAccount(account).read(), ADMIN_WORDING.en.ticket, isAll);
const POSTED = { did: 'posted', attempt: 'card', channel: 'C0CS', ts: '1.1' };

describe('npm run ticket on AWS', () => {
  test('prints the life and the present state in Korean, with the words of the page', async () => {
    const account = openAccount({ tickets: [makeShownTicket()], messages: [traced(NOW + 2000, POSTED)] });
    const { ticket: words } = ADMIN_WORDING.ko;
    const source = words.places.deployed('Notifier', 'ap-northeast-2');
    const printed = printLife(INQUIRY, { ...(await account.read()), source }, words);
    expect(printed).toContain(`이관 건 ${ID} (Asia/Seoul 시각)`);
    expect(printed).toContain('Slack에 올렸습니다: 카드.');
    expect(printed).toContain(`${ID}: 미처리. 최초 감지 `);
    expect(englishIn(printed)).toEqual([]);
  });

  test('queries Insights for all lines since the ticket was first seen, and prints them in order', async () => {
    const ticket = makeShownTicket();
    const { read, queries, slept } = openAccount({
      tickets: [ticket],
      messages: [
        traced(NOW + 2000, { ...POSTED, version: 1 }),
        traced(NOW, { did: 'published', version: 1, event: 'TicketOpened' }),
        traced(NOW + 3000, {
          deliverable: 'KR/A00012345/call-center/1000000001',
          level: 'WARN',
          message: 'made up.',
        }),
        traced(NOW + 4000, {
          deliverable: ID.slice(0, ID.lastIndexOf('/')),
          did: 'looked-up',
          isFound: true,
        }),
        traced(NOW, { did: 'left-lists', deliverable: 'KR/A00012345/call-center/10000000012/1' }),
        'END RequestId: made-up',
      ],
      statuses: ['Scheduled', 'Running', 'Complete'],
    });
    const printed = printLife(INQUIRY, await read(), ADMIN_WORDING.en.ticket, true);
    expect(queries).toEqual([
      {
        logGroupNames: ['/poll', '/notify'],
        startTime: (ticket.facts.openedAt - HOUR) / 1000,
        endTime: (NOW + HOUR) / 1000,
        queryString: `fields @message | filter ${SOURCE_NAMES.map((source) => `deliverable like "/${source}/${INQUIRY}"`).join(' or ')} | sort @timestamp asc | limit 10000`,
      },
    ]);
    expect(slept()).toBe(2000);
    const [, life = ''] = printed.split('\n\n');
    expect(life.split('\n').map((text) => text.replace(/^\d{4}-\d\d-\d\d /, ''))).toEqual([
      `Hand-over ${ID}, times of Asia/Seoul`,
      expect.stringMatching(/^\d\d:\d\d:00 {2}Version 1 published: TicketOpened\.$/),
      expect.stringMatching(/:02 {2}Slack took the card\. Channel C0CS, ts 1\.1\. It shows version 1\.$/),
      expect.stringMatching(/:03 {2}warn: made up\.$/),
      expect.stringMatching(/:04 {2}Coupang was asked for this inquiry: it knows it\.$/),
      'Now:',
      expect.stringMatching(new RegExp(`^ {2}${ID} is open\\. First seen at .*; due at .*\\.$`)),
      '  Version 1; published: 1; shown in Slack: 1. Slack shows a card: channel C0CS, ts 1764048000.000100.',
    ]);
  });

  test('prints a hand-over and a product question of the same number, each with its own events', async () => {
    const question = makeShownTicket({ source: 'product', kind: 'question', answerId: '0' });
    const questionId = `KR/A00012345/product/${INQUIRY}/0`;
    const messages = [
      traced(NOW, { did: 'stored', kind: 'question', deliverable: questionId }),
      traced(NOW, { did: 'looked-up', isFound: true, deliverable: `KR/A00012345/product/${INQUIRY}` }),
      traced(NOW, POSTED),
    ];
    const printed = await print({ tickets: [makeShownTicket(), question], messages }, true);
    const partOf = (begin: string) => printed.split('\n\n').find((part) => part.startsWith(begin)) ?? '';
    const first = partOf('Hand-over');
    const second = partOf('Product question');
    expect(first).toContain(`Hand-over ${ID}, times of Asia/Seoul`);
    expect(first).toMatch(/Slack took the card\./);
    expect(first).not.toMatch(/stored|Coupang was asked/);
    expect(second).toContain(`Product question ${questionId}, times of Asia/Seoul`);
    expect(second).toMatch(
      /stored: a public answer is wanted[^]*Coupang was asked for this inquiry: it knows it\./,
    );
    expect(second).not.toMatch(/Slack took/);
  });

  test('describes a ticket that is older than the log from the table', async () => {
    const attempt = { name: 'card', channel: 'C0CS', at: NOW, token: 'made-up' } as const;
    const retry = { at: NOW, version: 1, since: NOW, times: 2, reason: 'invalid_blocks' };
    const unshown = withoutFields(
      makeShownTicket({
        announcement: 'none',
        attempt,
        retries: { edit: retry },
        steps: [
          { name: '6h', deadline: NOW, at: NOW, passed: true },
          { name: '3h', deadline: NOW, at: NOW },
        ],
      }),
      'ts',
    );
    const printed = await print({ tickets: [unshown] });
    for (const text of [
      /The log says nothing of it: it may be older than the log\./,
      /Slack shows nothing\./,
      /It has no card: it was over when it was first seen\./,
      /Steps: 6h at [^,]* \(overtaken\), 3h at [^,]*\d\.\n/,
      /The card was sent at .*, and its answer is not known\. Slack's history decides\./,
      /The edit waits until .*: invalid_blocks\./,
    ])
      expect(printed).toMatch(text);
  });

  test.each<[string, TicketFields, string]>([
    [
      'is not announced yet',
      { state: 'open' },
      'It has no card yet: Coupang lists it without a post that asks.',
    ],
    [
      'closed before it was announced',
      { state: 'closed', outcome: 'unknown', closedAt: NOW },
      'It has no card: a complete reading lacked it before it was announced.',
    ],
  ])('describes a provisional ticket that %s as provisional', async (_what, fields, message) => {
    const provisional = { seenAt: NOW, announceAt: NOW };
    const held = makeTicket({ announcement: 'none', provisional, ...fields });
    expect(await print({ tickets: [held] })).toContain(message);
  });

  test('names the person of a change as Slack does', async () => {
    const deed = { did: 'claimed', press: 'p1', by: 'U0HANA', name: 'Hana' } as const;
    const tickets = [makeShownTicket({ history: [{ name: 'act-2', at: NOW, deed }] })];
    const messages = [traced(NOW, { did: 'claimed', version: 2, by: 'U0HANA' })];
    expect(await print({ tickets, messages })).toContain('Hana claimed it.');
  });

  test("hides the program's own steps without --all", async () => {
    const inner = [
      traced(NOW, { did: 'published', version: 1, event: 'TicketOpened' }),
      traced(NOW + 1000, { level: 'INFO', message: 'press' }),
    ];
    const lifeOf = (messages: string[], isAll = false) =>
      print({ tickets: [makeShownTicket()], messages }, isAll);
    const printed = await lifeOf([...inner, traced(NOW + 2000, POSTED)]);
    expect(printed).toMatch(/ {2}Slack took the card\.\n/);
    expect(printed).not.toMatch(/press|TicketOpened|[Vv]ersion/);
    expect(await lifeOf(inner)).toContain('--all prints them');
    expect(await lifeOf(inner, true)).toMatch(/Version 1 published: TicketOpened\.\n.* {2}info: press\n/);
  });

  test('describes a ticket that only the log has from the log', async () => {
    const { read, queries } = openAccount({ messages: [traced(NOW, { did: 'left-lists', version: 2 })] });
    expect(printLife(INQUIRY, await read(), ADMIN_WORDING.en.ticket)).toContain(
      'The table does not hold it.',
    );
    const days = 90 * 24 * HOUR;
    expect(queries).toMatchObject([{ startTime: (NOW + HOUR - days) / 1000 }]);
  });

  test('--vendor searches only that vendor, even if it was never polled', async () => {
    const { read, partitions } = openAccount({});
    await read('test-ticket-C0CS');
    expect(partitions).toEqual(
      ['KR', 'TW'].flatMap((market) =>
        SOURCE_NAMES.map((source) => `T#${market}#test-ticket-C0CS#${source}#${INQUIRY}`),
      ),
    );
  });

  test('O12: with a prefix reads the deployment of that prefix', async () => {
    const life = await openAccount({ namePrefix: 'staging', tickets: [makeShownTicket()] }).read();
    expect(life.source).toBe('the log and the table of staging-Notifier in ap-northeast-2');
    expect(life.tickets).toHaveLength(1);
  });

  test('fails for an unknown inquiry and reports where it looked', async () => {
    await expect(print({})).rejects.toThrow(
      /^No ticket of inquiry 1000000001 is in the log and the table of Notifier in ap-northeast-2\. Check the id/,
    );
  });

  test.each<[string, Account, string]>([
    [
      'nothing is deployed',
      { isDeployed: false },
      'Notifier is not deployed in ap-northeast-2. Name the region',
    ],
    [
      'nobody is signed in',
      { refused: { command: 'DescribeStacks', name: 'CredentialsProviderError' } },
      'This shell is not signed in to AWS, ',
    ],
    [
      'the table may not be read',
      { refused: { command: 'Query', name: 'AccessDeniedException' } },
      'The table could not be read: AccessDeniedException. Your AWS user or role may not do this. Use another user or role',
    ],
    [
      'a ticket cannot be read',
      { tickets: [makeShownTicket()], isUnreadable: true },
      `T#KR#A00012345#call-center#${INQUIRY}/700000001 cannot be read: text (invalid_type). Repair the item, or deploy the release that wrote it.`,
    ],
    [
      'the log may not be read',
      { refused: { command: 'StartQuery', name: 'AccessDeniedException' } },
      'The log could not be read: AccessDeniedException.',
    ],
    [
      'the query fails',
      { statuses: ['Failed'] },
      'The query of Logs Insights ended as Failed: try once more.',
    ],
    ['the query never ends', { statuses: ['Running'] }, 'did not end within two minutes: try once more.'],
  ])('if %s reports that and what to do', async (_name, account, message) => {
    await expect(openAccount(account).read()).rejects.toThrow(message);
  });
});

afterAll(removeTempDirs);

const DATA: Record<string, (dir: string) => void> = {
  'an empty folder': () => undefined,
  'a file': (dir) => writeFileSync(join(dir, 'a'), ''),
  // As a folder of another user.
  'a log that cannot be read': (dir) => mkdirSync(join(dir, 'a', 'notifier.log'), { recursive: true }),
};

test.each(
  cases<[string[], keyof typeof DATA, string]>([
    [['12a'], 'an empty folder', "An inquiry's id is a number"],
    [['1'], 'an empty folder', 'the laptop has not run there. Set DATA_DIR'],
    [['1'], 'a file', 'the laptop has not run there. Set DATA_DIR'],
    [['1'], 'a log that cannot be read', 'could not be read: EISDIR'],
    [
      ['1', '--region', 'ap-northeast-2'],
      'an empty folder',
      'The stack could not be read: ECONNREFUSED. AWS could not be reached',
    ],
  ]),
)('npm run ticket -- %j with %s explains the failure, and exits with 1', async (args, data, message) => {
  const dir = makeTempDir();
  DATA[data]?.(dir);
  const { code, out, err } = await runAdmin('admin/ticket.ts', { args, env: { DATA_DIR: join(dir, 'a') } });
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
});
