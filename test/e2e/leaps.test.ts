import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop(await makeDataDir(), { env: { POLL_SECONDS: '5' }, schedule: true });
  laptop.hurry(true);
});
afterAll(() => laptop.end());

/** Name and key of each message, in all channels. */
const posted = (): string[] => {
  const { channels } = laptop.slack;
  return channels
    .ids()
    .flatMap((id) => channels.messages(id).map(({ metadata }) => ({ id, payload: metadata?.event_payload })))
    .map(({ id, payload }) => `${id} ${String(payload?.['name'])} ${String(payload?.['key'])}`);
};
/** Each mention by a message: the event that caused it, and whom it mentions. A step has a message in each of its channels. */
const mentions = (): string[] => {
  const { channels } = laptop.slack;
  return channels
    .ids()
    .flatMap(channels.messages)
    .flatMap(({ blocks, metadata }) => {
      const { name, key } = metadata?.event_payload ?? {};
      const event = String(name).replace(/^(step|escalation|direct)\//, '');
      const found = JSON.stringify(blocks).match(/<(?:@|!subteam\^)[A-Z0-9]+>|<!here>/g) ?? [];
      return [...new Set(found)].map((whom) => `${String(key)} ${event} ${whom}`);
    });
};
const count = (words: RegExp): number => posted().filter((message) => words.test(message)).length;

test('R17, R19: a day of leaps posts each message and each report once, and no false blindness', async () => {
  const { simulator, slack, state, until } = laptop;
  await until(async () => (await state())?.sources['call-center']?.recentCompleteAt !== undefined);
  const inquiries: string[] = [];
  const handOver = async (leftMs?: number): Promise<void> =>
    void inquiries.push((await simulator.handOver(leftMs === undefined ? {} : { leftMs })).inquiryId);

  await handOver(4 * HOUR_MS);
  await laptop.leap(HOUR_MS + 10 * MINUTE_MS);
  expect(count(/ step\/3h/)).toBe(1);

  // Slack loses answers during a leap, and is down during another one.
  slack.fail('lost-answer', { method: 'chat.postMessage' });
  await handOver();
  await laptop.leap(MINUTE_MS);
  slack.recover();
  slack.fail('down');
  await handOver();
  await laptop.leap(10 * MINUTE_MS);
  slack.recover();

  // The first one runs out, the others are answered a moment before they would.
  await laptop.leap(HOUR_MS + 45 * MINUTE_MS);
  await laptop.leap(HOUR_MS + 15 * MINUTE_MS);
  for (const inquiryId of inquiries.slice(1)) await simulator.answer(inquiryId);
  const asked = await simulator.product.ask();
  for (let hour = 0; hour < 24; hour += 6) {
    await handOver();
    await laptop.leap(6 * HOUR_MS);
  }
  await laptop.leap(DAY_MS);

  const isShown = async (inquiryId: string): Promise<boolean> => {
    const tickets = await laptop.ticketsOf(inquiryId);
    return (
      tickets.length === 1 &&
      tickets.every(
        ({ delivery, outbox }) => delivery.attempt === undefined && delivery.shownVersion === outbox.version,
      )
    );
  };
  for (const inquiryId of inquiries) await until(() => isShown(inquiryId));
  const messages = posted();
  expect(messages.filter((message, at) => messages.indexOf(message) !== at)).toEqual([]);
  for (const inquiryId of inquiries) {
    expect(count(new RegExp(` card .*/call-center/${inquiryId}/`))).toBe(1);
    const [ticket] = await laptop.ticketsOf(inquiryId);
    expect(ticket?.facts.state).toBe('closed');
  }
  // A question waits for its answer after its deadline, and warns of that once.
  expect(count(new RegExp(` card .*/product/${asked.inquiryId}/`))).toBe(1);
  expect(count(new RegExp(` step/overdue/\\d+ .*/product/${asked.inquiryId}/`))).toBe(1);
  // Also the last warning, which has a message in two channels (S6).
  expect(count(/^C0LEAD escalation\/1h/)).toBeGreaterThan(0);
  expect(mentions().filter((mention) => / 1h\/\d+ <!subteam\^S0CS>$/.test(mention))).not.toEqual([]);
  expect(mentions().filter((mention, at) => mentions().indexOf(mention) !== at)).toEqual([]);
  expect(messages.filter((message) => /blind|all-clear|older-unread/.test(message))).toEqual([]);
  const { pause, sources } = (await state()) ?? {};
  expect(pause).toBeUndefined();
  for (const { blindTimes = [] } of Object.values(sources ?? {})) expect(blindTimes).toEqual([]);
  expect(count(/\/daily\//)).toBe(2);
  // The last leap passes the end of a shift and the report of that day, which includes the hand-over (R27).
  expect(count(/\/hand-over\//)).toBe(1);
});
