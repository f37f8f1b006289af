import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

const HANA = 'U0HANA';
const DURI = 'U0DURI';
const SENA = 'U0SENA';
const HISTORY_LAG_MS = 2100;
const TEXT = '안녕하세요. 주문하신 상품은 오늘 출고되어 내일 도착할 예정입니다.';

/** People press on the local Slack. Everything behind it is the program's own. */
describe('acting from Slack on the laptop', () => {
  let laptop: Laptop;
  beforeAll(async () => {
    laptop = await startLaptop(await makeDataDir());
    await laptop.poll();
  });
  afterAll(() => laptop.end());

  const on = () => laptop.slack.interactions;
  const arrive = async (kind: 'reply' | 'confirm', how: { leftMs?: number } = {}): Promise<string> => {
    const { inquiryId } = await laptop.arrive({
      kind,
      ...(kind === 'reply' && { template: 'question' as const }),
      ...how,
    });
    return inquiryId;
  };
  const shows = (inquiryId: string): string => JSON.stringify(laptop.messagesOf(inquiryId));
  const repliesTo = (inquiryId: string) =>
    laptop.messagesOf(inquiryId).filter((message) => message.thread_ts !== undefined);
  const answersOf = (inquiryId: string) =>
    (laptop.simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId)?.posts ?? []).filter(
      ({ answerType }) => answerType === 'vendor',
    );
  const ephemeralTo = (by: string): string => JSON.stringify(on().ephemerals(by)[0] ?? '');
  /** The direct messages to a person. */
  const sentTo = (user: string): string =>
    JSON.stringify(laptop.slack.channels.messages(`D${user.slice(1)}`));

  test('A1: shows a claim on the card and in its thread until its release, and refuses another person privately', async () => {
    const id = await arrive('reply');
    expect(await laptop.press(HANA, id, 'claim')).toEqual({ is: 'done' });
    await laptop.until(() => shows(id).includes('🙋 담당'));
    expect((await laptop.ticketsOf(id))[0]?.facts).toMatchObject({ claimedBy: HANA });
    expect(await laptop.press(DURI, id, 'release')).toEqual({ is: 'done' });
    expect(ephemeralTo(DURI)).toContain('님이 담당하는 건입니다');
    expect(on().ephemerals(HANA)).toEqual([]);
    await laptop.press(HANA, id, 'release');
    expect((await laptop.ticketsOf(id))[0]?.facts).not.toHaveProperty('claimedBy');
    await laptop.press(SENA, id, 'assign', { choice: DURI });
    expect((await laptop.ticketsOf(id))[0]?.facts).toMatchObject({ claimedBy: DURI });
  });

  test("A1: Coupang's made-up seller does not answer a ticket that somebody has claimed", async () => {
    const [claimed, other] = [await arrive('reply'), await arrive('reply')];
    await laptop.press(HANA, claimed, 'claim');
    for (const id of [claimed, other])
      await laptop.simulator.edit(id, (inquiry) => ({
        ...inquiry,
        plan: { act: 'answer', at: laptop.now() },
      }));
    await laptop.simulator.tick();
    expect(answersOf(other)).toHaveLength(1);
    expect(answersOf(claimed)).toEqual([]);
    await laptop.press(HANA, claimed, 'release');
  });

  test('A1: shows the end of a snooze on the card, and refuses another person privately', async () => {
    const id = await arrive('reply');
    await laptop.press(HANA, id, 'claim');
    await laptop.until(() => shows(id).includes('"action_id":"snooze"'));
    expect(await laptop.press(HANA, id, 'snooze', { choice: '1h' })).toEqual({ is: 'done' });
    await laptop.until(() => shows(id).includes('까지 알림 미룸'));
    expect((await laptop.ticketsOf(id))[0]?.facts.snoozed).toMatchObject({ by: HANA });
    await laptop.press(DURI, id, 'snooze', { choice: 'last' });
    expect(ephemeralTo(DURI)).toContain('알림은 담당자만');
    await laptop.press(HANA, id, 'snooze', { choice: 'last' });
    await laptop.until(() => shows(id).includes('마지막 알림 전까지 알림 미룸'));
  });

  test('A1: an eyes reaction on the card claims the ticket', async () => {
    const id = await arrive('reply');
    const { channel = '', ts = '' } = laptop.messagesOf(id)[0] ?? {};
    // History shows a message late, and the app looks the card up there.
    await sleep(HISTORY_LAG_MS);
    await on().react(HANA, { channel, ts }, 'eyes');
    await laptop.until(async () => (await laptop.ticketsOf(id))[0]?.facts.claimedBy === HANA);
  });

  test('A2: sends a confirmation once, and the closed card names the person', async () => {
    const id = await arrive('confirm');
    expect(await laptop.press(HANA, id, 'confirm')).toEqual({ is: 'done' });
    await laptop.until(() => shows(id).includes('기한 내 · @'));
    expect(repliesTo(id)).toHaveLength(1);
    expect(laptop.simulator.inquiries().find((inquiry) => inquiry.inquiryId === id)?.list).toBe('ANSWER');
    expect(await laptop.press(HANA, id, 'confirm')).toEqual({ is: 'gone' });
  });

  test('A3: previews a reply, sends it once however often it is pressed, and the closed card names the person', async () => {
    const id = await arrive('reply');
    await laptop.press(HANA, id, 'reply');
    expect(JSON.stringify(on().modal(HANA)?.sent)).toContain('상담사 요청');
    expect(await laptop.submit(HANA, TEXT)).toEqual({ is: 'done' });
    expect(JSON.stringify(on().modal(HANA)?.sent)).toContain('쿠팡에 이대로 보냅니다');
    expect(answersOf(id)).toEqual([]);
    await Promise.all([laptop.submit(HANA, TEXT), laptop.submit(HANA, TEXT)]);
    expect(on().modal(HANA)).toBeUndefined();
    await laptop.until(() => shows(id).includes('기한 내 · 답변자 @'));
    expect(repliesTo(id)).toHaveLength(1);
    expect(answersOf(id)).toMatchObject([{ content: TEXT, receptionist: 'hana.cs' }]);
    const [ticket] = await laptop.ticketsOf(id);
    expect(ticket?.facts).toMatchObject({ state: 'closed', outcome: 'answered' });
    expect(JSON.stringify(ticket?.facts)).not.toContain(TEXT);
  });

  test('A3: returns the text privately to its author when Coupang refuses it', async () => {
    const id = await arrive('reply');
    await laptop.press(HANA, id, 'reply');
    await laptop.submit(HANA, TEXT);
    await laptop.simulator.decide(id);
    await laptop.submit(HANA, TEXT);
    await laptop.until(() => sentTo(HANA).includes('보내지 않은 답변'));
    expect(sentTo(HANA)).toContain(TEXT);
    expect(answersOf(id)).toEqual([]);
    expect(ephemeralTo(HANA) + ephemeralTo(DURI) + sentTo(DURI) + shows(id)).not.toContain(TEXT);
  });

  test('A5: after the deadline, sends nothing, keeps the text in the form, and removes the button', async () => {
    const LEFT_MS = 6000;
    const id = await arrive('reply', { leftMs: LEFT_MS });
    await laptop.press(HANA, id, 'reply');
    await laptop.submit(HANA, TEXT);
    await sleep(LEFT_MS);
    const refused = await laptop.submit(HANA, TEXT);
    expect(refused.is === 'errors' && [...refused.errors.values()]).toEqual([
      expect.stringContaining('마감이 지나'),
    ]);
    expect(answersOf(id)).toEqual([]);
  });
});
