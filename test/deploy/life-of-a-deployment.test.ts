import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ENV, EVENT_SOURCE, namesOf, SCHEDULES, WAKE_UP } from '../../lib/config/names.ts';
import { toWakeUpEntry } from '../../lib/eventbridge/event-contract.ts';
import type { Message } from 'fake-slack';
import { readLogs } from './ask-emulator.ts';
import { CHANNELS, FIRST, firstVendor, madeUpConfig, SECOND, secondVendor } from './made-up-config.ts';
import { type Deployment, KEYS, startDeployment } from './start-deployment.ts';

const SECRETS = namesOf({}).secrets;

const POST = '/api/chat.postMessage';
const RETRY_AFTER_SECONDS = 5;
/** A refused message is retried after a minute (R22). The emulator cannot shorten that. */
const TRIED_AGAIN_WITHIN_MS = 100_000;
/** The bus delivers within a moment. Later a wake-up counts as lost. */
const ON_ITS_WAY_MS = 1000;

/** One deployment for the whole file, in the order of its life. Only Scheduler starts the functions. */
describe('a deployed notifier', () => {
  let deployment: Deployment;
  /** Handed over to the first vendor. It is answered after the upgrade and after the stack has come back. */
  let kept: string;
  let keptLonger: string;

  beforeAll(async () => {
    deployment = await startDeployment(30);
    await deployment.deploy(madeUpConfig());
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  test('O5: until keys are stored, calls nothing and does not fail, and the doctor asks for the keys', async () => {
    const { account, doors, emulator, until, outputs } = deployment;
    await until('poll has run by its schedule', async () =>
      (await readLogs(emulator)).some((line) => line.includes('not-set-up')),
    );
    expect(await account.invoke(outputs().PollFunctionName, FIRST)).toMatchObject({ result: 'not-set-up' });
    expect(doors.coupang.calls()).toEqual([]);
    expect(await failures()).toEqual([]);
    expect(await deployment.deployer.doctor()).toMatchObject({
      code: 1,
      output: expect.stringContaining(`npm run secrets -- ${FIRST.vendorId}`),
    });
  });

  test('O3: posts one card for a hand-over, started by the schedules alone', async () => {
    await deployment.storeKeys([FIRST.vendorId, SECOND.vendorId]);
    kept = (await deployment.simulator.handOver()).inquiryId;
    await deployment.until('the card', () => deployment.messagesOf(kept).length > 0);
    await deployment.settle();
    expect(deployment.messagesOf(kept)).toMatchObject([{ text: expect.stringMatching(/^\[미답변] .*AA몰/) }]);
    expect(await deployment.ticketsOf(kept)).toMatchObject([
      { facts: { state: 'open' }, delivery: { channel: CHANNELS.first } },
    ]);
    expect(await failures()).toEqual([]);
  });

  test('O8: the doctor finds nothing to fix, and its test ticket reaches Slack and closes', async () => {
    const { code, output } = await deployment.deployer.doctor('--test-ticket', CHANNELS.fallback);
    expect(output).toContain(' 0 to fix.');
    expect(code).toBe(0);
    // The doctor waits for the card alone, and no `settle` knows its vendor.
    const messages = (): Message[] => deployment.messages(CHANNELS.fallback);
    const isFullyShown = () => messages().length > 1 && messages()[0]?.editedTs !== undefined;
    await deployment.until('its end is shown', isFullyShown);
    expect(messages()).toMatchObject([
      { text: expect.stringMatching(/연습/), editedTs: expect.any(String) },
      {},
    ]);
  });

  test('R21: after a 429, notify waits as long as Slack asks, and posts the card once', async () => {
    const { doors } = deployment;
    let refusals = 2;
    doors.slack.answer(({ path }) => {
      if (path !== POST || refusals === 0) return undefined;
      refusals -= 1;
      return new Response('', { status: 429, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } });
    });
    keptLonger = (await deployment.simulator.handOver()).inquiryId;
    await deployment.until('the card', () => deployment.messagesOf(keptLonger).length > 0);
    await deployment.settle();
    const posts = doors.slack.calls().filter(({ body }) => body.includes(keptLonger));
    expect(posts.map(({ path, status }) => [path, status])).toEqual([
      [POST, 429],
      [POST, 429],
      [POST, 200],
    ]);
    const [first = 0, second = 0, third = 0] = posts.map(({ at }) => at);
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(RETRY_AFTER_SECONDS * 1000);
    expect(deployment.messagesOf(keptLonger)).toHaveLength(1);
  });

  test('R18, R25: after a lost wake-up, posts the card with the next run of track-sla', async () => {
    const { account, simulator } = deployment;
    await account.switchRules('off');
    const { inquiryId } = await simulator.handOver();
    try {
      await deployment.until('its event is out', () => isPublished(inquiryId));
      await sleep(ON_ITS_WAY_MS);
      expect(deployment.messagesOf(inquiryId)).toEqual([]);
    } finally {
      await account.switchRules('on');
    }
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
    await deployment.settle();
    expect(deployment.messagesOf(inquiryId)).toHaveLength(1);
  });

  test('R18: ten copies of a wake-up, before and during the posting, post the card once', async () => {
    const { account, simulator } = deployment;
    const { inquiryId } = await simulator.handOver();
    await deployment.until('its event is out', () => isPublished(inquiryId));
    const [ticket] = await deployment.ticketsOf(inquiryId);
    if (!ticket) throw new Error('There is no ticket.');
    const wakeUp = toWakeUpEntry({ vendor: FIRST, deliverables: [ticket.key] });
    for (let times = 0; times < 2; times += 1) await account.putEvents(Array(5).fill(wakeUp));
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
    await account.putEvents([wakeUp]);
    await sleep(ON_ITS_WAY_MS);
    await deployment.settle();
    expect(deployment.messagesOf(inquiryId)).toHaveLength(1);
  });

  test('R22: a card that Slack refuses in every form blocks no other card, and is posted once Slack accepts it', async () => {
    const { doors, simulator, deployer } = deployment;
    const refused = (await simulator.handOver()).inquiryId;
    doors.slack.answer(({ path, body }) =>
      path === POST && body.includes(refused)
        ? Response.json({ ok: false, error: 'made_up_refusal' })
        : undefined,
    );
    const triesOf = () => doors.slack.calls().filter(({ body }) => body.includes(refused)).length;
    await deployment.until('Slack has refused it', async () => (await retryOf(refused)) !== undefined);
    const tries = triesOf();
    const healthy = (await simulator.handOver()).inquiryId;
    await deployment.until('the other card', () => deployment.messagesOf(healthy).length > 0);
    expect(await retryOf(refused)).toMatchObject({ reason: 'made_up_refusal', times: 1 });
    expect(triesOf()).toBe(tries);
    expect(deployment.messagesOf(refused)).toEqual([]);
    const { output } = await deployer.doctor();
    expect(output).toMatch(new RegExp(`refused messages .*${refused}.*made_up_refusal`));

    doors.slack.answer(() => undefined);
    await deployment.until(
      'its own card',
      () => deployment.messagesOf(refused).length > 0,
      TRIED_AGAIN_WITHIN_MS,
    );
    await deployment.settle();
    expect(deployment.messagesOf(refused)).toHaveLength(1);
    expect(await retryOf(refused)).toBeUndefined();
    expect(await failures()).toEqual([]);
  });

  test('O3: the same deployment again changes nothing', async () => {
    const before = await versions();
    expect(await deployment.deploy(madeUpConfig())).toContain('Notifier (no changes)');
    expect(await versions()).toEqual(before);
  });

  test('a deploy without the trial’s addresses would remove all of them', async () => {
    const { code, output } = await deployment.deployer.diffWithoutStandIns();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`\\[-\\] +.*${ENV.coupangBaseUrl}`));
    expect(output).toMatch(new RegExp(`\\[-\\] +.*${ENV.slackApiUrl}`));
  });

  describe('after an upgrade that changes every bundle and takes the second vendor live', () => {
    let waiting: string;
    let before: { tickets: unknown; cards: number; versions: unknown };

    beforeAll(async () => {
      waiting = (await deployment.simulator.handOver({ vendor: SECOND })).inquiryId;
      await deployment.settle();
      before = {
        tickets: await deployment.ticketsOf(kept),
        cards: deployment.messages(CHANNELS.first).length,
        versions: await versions(),
      };
      expect(await polls()).toEqual([pollOf(FIRST)]);
      // One call for each run of the doctor.
      expect(callsFor(SECOND)).toHaveLength(2);
      await deployment.deploy(
        madeUpConfig({ vendors: [firstVendor({ label: 'AA몰 본점' }), secondVendor({ live: true })] }),
      );
    });

    test('I7: the second vendor has a schedule and gets its first card', async () => {
      expect(await polls()).toEqual([pollOf(FIRST), pollOf(SECOND)]);
      await deployment.until('the card', () => messagesOfSecond().length > 0);
      await deployment.settle();
      expect(messagesOfSecond()).toMatchObject([{ text: expect.stringMatching(/^\[미답변] .*BB몰/) }]);
    });

    test('O3: the tickets are unchanged, and their cards are edited in place', async () => {
      expect(await versions()).not.toEqual(before.versions);
      expect(await deployment.ticketsOf(kept)).toEqual(before.tickets);
      const [card] = deployment.messagesOf(kept);
      await deployment.simulator.answer(kept);
      await deployment.until('the edit', () => deployment.messagesOf(kept)[0]?.editedTs !== undefined);
      await deployment.settle();
      const [edited, line, ...more] = deployment.messagesOf(kept);
      expect(edited).toMatchObject({ ts: card?.ts, text: expect.stringMatching(/^\[답변 완료] .*본점/) });
      expect(line).toMatchObject({ thread_ts: card?.ts });
      expect(more).toEqual([]);
      expect(deployment.messages(CHANNELS.first)).toHaveLength(before.cards + 1);
    });

    test('I7: a vendor that is removed and added again keeps its key and its tickets', async () => {
      const main = firstVendor({ label: 'AA몰 본점' });
      await deployment.deploy(madeUpConfig({ vendors: [main] }));
      expect(await polls()).toEqual([pollOf(FIRST)]);
      await deployment.deploy(madeUpConfig({ vendors: [main, secondVendor({ live: true })] }));
      const cards = messagesOfSecond().length;
      const { inquiryId } = await deployment.simulator.handOver({ vendor: SECOND });
      const found = () => deployment.messagesOf(inquiryId, CHANNELS.second);
      // The emulator does not make a schedule again that an update has deleted.
      await deployment.account.invoke(deployment.outputs().PollFunctionName, SECOND);
      await deployment.until('the card', () => found().length > 0);
      await deployment.settle();
      expect(found()).toHaveLength(1);
      expect(messagesOfSecond()).toHaveLength(cards);
    });

    const messagesOfSecond = () => deployment.messagesOf(waiting, CHANNELS.second);
  });

  test('R26: no function failed', async () => {
    expect(await failures()).toEqual([]);
    const { account, outputs } = deployment;
    await expect(account.invoke(outputs().PollFunctionName, { made: 'up' })).rejects.toThrow(/failed/);
    expect(await failures()).toHaveLength(1);
  });

  test('R25, R26: an unreadable wake-up fails once, is not retried, and loses nothing', async () => {
    const { account, simulator } = deployment;
    const broken = { Source: EVENT_SOURCE, DetailType: WAKE_UP, Detail: JSON.stringify({ made: 'up' }) };
    await account.putEvents([broken]);
    await deployment.until('notify has refused it', async () => (await failures()).length > 1);
    const { inquiryId } = await simulator.handOver();
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
    await deployment.settle();
    expect(deployment.messagesOf(inquiryId)).toHaveLength(1);
    expect(await failures()).toHaveLength(2);
  });

  test('O5: no key is in a template, a bundle, a variable or a log', async () => {
    const { account, deployer, emulator } = deployment;
    const places = [
      ...(await readAll(join(deployer.projectDir, 'cdk.out'))),
      JSON.stringify(await account.functions()),
      ...(await readLogs(emulator)),
    ];
    expect(places.length).toBeGreaterThan(10);
    for (const key of Object.values(KEYS)) expect(places.filter((text) => text.includes(key))).toEqual([]);
  });

  test('O3: leaves only table and secrets when it is destroyed, and a new deployment reuses both', async () => {
    const { account, deployer, outputs } = deployment;
    const { TableName } = outputs();
    const tickets = await deployment.ticketsOf(keptLonger);
    const [card] = deployment.messagesOf(keptLonger);
    await deployer.destroy();
    expect(await account.functions()).toEqual([]);
    expect(await account.scheduleNames()).toEqual([]);
    expect(await account.ruleNames()).toEqual([]);
    expect(await deployment.ticketsOf(keptLonger)).toEqual(tickets);
    expect(await account.secret(SECRETS.slack)).toContain(KEYS.botToken);

    await deployment.deploy(madeUpConfig({ existingTable: TableName }));
    expect(outputs().TableName).toBe(TableName);
    const cards = deployment.messages(CHANNELS.first).length;
    const { inquiryId } = await deployment.simulator.handOver();
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
    await deployment.simulator.answer(keptLonger);
    await deployment.until('the edit', () => deployment.messagesOf(keptLonger)[0]?.editedTs !== undefined);
    await deployment.settle();
    expect(deployment.messagesOf(keptLonger)[0]).toMatchObject({ ts: card?.ts });
    expect(deployment.messages(CHANNELS.first)).toHaveLength(cards + 2);
  });

  const pollOf = ({ market, vendorId }: typeof FIRST | typeof SECOND) => SCHEDULES.poll(market, vendorId);
  const polls = async () =>
    (await deployment.account.scheduleNames()).filter((name) => name.startsWith('poll-'));
  const callsFor = ({ vendorId }: typeof SECOND) =>
    deployment.doors.coupang.calls().filter(({ path }) => path.includes(vendorId));
  const versions = async () =>
    (await deployment.account.functions()).map(({ FunctionName, CodeSha256, LastModified, Environment }) => ({
      FunctionName,
      CodeSha256,
      LastModified,
      Environment,
    }));
  const isPublished = async (inquiryId: string): Promise<boolean> =>
    (await deployment.ticketsOf(inquiryId)).some(({ outbox: { publishedVersion } }) => publishedVersion > 0);
  const retryOf = async (inquiryId: string) =>
    (await deployment.ticketsOf(inquiryId))[0]?.delivery.retries.card;
  /** The emulator logs what a function threw. */
  const failures = async () =>
    (await readLogs(deployment.emulator)).filter((line) => line.includes('ERROR {'));
});

const readAll = async (dir: string): Promise<string[]> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
};
