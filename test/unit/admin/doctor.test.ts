import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Learning, type LearntAnswer, learnFrom, printLearning } from '../../../admin/doctor/learn.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { ASSUMPTIONS } from '../../../lib/domain/assumptions/assumptions.ts';
import { LANE_HELD_TOO_LONG_MS, OUTPUTS, STACKS } from '../../../lib/config/names.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import written from '../../../notifier.config.ts';
import { expectCheck, findCheck } from './find-check.ts';
import { type Account, NOW, makeAccount, mockAccount } from './made-up-account.ts';
import type { Check } from '../../../admin/doctor/check.ts';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { checkConcurrency } from '../../../admin/doctor/check-stack.ts';
import { checkCoupang } from '../../../admin/doctor/check-coupang.ts';
import { checkDelivery } from '../../../admin/doctor/check-delivery.ts';
import type { Lane } from '../../../lib/workflows/ports/store.ts';
import { type Notice, newNotice } from '../../../lib/domain/notice/notice.ts';
import { type Deliverable, deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { Retry } from '../../../lib/domain/ticket/ticket.ts';
import { makeTicket, rowOf, withFields } from '../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../fixtures/domain/made-up.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

const config = parseConfig(
  { ...written, vendors: written.vendors.map((vendor) => ({ ...vendor, live: true })) },
  'made-up.config.ts',
);
const [vendor] = config.vendors;
if (!vendor) throw new Error('the sample configuration has a vendor');

let account: Account;
beforeEach(() => {
  account = makeAccount(config);
  account.answer = () => LEARNT;
});

const COUNTED = ASSUMPTIONS.filter((each) => 'count' in each);
const EVIDENCE: LearntAnswer['evidence'] = COUNTED.map(({ name }) => ({ name, for: 0, against: 0 }));
const COUNTS = { inquiries: 9, requestAnswer: 8, answered: 0, complete: 7, asking: 6, open: 5, closed: 1 };
/** An answer of poll. Tests change parts of it. */
const LEARNT = {
  market: 'KR',
  vendorId: 'A00012345',
  result: 'ok',
  checkedAt: NOW,
  evidence: EVIDENCE,
  lists: [{ status: 'TRANSFER', counts: COUNTS }],
  windows: 6,
  pages: 19,
  inquiries: 310,
};
const counting = (name: string, cases: { for: number; against: number }) => ({
  ...LEARNT,
  evidence: EVIDENCE.map((entry) => (entry.name === name ? { name, ...cases } : entry)),
});

const learn = (live = true): Promise<Learning> => {
  return learnFrom({ ...vendor, live }, { config, clients: mockAccount(account), words: ADMIN_WORDING.en });
};
const print = async (): Promise<string> => printLearning(await learn(), ADMIN_WORDING.en);

describe('doctor --learn', () => {
  test('lets the deployed poll read a vendor once, and prints each assumption with its cases (I9)', async () => {
    account.answer = () => counting('clock-starts-at-asking-post', { for: 42, against: 0 });
    const text = await print();
    expect(account.invoked).toEqual([{ learn: 'A00012345', market: 'KR' }]);
    expect(text).toContain('310 inquiries on 19 pages of 6 windows');
    for (const { assumed } of COUNTED) expect(text).toContain(assumed);
    expect(text).toMatch(/^ {3}42 {8}0 {2}The 24 hours begin/m);
    expect(text).toContain(
      `${COUNTED.length} assumptions: 0 with cases against, ${COUNTED.length - 1} without any case.`,
    );
    expect(text).not.toContain('->');
  });

  test('explains the effect on the program only if a case contradicts an assumption', async () => {
    account.answer = () => counting('flag-falls-with-answer', { for: 3, against: 1 });
    const text = await print();
    expect(text.match(/->/g)).toHaveLength(1);
    expect(text).toMatch(/ {4}3 {8}1 {2}A vendor's answer removes.*\n +-> An answered ticket stays open/);
    expect(text).toContain('1 with cases against');
  });

  test('shows the figures of each list below their names', async () => {
    const lines = (await print()).split('\n').slice(-2);
    expect(lines[0]).toMatch(
      /^ +inquiries +requestAnswer +answered +complete +a post asks +open ticket +closed ticket$/,
    );
    expect(lines[1]).toMatch(/^TRANSFER +9 +8 +0 +7 +6 +5 +1$/);
    expect(lines[0]).toHaveLength(lines[1]?.length ?? 0);
  });

  test('shows what no list can show, if the vendor reads that source, and asks to look in WING', async () => {
    expect(await print()).not.toContain('The seller score counts');
    account.answer = () => ({ ...LEARNT, sources: [{ source: 'product', result: 'ok' }] });
    expect(await print()).toMatch(
      /No list of Coupang shows .*\n {2}The seller score counts .*\n +-> A report shows/,
    );
  });

  test('says what to do if Coupang refuses a source beside the hand-overs, with what was read of these', async () => {
    account.answer = () => ({
      ...LEARNT,
      sources: [{ source: 'product', result: 'credentials', problem: 'Coupang refuses. More' }],
    });
    const text = await print();
    expect(text).toContain('310 inquiries on 19 pages');
    expect(text).toMatch(/product questions KR A00012345.*credentials: Coupang refuses/);
    expect(text).toContain('may read product inquiries');
  });

  test('shows an assumption of another release by its name', async () => {
    account.answer = () => ({ ...LEARNT, evidence: [{ name: 'later-one', for: 1, against: 2 }] });
    expect(await print()).toMatch(/ {4}1 {8}2 {2}later-one$/m);
  });

  test.each([
    ['pages', 'at the limit of pages for one run'],
    ['time', 'raise pollTimeoutSeconds'],
    ['later-word', 'It ended early: later-word.'],
  ])('reports that it ended early: %s', async (stopped, message) => {
    account.answer = () => ({ ...LEARNT, stopped });
    expect(await print()).toContain(message);
  });

  test('reports a failure of Coupang together with what was read before', async () => {
    account.answer = () => ({
      ...LEARNT,
      result: 'throttled',
      problem: 'Coupang throttles vendor A00012345. Wait.',
      stopped: 'coupang',
    });
    const { checks } = await learn();
    expect(checks).toMatchObject([{ name: 'learning KR A00012345', state: 'fail' }]);
    const text = await print();
    expect(text).toContain('310 inquiries');
    expect(text).toContain('-> See what else uses this key');
  });
});

describe('doctor --learn prints no table and explains what to do if', () => {
  const nothing = { ...LEARNT, windows: 0, pages: 0, inquiries: 0 };

  const explains = async (what: string, toDo: string): Promise<void> => {
    const { checks, learnt } = await learn();
    expect(learnt).toBeUndefined();
    expect(checks).toMatchObject([
      { state: 'fail', what: expect.stringContaining(what), toDo: expect.stringContaining(toDo) },
    ]);
  };

  test.each<[string, unknown, string, string]>([
    [
      'the key is not stored',
      { ...nothing, result: 'not-set-up' },
      'not-set-up',
      'npm run secrets -- A00012345 --market KR',
    ],
    [
      'the address is not registered',
      { ...nothing, result: 'ip-not-allowed' },
      'ip-not-allowed',
      'Add 203.0.113.7',
    ],
    [
      'Coupang must be left alone',
      { ...nothing, result: 'blocked-at-edge', until: NOW + 600_000 },
      'paused until 2026-11-25 14:10',
      'Run the doctor again when that time is over',
    ],
    [
      'the deployed release is older',
      Object.assign(new Error('market: made up'), { name: 'ConfigError' }),
      'the deployed poll failed: ConfigError',
      'cdk deploy Notifier',
    ],
    ['the deployed release is another', { result: 'ok' }, 'of another release', 'cdk deploy Notifier'],
  ])('%s', async (_where, answer, what, toDo) => {
    account.answer = () => answer;
    await explains(what, toDo);
  });

  test('nothing is deployed, as on a laptop, or the stack names no poll', async () => {
    delete account.outputs[STACKS.notifier]?.[OUTPUTS.pollFunction];
    await explains('does not name its poll function', 'cdk deploy Notifier');
    delete account.stacks[STACKS.notifier];
    await explains('is not deployed', 'cdk deploy Notifier');
  });

  test('the vendor is not live, and does not call Coupang', async () => {
    const { checks } = await learn(false);
    expect(checks).toMatchObject([{ state: 'fail' }]);
    expect(checks[0]?.toDo).toContain('Set live: true');
    expect(account.invoked).toEqual([]);
  });
});

/** The checks of a vendor for which poll answers so. */
const askCoupang = async (answer: unknown): Promise<readonly Check[]> => {
  account.answer = () => answer;
  const { [OUTPUTS.pollFunction]: pollFunction = '' } = account.outputs[STACKS.notifier] ?? {};
  const about = { settings: config.settings, words: ADMIN_WORDING.en };
  const poll = { pollFunction, egressIp: '203.0.113.7' };
  return (await checkCoupang(mockAccount(account).lambda, poll, vendor, about)).checks;
};
/** An answer of poll, with some changes. */
const answering = (changed: Record<string, unknown>) => ({ result: 'ok', checkedAt: NOW, ...changed });
const IN_SIGHT = { recentCompleteAt: NOW - 40_000 };
const KEY = 'Coupang KR A00012345';

describe('the doctor names the fault and what to do (O8):', () => {
  test.each<[Record<string, unknown>, string]>([
    [
      { result: 'not-set-up', problem: 'No key. Run it.' },
      'fail | not-set-up: No key | npm run secrets -- A00012345 --market KR',
    ],
    [{ result: 'ip-not-allowed', ip: '203.0.113.7' }, 'fail | ip-not-allowed | Add 203.0.113.7 to'],
    [
      { result: 'ip-not-allowed', ip: '198.51.100.4' },
      "fail | ip-not-allowed | The egress stack's address is 203.0.113.7: poll does not go out through it",
    ],
    [
      { result: 'ip-not-allowed', ip: '203.0.113.7', keyStoredAt: NOW - 1 },
      'fail | ip-not-allowed | may take 24 hours',
    ],
    [{ result: 'key-just-issued' }, 'fail | key-just-issued | may take 24 hours'],
    [{ result: 'credentials' }, 'fail | credentials | 180 days'],
    [
      { result: 'key-unreadable', problem: 'Not read (AccessDenied). Check.' },
      'fail | Not read (AccessDenied) | shows whether the key is stored',
    ],
    [{ result: 'wrong-market' }, 'fail | wrong-market | market in the configuration'],
    [
      { result: 'throttled', until: NOW + 600_000 },
      'fail | Coupang was not asked: calls are paused until 2026-11-25 14:10 | ERP',
    ],
    [{ result: 'blocked-at-edge' }, 'fail | blocked-at-edge | unblock'],
    [{ result: 'coupang-down' }, 'fail | coupang-down | RUNBOOK.md, Egress lost'],
    [{ result: 'of-a-later-release', problem: 'Made up' }, 'fail | of-a-later-release | Made up'],
    [{ recentCompleteAt: NOW - 20 * 60_000 }, 'fail | last complete reading was 20 min ago | log of poll'],
    [{ recentCompleteAt: NOW - 301_000 }, 'fail | 5 min ago | log of poll'],
    [{}, 'warn | no complete reading yet | log of poll'],
  ])('Coupang that answers %j', async (answer, row) => {
    expectCheck(await askCoupang(answering(answer)), KEY, row);
  });

  test('lists wrong totals of Coupang separately, and not as a failure', async () => {
    const wrongTotals = { '2026-11-18/NO_ANSWER': 14, '2026-11-18/TRANSFER': 2 };
    const checks = await askCoupang(answering({ ...IN_SIGHT, wrongTotals }));
    expectCheck(checks, KEY, 'ok');
    const { state, what, toDo } = findCheck(checks, 'totals KR A00012345');
    expect(`${state} ${what} ${toDo}`).toMatch(
      /^warn .*14 more inquiries .* NO_ANSWER from 2026-11-18, and in 1 more list.*Nothing is lost.*support/,
    );
  });

  test('R5: lists paused calls separately', async () => {
    const stop = {
      until: NOW + 600_000,
      code: 'COUPANG_THROTTLED',
      problem: 'Coupang asks for fewer calls. Wait.',
    };
    const held = ['NO_ANSWER', 'look-up/product', 'act'].map((calls) => ({ calls, ...stop }));
    const checks = await askCoupang(answering({ ...IN_SIGHT, held }));
    expect(checks.map(({ name, state, what }) => `${name}: ${state} ${what}`)).toEqual([
      expect.stringMatching(/^Coupang KR A00012345: ok .*40 s ago/),
      expect.stringMatching(
        /^calls KR A00012345: warn Calls of the list NO_ANSWER rest until .*COUPANG_THROTTLED, Coupang asks for fewer calls$/,
      ),
      expect.stringMatching(/^calls KR A00012345: warn Look-ups \(product\) rest until /),
      expect.stringMatching(/^calls KR A00012345: warn Acts rest until /),
    ]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ result: 'ok' }, 'ok | lets this key read them | '],
    [
      { result: 'credentials', problem: 'Refused (403). More' },
      'fail | credentials: Refused (403) | may read',
    ],
    [
      { result: 'bad-request', until: NOW + 600_000 },
      'fail | Coupang was not asked: calls are paused until 2026-11-25 14:10 | market in the configuration',
    ],
    [{ result: 'coupang-down' }, 'fail | coupang-down | Egress lost'],
  ])('questions that Coupang answers by %j, beside an accepted key', async (answer, row) => {
    const checks = await askCoupang(answering({ ...IN_SIGHT, sources: [{ source: 'product', ...answer }] }));
    expectCheck(checks, KEY, 'ok');
    expectCheck(checks, 'product questions KR A00012345', row);
  });

  test('a poll that fails, and a poll of another release', async () => {
    const error = Object.assign(new Error('Vendor A00012345 is not in vendors[]'), { name: 'ConfigError' });
    expectCheck(await askCoupang(error), KEY, 'fail | is not in vendors[] | cdk deploy');
    expectCheck(await askCoupang({ readings: 2 }), KEY, 'fail | another release | cdk deploy');
  });
});

const refused = (changed: Partial<Retry> = {}): Retry => ({
  at: NOW + 7 * MINUTE_MS,
  version: 1,
  since: NOW - 60 * MINUTE_MS,
  times: 9,
  reason: 'made_up_refusal',
  ...changed,
});
const lane = (changed: Partial<Lane> = {}): Lane => ({
  token: 'made-up',
  until: NOW + MINUTE_MS,
  heldSince: NOW - MINUTE_MS,
  waits: {},
  ...changed,
});
/** All of them are pending. */
const runDelivery = async (deliverables: readonly Deliverable[], held?: Lane) => {
  const byId = new Map(deliverables.map((deliverable) => [deliverableId(deliverable.key), deliverable]));
  const reads: string[] = [];
  const read = (id: string): Deliverable | undefined => {
    reads.push(id);
    return byId.get(id);
  };
  const checks = await checkDelivery(
    [VENDOR],
    {
      reader: {
        attention: async () => ({
          tickets: deliverables.flatMap((item) =>
            item.type === 'notice' ? [] : [{ ...rowOf(withFields(item, { attentionAt: NOW })), rank: 3 }],
          ),
          notices: deliverables.flatMap((item) =>
            item.type === 'notice'
              ? [{ ...item.key, ...item.outbox, ...item.delivery, attentionAt: NOW, rank: 6 }]
              : [],
          ),
        }),
        ticket: async (key) => {
          const found = read(deliverableId(key));
          return found && found.type === 'ticket' ? found : undefined;
        },
      },
      notices: {
        read: async (key) => {
          const found = read(deliverableId(key));
          return found && found.type === 'notice' ? found : undefined;
        },
      },
      lanes: { read: async () => held },
    },
    NOW,
    ADMIN_WORDING.en,
  );
  return { checks, reads };
};
const ticketOf = (inquiryId: string, retries: Record<string, Retry>, changedAt = NOW) =>
  makeTicket({ inquiryId, retries, changedAt });

describe('messages that Slack refuses', () => {
  test('R22: are reported with Slack’s error, since when, and the time of the next try', async () => {
    const { checks } = await runDelivery([
      ticketOf('1000000001', { card: refused() }),
      ticketOf('1000000002', {}),
    ]);
    expect(checks[0]).toEqual({
      name: 'refused messages',
      state: 'fail',
      what: 'KR/A00012345/call-center/1000000001/700000001: card is refused (made_up_refusal) since 2026-11-25 13:00; tries so far: 9, the next 2026-11-25 14:07',
      toDo: expect.stringContaining('RUNBOOK.md, Messages refused'),
    });
    expect(checks.map(({ name }) => name)).toEqual(['refused messages', 'lanes']);
  });

  test('R22: include notices', async () => {
    const notice: Notice = withFields(
      newNotice(
        { ...VENDOR, notice: 'key-expiry/14' },
        { about: 'key-expiry', expiresOn: '2026-12-09' },
        NOW,
      ),
      { retries: { notice: refused() } },
    );
    const { checks } = await runDelivery([notice]);
    expect(checks[0]?.what).toContain('key-expiry/14: notice is refused');
  });

  test('are no fault after a single try, nor for an outdated version', async () => {
    const { checks } = await runDelivery([ticketOf('1000000001', { card: refused({ times: 1 }) })]);
    expect(checks[0]).toMatchObject({ state: 'warn', toDo: expect.stringContaining('tried again') });
    const older = await runDelivery([ticketOf('1000000001', { card: refused({ version: 0 }) })]);
    expect(older.checks[0]).toEqual({
      name: 'refused messages',
      state: 'ok',
      what: 'none, among 1 that Slack does not show yet',
    });
  });

  test('are listed up to five, oldest first; if there are many, only the oldest fifty are read', async () => {
    const crowd = Array.from({ length: 80 }, (_, at) =>
      ticketOf(String(1_000_000_000 + at), at < 7 ? { card: refused() } : {}, NOW + at),
    ).toReversed();
    const { checks, reads } = await runDelivery(crowd);
    expect(checks.map(({ what }) => /\/(10\d+)\//.exec(what)?.[1] ?? what)).toEqual([
      '1000000000',
      '1000000001',
      '1000000002',
      '1000000003',
      '1000000004',
      '2 more',
      'none is held for too long',
    ]);
    expect(reads).toHaveLength(50);
  });
});

describe('a lane', () => {
  const stateOf = async (held?: Lane) => (await runDelivery([], held)).checks.at(-1);

  test.each<[string, Lane | undefined]>([
    ['there is none yet', undefined],
    ['it is held by a drain that has just begun', lane()],
    ['it is free', { until: 0, waits: {} }],
    ['its worker crashed long ago', lane({ until: NOW - 1, heldSince: NOW - 2 * LANE_HELD_TOO_LONG_MS })],
  ])('is fine if it is %s', async (_what, held) => {
    expect(await stateOf(held)).toMatchObject({ name: 'lanes', state: 'ok' });
  });

  test('R25: that is held without a break is reported with its vendor and the time', async () => {
    expect(await stateOf(lane({ heldSince: NOW - LANE_HELD_TOO_LONG_MS - MINUTE_MS }))).toEqual({
      name: 'lanes',
      state: 'warn',
      what: 'the lane of KR A00012345 has been held without a break for 16 min',
      toDo: expect.stringContaining('RUNBOOK.md, Lane held on and on'),
    });
  });
});

test('compares a reservation for slack-actions with the limit of the account (R26)', async () => {
  const reserving = { ...config, acting: 'on' as const, slackActionsConcurrency: 5 };
  const withLimit = async (ConcurrentExecutions: number): Promise<string> => {
    account.concurrency = { ConcurrentExecutions, UnreservedConcurrentExecutions: ConcurrentExecutions - 5 };
    const [check] = await checkConcurrency(mockAccount(account).lambda, reserving, ADMIN_WORDING.en);
    return `${check?.state} ${check?.what}`;
  };
  expect(await withLimit(104)).toBe(
    'warn the account may run 104 functions at once; slackActionsConcurrency: 5 needs a limit of 105',
  );
  expect(await withLimit(105)).toMatch(/^ok /);
});

test('only warns if AWS does not show the concurrency limit (R26)', async () => {
  const clients = mockAccount(account);
  const lambda = mockClient(clients.lambda);
  lambda
    .on(GetAccountSettingsCommand)
    .rejects(Object.assign(new Error('made up'), { name: 'AccessDeniedException' }));
  expect(await checkConcurrency(clients.lambda, config, ADMIN_WORDING.en)).toEqual([
    {
      name: 'concurrency',
      state: 'warn',
      what: 'could not be checked: AccessDeniedException',
      toDo: expect.stringContaining('may not do this'),
    },
  ]);
  lambda.on(GetAccountSettingsCommand).resolves({});
  expect(await checkConcurrency(clients.lambda, config, ADMIN_WORDING.en)).toMatchObject([
    { state: 'warn', what: expect.stringContaining('is unknown') },
  ]);
});
