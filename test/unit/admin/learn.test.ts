import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Learning, type LearntAnswer, learnFrom, printLearning } from '../../../admin/doctor/learn.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { ASSUMPTIONS } from '../../../lib/domain/assumptions/assumptions.ts';
import { OUTPUTS, STACKS } from '../../../lib/config/names.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import written from '../../../notifier.config.ts';
import { type Account, makeAccount, mockAccount, NOW } from './made-up-account.ts';

const config = parseConfig(
  { ...written, vendors: written.vendors.map((vendor) => ({ ...vendor, live: true })) },
  'made-up.config.ts',
);

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

const run = (live = true): Promise<Learning> => {
  const [vendor] = config.vendors;
  if (!vendor) throw new Error('the sample configuration has a vendor');
  return learnFrom({ ...vendor, live }, { config, clients: mockAccount(account), words: ADMIN_WORDING.en });
};
const print = async (): Promise<string> => printLearning(await run(), ADMIN_WORDING.en);

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
      /No list of Coupang shows .*\n {2}The seller score counts .*\n +-> Questions are/,
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
    const { checks } = await run();
    expect(checks).toMatchObject([{ name: 'learning KR A00012345', state: 'fail' }]);
    const text = await print();
    expect(text).toContain('310 inquiries');
    expect(text).toContain('-> See what else uses this key');
  });
});

describe('doctor --learn prints no table and explains what to do if', () => {
  const nothing = { ...LEARNT, windows: 0, pages: 0, inquiries: 0 };

  test.each<[string, string, string, (made: Account) => void]>([
    [
      'the key is not stored',
      'not-set-up',
      'npm run secrets -- A00012345 --market KR',
      (made) => {
        made.answer = () => ({ ...nothing, result: 'not-set-up' });
      },
    ],
    [
      'the address is not registered',
      'ip-not-allowed',
      'Add 203.0.113.7',
      (made) => {
        made.answer = () => ({ ...nothing, result: 'ip-not-allowed' });
      },
    ],
    [
      'Coupang must be left alone',
      'paused until 2026-11-25 14:10',
      'Run the doctor again when that time is over',
      (made) => {
        made.answer = () => ({ ...nothing, result: 'blocked-at-edge', until: NOW + 600_000 });
      },
    ],
    [
      'the deployed release is older',
      'the deployed poll failed: ConfigError',
      'cdk deploy Notifier',
      (made) => {
        made.answer = () => Object.assign(new Error('market: made up'), { name: 'ConfigError' });
      },
    ],
    [
      'the deployed release is another',
      'of another release',
      'cdk deploy Notifier',
      (made) => {
        made.answer = () => ({ result: 'ok' });
      },
    ],
    [
      'nothing is deployed, as on a laptop',
      'is not deployed',
      'cdk deploy Notifier',
      (made) => delete made.stacks[STACKS.notifier],
    ],
    [
      'the stack names no poll',
      'does not name its poll function',
      'cdk deploy Notifier',
      (made) => delete made.outputs[STACKS.notifier]?.[OUTPUTS.pollFunction],
    ],
  ])('%s', async (_where, what, toDo, change) => {
    change(account);
    const { checks, learnt } = await run();
    expect(learnt).toBeUndefined();
    expect(checks).toMatchObject([{ state: 'fail' }]);
    expect(checks[0]?.what).toContain(what);
    expect(checks[0]?.toDo).toContain(toDo);
  });

  test('the vendor is not live, and does not call Coupang', async () => {
    const { checks } = await run(false);
    expect(checks).toMatchObject([{ state: 'fail' }]);
    expect(checks[0]?.toDo).toContain('Set live: true');
    expect(account.invoked).toEqual([]);
  });
});
