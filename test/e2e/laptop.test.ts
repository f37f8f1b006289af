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

  test('posts one card for each initial hand-over and question, and one notice of the questions that are past', async () => {
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 4 });
    await laptop.settle();
    expect(laptop.messages().map(({ text }) => text)).toEqual([
      // The earlier deadline comes first.
      expect.stringMatching(/^\[미확인] .*까지 확인 · 모어클래식 기모/),
      expect.stringMatching(/^\[미답변] .* 마감 · 소미로그 인조가죽/),
      expect.stringMatching(/^\[🛍️ 상품 문의] .* 15:00 마감 · 모어클래식 울혼방/),
      expect.stringMatching(/^\[🛍️ 상품 문의] .* 마감 · 물결상점 스텐/),
      expect.stringMatching(/^\[24시간 지난 문의] 🛍️ 상품 문의 3건/),
    ]);
    for (const message of laptop.messages()) expect(JSON.stringify(message)).not.toContain('555)444');
  });

  test('posts nothing after a second poll without news', async () => {
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 0, changed: 0, closed: 0 });
    await laptop.settle();
    expect(laptop.messages()).toHaveLength(5);
  });

  test.each([
    ['hand-over', 'call-center', /^\[미답변]/, /^\[답변 완료]/],
    ['question', 'product', /^\[🛍️ 상품 문의] /, /^\[🛍️ 답변 완료]/],
  ] as const)(
    'posts one card for a new %s, and shows its answer on it',
    async (_what, source, open, closed) => {
      const { handOver, answer, product } = laptop.simulator;
      const { inquiryId } = await (source === 'product' ? product.ask() : handOver());
      expect(await laptop.poll()).toMatchObject({ opened: 1 });
      await laptop.settle();
      expect(laptop.messagesOf(inquiryId, source)).toMatchObject([{ text: expect.stringMatching(open) }]);
      await (source === 'product' ? product.answer(inquiryId) : answer(inquiryId));
      expect(await laptop.poll()).toMatchObject({ closed: 1 });
      await laptop.settle();
      const [card, line, ...rest] = laptop.messagesOf(inquiryId, source);
      expect(rest).toEqual([]);
      expect(card?.text).toMatch(closed);
      expect(card?.editedTs).toBeDefined();
      expect(line?.thread_ts).toBe(card?.ts);
    },
  );

  test('D2: posts a second card for a second hand-over, and closes the first card in place', async () => {
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

  test('R16: reports a hand-over that Coupang closed after 24 hours on its card and once in the channel', async () => {
    const { inquiryId } = await laptop.arrive({ askedAt: laptop.now() - 23 * 60 * 60 * 1000 });
    await laptop.simulator.age(inquiryId, 0);
    await laptop.poll();
    await laptop.simulator.tick();
    const isClosed = async () => (await laptop.ticketsOf(inquiryId))[0]?.facts.state === 'closed';
    // On a busy machine one poll may not have the time for the look-up.
    for (let polls = 0; polls < 5 && !(await isClosed()); polls += 1) {
      await laptop.poll();
      await laptop.settle();
    }
    // The simulator moves the time of its post, which may be a line of its own.
    const [card, breach, ...rest] = laptop
      .messagesOf(inquiryId)
      .filter(({ text }) => !text.startsWith('[요청 변경]'));
    expect(rest).toEqual([]);
    expect(card?.text).toMatch(/^\[자동 종료]/);
    expect(breach).toMatchObject({ broadcast: true, thread_ts: card?.ts });
    expect(JSON.stringify(breach?.blocks)).toContain('쿠팡 자동 종료');
    const [{ facts } = { facts: undefined }] = await laptop.ticketsOf(inquiryId);
    if (facts?.state !== 'closed') throw new Error('Coupang has closed it.');
    expect(facts.closedAt).toBeGreaterThanOrEqual(facts.dueAt);
    expect(JSON.stringify([card, breach])).not.toMatch(/<(@|!(here|channel|subteam))/);
  });

  test('R19: posts a card once, although Slack’s response was lost, and prints one line for this and an outage soon after', async () => {
    laptop.slack.fail('lost-answer', { times: 1, method: 'chat.postMessage' });
    const { inquiryId } = await laptop.arrive();
    expect(laptop.messagesOf(inquiryId)).toHaveLength(1);
    laptop.slack.fail('down');
    await laptop.simulator.handOver();
    await laptop.poll();
    await laptop.until(() => laptop.logged.some((line) => line.includes('http_503')));
    laptop.slack.recover();
    expect(laptop.lines.filter((line) => line.startsWith('Slack does not answer'))).toEqual([
      expect.stringContaining('http_500'),
    ]);
  });

  test('prints once that a channel is archived, and what to do', async () => {
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

  test('after a restart on the same folder, posts nothing twice and catches up', async () => {
    const before = laptop.messages().length;
    await laptop.stop();
    laptop = await startLaptop(dataDir);
    const { inquiryId } = await laptop.simulator.handOver();
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 1, changed: 0, closed: 0 });
    await laptop.settle();
    expect(laptop.messages()).toHaveLength(before + 1);
    expect(laptop.messagesOf(inquiryId)).toHaveLength(1);
  });

  test('prints one line when Coupang refuses the address', async () => {
    laptop.simulator.fail('ip-not-allowed', { times: 1 });
    expect(await laptop.poll()).toMatchObject({ result: 'failed', code: 'COUPANG_IP_NOT_ALLOWED' });
    expect(await laptop.poll()).toMatchObject({ held: expect.any(Array) });
    expect(laptop.lines.at(-2)).toMatch(/192\.0\.2\.1/);
  });

  test('logs no key, no phone number and no word of an agent', () => {
    const log = laptop.logged.join('\n');
    expect(log).not.toMatch(/xoxb-|555\)444|경비실|환불/);
    const { env } = laptop.system;
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, COUPANG_SECRET_KEY, SLACK_BOT_TOKEN } = env;
    for (const key of [AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, COUPANG_SECRET_KEY, SLACK_BOT_TOKEN]) {
      expect(key).toMatch(/[0-9a-f]{32}$/);
      expect(log).not.toContain(key);
    }
    expect(log).toContain('"opened":1');
  });
});
