import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { checkWebhooks } from '../../../admin/doctor/check-webhooks.ts';
import { makeUpEvent } from '../../../admin/webhooks/made-up-event.ts';
import { moveMessages } from '../../../admin/webhooks/queues.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { PUBLIC_EVENTS } from '../../../lib/eventbridge/public-events.ts';
import { readPublicEvent } from '../../../lib/eventbridge/read-public-event.ts';
import written from '../../../notifier.config.ts';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';
import { startSecretsManager } from '../functions/start-secrets-manager.ts';
import { makeTempDir, removeTempDirs } from '../local/temp-dirs.ts';
import { type Account, makeAccount, mockAccount } from './made-up-account.ts';
import { runAdmin } from './run-admin.ts';

afterAll(removeTempDirs);

const SECRET = 'coupang-inquiry-notifier/webhook/erp';
const URL_WITH_KEY = 'https://receiver.example/hush-hush';
const SIGNING = `whsec_${Buffer.from('hush-hush hush-hush hush-hush').toString('base64')}`;
const words = ADMIN_WORDING.en;

/** The environment with a configuration that has these webhooks. */
const envWith = (webhooks: object[]): Record<string, string> => {
  const file = join(makeTempDir(), 'config.json');
  writeFileSync(file, JSON.stringify({ ...written, webhooks }));
  return { NOTIFIER_CONFIG: file };
};

describe('npm run webhooks -- set (O20)', () => {
  const set = async (lines: string[], webhook: object = { name: 'erp', as: 'json' }) => {
    const manager = await startSecretsManager({});
    try {
      const env = { ...manager.env, ...envWith([webhook]) };
      const ran = await runAdmin('admin/webhooks.ts', { args: ['set', 'erp'], env, input: lines.join('\n') });
      return { ...ran, stored: manager.secrets[SECRET] };
    } finally {
      await manager.close();
    }
  };

  test('stores address and signing secret, shows neither, and names the next step', async () => {
    const { code, out, err, stored } = await set([URL_WITH_KEY, SIGNING]);
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(stored ?? '')).toEqual({ url: URL_WITH_KEY, signingSecret: SIGNING });
    expect(out).toContain('npm run webhooks -- test erp');
    expect(out).not.toMatch(/hush|whsec/);
  });

  test('makes a signing secret for an empty line, and shows it once for the receiver', async () => {
    const { out, stored = '' } = await set([URL_WITH_KEY, '']);
    const made = /whsec_\S+/.exec(out)?.[0];
    expect(JSON.parse(stored)).toEqual({ url: URL_WITH_KEY, signingSecret: made });
    expect(Buffer.from(made?.replace('whsec_', '') ?? '', 'base64').length).toBe(32);
  });

  test('asks for no signing secret where no call is signed', async () => {
    const { code, stored = '' } = await set([URL_WITH_KEY], { name: 'erp', as: 'teams' });
    expect([code, JSON.parse(stored)]).toEqual([0, { url: URL_WITH_KEY }]);
  });

  test.each([
    [['http://receiver.example/hush'], 'must begin with https://'],
    [['https://2130706433/hush'], 'is not public'],
    [[URL_WITH_KEY, 'hush-hush'], 'must be whsec_ and 24 to 64 bytes in base64'],
  ])('refuses %j, stores nothing and quotes nothing', async (lines, fault) => {
    const { code, out, err, stored } = await set(lines);
    expect([code, stored]).toEqual([1, undefined]);
    expect(err).toContain(fault);
    expect(`${out}${err}`).not.toContain('hush');
  });
});

describe('npm run webhooks (O20)', () => {
  test('names the webhook that was probably meant', async () => {
    const env = envWith([{ name: 'erp', as: 'json' }]);
    const { code, err } = await runAdmin('admin/webhooks.ts', { args: ['replay', 'erq'], env });
    expect([code, err]).toEqual([
      1,
      'The configuration has no webhook erq. Did you mean erp? It has: erp.\n',
    ]);
  });

  test('test sends nothing to an address that became private, and says why', async () => {
    const manager = await startSecretsManager({
      [SECRET]: JSON.stringify({ url: 'https://127.0.0.1/hush', signingSecret: SIGNING }),
    });
    const env = { ...manager.env, ...envWith([{ name: 'erp', as: 'json' }]) };
    const { code, out, err } = await runAdmin('admin/webhooks.ts', { args: ['test', 'erp'], env });
    await manager.close();
    expect(code).toBe(1);
    expect(err).toContain('erp did not take the made-up event: its address is not public');
    expect(`${out}${err}`).not.toMatch(/hush|whsec/);
  });

  test('test sends an event of the documented form', () => {
    const [vendor] = madeUpConfig([{}]).vendors;
    if (!vendor) throw new Error('The made-up configuration has a vendor.');
    const { event, text } = makeUpEvent(vendor, NOW, words.webhooks);
    expect(PUBLIC_EVENTS.TicketOpened.safeParse(event).error).toBeUndefined();
    expect(readPublicEvent({ detail: event }).deliverable).toMatchObject({ inquiryId: '0' });
    expect(text).toContain('[Test]');
  });
});

describe('what waits for a webhook (O20)', () => {
  const config = madeUpConfig([{}], { webhooks: [{ name: 'erp', as: 'json' }] });
  const QUEUE = 'Notifier-webhook-erp';
  const UNDELIVERED = `${QUEUE}-undelivered`;
  const look = (change: (account: Account) => void) => {
    const account = makeAccount(config);
    account.secrets[SECRET] = JSON.stringify({ url: URL_WITH_KEY, signingSecret: SIGNING });
    account.queues = { [QUEUE]: ['1', '2'], [UNDELIVERED]: [] };
    change(account);
    return checkWebhooks(mockAccount(account), config, words);
  };

  test.each<[string, (account: Account) => void, string, RegExp]>([
    ['nothing but new events', () => {}, 'ok', /^json, signed\. The address is stored, and 2 events wait$/],
    ['no address', (account) => delete account.secrets[SECRET], 'fail', /webhooks -- set erp/],
    [
      'a signing secret that is none',
      (account) =>
        (account.secrets[SECRET] = '{"url":"https://receiver.example/hush","signingSecret":"hush"}'),
      'fail',
      /signingSecret is blank or malformed/,
    ],
    [
      'no queue',
      (account) => (account.queues = {}),
      'fail',
      /There is no queue Notifier-webhook-erp yet.*cdk deploy/,
    ],
    [
      'events that were given up',
      (account) => account.queues[UNDELIVERED]?.push('3'),
      'warn',
      /^1 events were given up.*webhooks -- replay erp/,
    ],
  ])('%s', async (_what, change, state, says) => {
    const [check] = await look(change);
    expect(check?.state).toBe(state);
    const line = `${check?.what} ${check?.toDo ?? ''}`.trim();
    expect(line).toMatch(says);
    expect(line).not.toContain('hush');
  });

  test('replay moves all that was given up, and leaves what the queue does not take', async () => {
    const account = makeAccount(config);
    const bodies = Array.from({ length: 25 }, (_, index) => String(index));
    account.queues = { [QUEUE]: [], [UNDELIVERED]: [...bodies] };
    const { sqs } = mockAccount(account);
    expect(await moveMessages(sqs, UNDELIVERED, QUEUE)).toBe(25);
    expect(account.queues).toEqual({ [QUEUE]: bodies, [UNDELIVERED]: [] });
  });
});
