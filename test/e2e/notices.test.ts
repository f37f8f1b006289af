import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Message } from 'fake-slack';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

const BLIND_MS = 1500;

/** One system for the whole file. Lists begin at a low number, and blindness after a second and a half. */
describe('notices through the running local system', () => {
  let laptop: Laptop;
  const handedOver: string[] = [];

  beforeAll(async () => {
    laptop = await startLaptop(await makeDataDir(), {
      changed: { digestAbove: 3, blindMinutes: BLIND_MS / 60_000 },
      sources: ['call-center'],
    });
  });
  afterAll(() => laptop.end());

  const keyOf = (message: Message | undefined): string => String(message?.metadata?.event_payload['key']);
  const notices = (about: string): Message[] =>
    laptop.messages().filter((message) => keyOf(message).includes(`/${about}/`));

  test('D5: a first run over the limit posts one list, with each card in its thread', async () => {
    for (let count = 0; count < 3; count += 1) handedOver.push((await laptop.simulator.handOver()).inquiryId);
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 5 });
    await laptop.settle();
    const [list, second] = notices('list');
    expect(second).toBeUndefined();
    expect(list?.text).toMatch(/^\[모아보기] 새 이관 5건/);
    const inThread = laptop.messages().filter(({ thread_ts }) => thread_ts === list?.ts);
    expect(inThread).toHaveLength(5);
    expect(laptop.messages()).toHaveLength(6);
    // Once its cards are there, the list links to each of them.
    for (const { ts } of inThread)
      expect(JSON.stringify(list?.blocks)).toContain(`/p${ts.replace('.', '')}?thread_ts=`);
  });

  test('R24: a member’s later events go into the same thread, and name the member', async () => {
    const [id = ''] = handedOver;
    const [list] = notices('list');
    await laptop.simulator.answer(id);
    await laptop.poll();
    await laptop.settle();
    const [card, line] = laptop.messagesOf(id);
    expect(card).toMatchObject({ thread_ts: list?.ts });
    expect(card?.text).toMatch(/^\[답변 완료]/);
    expect(line).toMatchObject({ thread_ts: list?.ts });
    expect(JSON.stringify(line?.blocks)).toContain(id);
  });

  test('D10: announces blindness once, with its cause and what to do', async () => {
    laptop.simulator.fail('unavailable');
    expect(await laptop.poll()).toMatchObject({ result: 'failed' });
    await sleep(BLIND_MS);
    await laptop.system.trackSla();
    await laptop.system.trackSla();
    await laptop.settle();
    const [blind, second] = notices('blind');
    expect(second).toBeUndefined();
    expect(blind?.text).toMatch(/조회 중단/);
    expect(JSON.stringify(blind?.blocks)).toMatch(/원인.*고객센터 문의를 직접 확인/);
  });

  test('R17: the all-clear alone says that Coupang is read again; what was handed over and answered meanwhile has no ticket', async () => {
    const { inquiryId } = await laptop.simulator.handOver();
    await laptop.simulator.answer(inquiryId);
    laptop.simulator.recover();
    expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 0 });
    // An all-clear waits for three complete readings in a row.
    for (let more = 0; more < 2; more += 1)
      expect(await laptop.poll()).toMatchObject({ result: 'swept', opened: 0 });
    await laptop.system.trackSla();
    await laptop.settle();
    // The first sweep took longer than this file's limit for blindness, so it may have an all-clear of its own.
    const [blind] = notices('blind');
    expect(blind?.text).toMatch(/^\[조회 중단]/);
    expect(blind?.editedTs).toBeDefined();
    const since = keyOf(blind).replace(/.*blind/, '');
    const ends = laptop.messages().filter((message) => keyOf(message).endsWith(`all-clear${since}`));
    expect(ends.map(({ text, thread_ts }) => [text, thread_ts])).toEqual([
      [expect.stringMatching(/^\[조회 재개]/), undefined],
    ]);
    expect(laptop.messagesOf(inquiryId)).toEqual([]);
    expect(await laptop.ticketsOf(inquiryId)).toEqual([]);
  });

  test('D6: posts a burst as one list, and fewer hand-overs as cards', async () => {
    for (let count = 0; count < 3; count += 1) await laptop.simulator.handOver();
    await laptop.arrive();
    expect(notices('list')).toHaveLength(2);
    const { inquiryId } = await laptop.arrive();
    expect(laptop.messagesOf(inquiryId)).toMatchObject([{ text: expect.stringMatching(/^\[미답변]/) }]);
    expect(laptop.messagesOf(inquiryId)[0]).not.toHaveProperty('thread_ts');
  });
});

test('R17: announces a pause after a restart, with the hand-overs in it, and no outage', async () => {
  const dataDir = await makeDataDir();
  const before = await startLaptop(dataDir);
  await before.poll();
  await before.system.trackSla();
  await before.settle();
  await before.simulator.handOver();
  await before.sleep(9 * 60_000);
  await before.stop();
  const laptop = await startLaptop(dataDir);
  try {
    await laptop.system.trackSla();
    expect(await laptop.poll()).toMatchObject({ opened: 1 });
    // Three complete readings in a row end a blind time.
    for (let more = 0; more < 2; more += 1) await laptop.poll();
    await laptop.system.trackSla();
    await laptop.settle();
    const notices = laptop.messages().filter(({ text }) => /조회|멈춤/.test(text));
    expect(notices).toMatchObject([{ text: expect.stringMatching(/^\[알림 멈춤\].* 9분 멈춤/) }]);
    expect(JSON.stringify(notices[0]?.blocks)).toContain('알림 프로그램이 9분 멈춰 있었습니다');
  } finally {
    await laptop.end();
  }
});

test('R6: corrects a clock that is seven minutes slow, and reports it in the channel once', async () => {
  const laptop = await startLaptop(await makeDataDir());
  try {
    laptop.simulator.fail('clock-skewed');
    const { inquiryId } = await laptop.simulator.handOver();
    // The clock jumps within the first poll.
    for (let times = 0; times < 3; times += 1) await laptop.poll();
    for (let times = 0; times < 2; times += 1) await laptop.system.trackSla();
    await laptop.settle();
    const notices = laptop.messages().filter(({ text }) => text.startsWith('[시계 오류]'));
    expect(notices).toMatchObject([{ text: '[시계 오류] 7분 느림 · AA몰' }]);
    expect(laptop.messagesOf(inquiryId)).toMatchObject([{ text: expect.stringMatching(/^\[미답변]/) }]);
    laptop.simulator.recover();
    await laptop.poll();
    expect(await laptop.poll()).toMatchObject({ result: 'swept' });
  } finally {
    await laptop.end();
  }
});
