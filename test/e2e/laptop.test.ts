import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

/** One system for the whole file, in the order of a day. Its first sweep reads 62 lists at Coupang's pace. */
describe('the running local system', () => {
  let dataDir: string;
  let laptop: Laptop;

  beforeAll(async () => {
    dataDir = await makeDataDir();
    laptop = await startLaptop(dataDir);
  });
  afterAll(() => laptop.end());

  test('the two hand-overs of the seed become one card each', async () => {
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 2 });
    await laptop.settle();
    expect(laptop.messages().map(({ text }) => text)).toEqual([
      // The earlier deadline comes first.
      expect.stringMatching(/^\[미확인] .*까지 확인 · 모어클래식 기모/),
      expect.stringMatching(/^\[미답변] .* 마감 · 소미로그 인조가죽/),
    ]);
    for (const message of laptop.messages()) expect(JSON.stringify(message)).not.toContain('555)444');
  });

  test('a second poll finds nothing new and posts nothing', async () => {
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 0, changed: 0, closed: 0 });
    await laptop.settle();
    expect(laptop.messages()).toHaveLength(2);
  });

  test('a new hand-over becomes one card, and its answer is shown in place', async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    expect(await laptop.poll()).toMatchObject({ opened: 1 });
    await laptop.settle();
    await laptop.simulator.answer(inquiryId);
    expect(await laptop.poll()).toMatchObject({ closed: 1 });
    await laptop.settle();
    const [card, line, ...rest] = laptop.messagesOf(inquiryId);
    expect(rest).toEqual([]);
    expect(card?.text).toMatch(/^\[답변 완료]/);
    expect(card?.editedTs).toBeDefined();
    expect(line?.thread_ts).toBe(card?.ts);
    expect(await laptop.ticketsOf(inquiryId)).toMatchObject([
      { facts: { state: 'closed', outcome: 'answered', inTime: true } },
    ]);
  });

  test('D2: a second hand-over is a second card, and the first is closed in place', async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.poll();
    await laptop.simulator.answer(inquiryId);
    await laptop.simulator.handOverAgain(inquiryId);
    expect(await laptop.poll()).toMatchObject({ opened: 1, closed: 1 });
    await laptop.settle();
    const cards = laptop.messagesOf(inquiryId).filter((message) => message.thread_ts === undefined);
    expect(cards.map(({ text }) => text.replace(/ .*/, ''))).toEqual(['[답변', '[미답변]']);
    expect(await laptop.ticketsOf(inquiryId)).toMatchObject([
      { facts: { state: 'closed' } },
      { facts: { state: 'open' } },
    ]);
  });

  test('R16: a hand-over that Coupang closed after 24 hours says so on its card and once in the channel', async () => {
    const { inquiryId } = await laptop.simulator.handOver({ askedAt: laptop.now() - 23 * 60 * 60 * 1000 });
    await laptop.poll();
    await laptop.settle();
    await laptop.simulator.age(inquiryId, 0);
    await laptop.poll();
    await laptop.simulator.tick();
    await laptop.poll();
    await laptop.settle();
    const [card, breach, ...rest] = laptop.messagesOf(inquiryId);
    expect(rest).toEqual([]);
    expect(card?.text).toMatch(/^\[자동 종료]/);
    expect(breach).toMatchObject({ broadcast: true, thread_ts: card?.ts });
    expect(JSON.stringify(breach?.blocks)).toContain('쿠팡 자동 종료');
    const [{ facts } = { facts: undefined }] = await laptop.ticketsOf(inquiryId);
    if (facts?.state !== 'closed') throw new Error('Coupang has closed it.');
    expect(facts.closedAt).toBeGreaterThanOrEqual(facts.dueAt);
    expect(JSON.stringify([card, breach])).not.toMatch(/<(@|!(here|channel|subteam))/);
  });

  test('R7: what a partial reading shows is stored, and posts decide about what it does not show', async () => {
    const asking = await laptop.simulator.handOver();
    const answered = await laptop.simulator.handOver();
    await laptop.poll();
    const fresh = await laptop.simulator.handOver();
    await laptop.simulator.answer(answered.inquiryId);
    laptop.simulator.fail('incomplete-page');
    expect(await laptop.poll()).toMatchObject({ result: 'failed', closed: 1 });
    laptop.simulator.recover();
    expect(await laptop.ticketsOf(asking.inquiryId)).toMatchObject([{ facts: { state: 'open' } }]);
    expect(await laptop.ticketsOf(answered.inquiryId)).toMatchObject([{ facts: { outcome: 'answered' } }]);
    expect(await laptop.poll()).toMatchObject({ result: 'swept', closed: 0 });
    await laptop.settle();
    expect(laptop.messagesOf(fresh.inquiryId)).toHaveLength(1);
  });

  test('R19: a card whose answer was lost is there once', async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    laptop.slack.fail('lost-answer', { times: 1, method: 'chat.postMessage' });
    await laptop.poll();
    await laptop.settle();
    expect(laptop.messagesOf(inquiryId)).toHaveLength(1);
    const [ticket] = await laptop.ticketsOf(inquiryId);
    expect(ticket).toMatchObject({ delivery: { ts: laptop.messagesOf(inquiryId)[0]?.ts } });
    expect(ticket).not.toHaveProperty('delivery.attempt');
  });

  test('R21: when Slack says wait, the card comes as soon as Slack accepts it', async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    laptop.slack.fail('rate-limited', { times: 1, method: 'chat.postMessage' });
    await laptop.poll();
    await laptop.settle();
    expect(laptop.messagesOf(inquiryId)).toHaveLength(1);
  });

  test('R22: a lost channel is replaced by the fallback channel', async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    laptop.slack.fail({ error: 'is_archived' }, { times: 1, method: 'chat.postMessage' });
    await laptop.poll();
    await laptop.settle();
    expect(laptop.messagesOf(inquiryId)).toHaveLength(0);
    expect(await laptop.ticketsOf(inquiryId)).toMatchObject([
      { delivery: { channel: 'C0OPS', shownVersion: 1 } },
    ]);
  });

  test('if Slack loses an answer and is down soon after, the terminal prints one line', async () => {
    laptop.slack.fail('down');
    await laptop.simulator.handOver();
    await laptop.poll();
    await laptop.until(() => laptop.logged.some((line) => line.includes('http_503')));
    laptop.slack.recover();
    expect(laptop.lines.filter((line) => line.startsWith('Slack does not answer'))).toEqual([
      expect.stringContaining('http_500'),
    ]);
  });

  test('if a channel was archived, the terminal says so once, with what to do', async () => {
    const archivedLines = () => laptop.lines.filter((line) => line.includes('is_archived'));
    laptop.slack.setChannel('C0CS', 'archived');
    for (const nth of [1, 2]) {
      const { inquiryId } = await laptop.simulator.handOver();
      expect([nth, await laptop.poll()]).toMatchObject([nth, { opened: 1 }]);
      await laptop.until(async () => (await laptop.ticketsOf(inquiryId))[0]?.delivery.channel === 'C0OPS');
    }
    laptop.slack.setChannel('C0CS', 'member');
    expect(archivedLines()).toEqual([
      expect.stringMatching(/^Slack accepts no message in C0CS \(is_archived\): check .* app is in it/),
    ]);
  });

  test('after a restart on the same folder nothing is posted twice, and what came meanwhile is posted', async () => {
    const before = laptop.messages().length;
    await laptop.stop();
    laptop = await startLaptop(dataDir);
    const { inquiryId } = await laptop.simulator.handOver();
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 1, changed: 0, closed: 0 });
    await laptop.settle();
    expect(laptop.messages()).toHaveLength(before + 1);
    expect(laptop.messagesOf(inquiryId)).toHaveLength(1);
  });

  test('a pause of Coupang is one line that says what happened and what to do', async () => {
    laptop.simulator.fail('ip-not-allowed', { times: 1 });
    expect(await laptop.poll()).toMatchObject({ result: 'failed', code: 'COUPANG_IP_NOT_ALLOWED' });
    expect(await laptop.poll()).toMatchObject({ result: 'backing-off' });
    expect(laptop.lines.at(-2)).toMatch(/192\.0\.2\.1/);
  });

  test('no log line contains a key, a phone number or an agent’s words', () => {
    const log = laptop.logged.join('\n');
    expect(log).not.toMatch(/xoxb-|555\)444|경비실|환불/);
    const { env } = laptop.system;
    for (const name of [
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'COUPANG_SECRET_KEY',
      'SLACK_BOT_TOKEN',
    ]) {
      expect(env[name]).toMatch(/[0-9a-f]{32}$/);
      expect(log).not.toContain(env[name]);
    }
    expect(log).toContain('"opened":1');
  });
});
