import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from '../../local/page/command.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

/** A Thursday, 13:00 in Seoul. */
const START = Date.parse('2026-11-26T04:00:00Z');
const POLL_SECONDS = 5;
const POLLS_A_REPORT = 12;

/** Presses the buttons that the README names, over HTTP, on a machine whose clock the test moves. */
describe('the sequence in the README', () => {
  let laptop: Laptop;
  let machine = START;
  let rounds = 0;
  let url: string;

  beforeAll(async () => {
    laptop = await startLaptop(await makeDataDir(), {
      env: { POLL_SECONDS: String(POLL_SECONDS) },
      now: () => machine,
      sources: ['call-center'],
    });
    laptop.hurry(true);
    url = laptop.system.pageUrl ?? '';
  });
  afterAll(() => laptop.end());

  const press = async (command: Command): Promise<void> => {
    const response = await fetch(`${url}/controls`, {
      method: 'POST',
      headers: { origin: url, 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    expect([command, response.status]).toEqual([command, 200]);
  };
  /** Does one round of a running program's work, from poll to poll. */
  const passRound = async (): Promise<void> => {
    machine += POLL_SECONDS * SECOND_MS;
    rounds += 1;
    await laptop.simulator.tick();
    await laptop.poll();
    await laptop.system.trackSla();
    if (rounds % POLLS_A_REPORT === 0) await laptop.system.report();
    await laptop.settle();
  };
  const leapUntil = async (holds: () => boolean, mostLeaps: number): Promise<void> => {
    for (let leaps = 0; !holds(); leaps += 1) {
      expect(leaps).toBeLessThan(mostLeaps);
      await press({ do: 'leap', to: 'next-event' });
    }
  };
  const posted = (channel: string, words: RegExp): boolean =>
    laptop.slack.channels.messages(channel).some((message) => words.test(JSON.stringify(message.blocks)));
  /** All that the page dates in its header, its messages and its board, and its clock. Epoch ms. */
  const readTimes = async () => {
    const html = await (await fetch(url)).text();
    const at = (part: string): number[] =>
      [...part.matchAll(/datetime="([^"]*)" data-format=/g)].map(([, iso = '']) => Date.parse(iso));
    const [, header = '', channels = '', rest = ''] =
      /id="poll-list">(.*?)<\/section>.*?id="channel-list">(.*?)id="board"(.*)/s.exec(html) ?? [];
    const [, closed = ''] = /class="closed rows">(.*?)<\/ol>/s.exec(rest) ?? [];
    return {
      now: Number(/data-now="(\d+)"/.exec(html)?.[1]),
      polled: at(header),
      messages: [...channels.matchAll(/class="byline">.*?datetime="([^"]*)"/gs)].map(([, iso = '']) =>
        Date.parse(iso),
      ),
      closed: at(closed),
    };
  };
  test('R6, R23: posts each warning in order, then Coupang closes the hand-over, all by one clock', async () => {
    await passRound();
    await press({ do: 'hand-over-ladder' });
    const { inquiryId } = laptop.simulator.inquiries().at(-1) ?? { inquiryId: '' };
    const ticket = async () => (await laptop.ticketsOf(inquiryId))[0];
    // The team's own target is announced first.
    await passRound();
    await passRound();
    expect((await ticket())?.facts.steps.map(({ name }) => name)).toEqual(['target']);

    await leapUntil(() => posted('C0LEAD', /마감 \d/), 8);
    await leapUntil(() => posted('C0CS', /24시간 초과/), 8);
    const facts = (await ticket())?.facts;
    if (facts?.state !== 'closed') throw new Error('Coupang has closed it.');
    const { steps, dueAt, closedAt } = facts;
    expect(steps.map(({ name }) => name)).toEqual(['target', '3h', '1h']);
    expect(steps.map(({ at }) => dueAt - at > 0)).toEqual([true, true, true]);
    expect(closedAt).toBeGreaterThanOrEqual(dueAt);

    // The page shows a board that is a second old.
    await laptop.until(async () => (await readTimes()).closed.includes(closedAt));
    const { now, polled, messages, closed } = await readTimes();
    expect(Math.abs(now - (polled[0] ?? 0))).toBeLessThan(MINUTE_MS);
    expect(now - Math.max(...messages)).toBeLessThan(10 * MINUTE_MS);
    expect(Math.max(...messages, ...closed)).toBeLessThanOrEqual(now);
    expect(Math.min(...messages, ...closed)).toBeGreaterThanOrEqual(START);
  });

  test('then posts the past confirmations, the hand-over of the shift, and the next day’s report', async () => {
    await leapUntil(() => posted('C0CS', /퇴근 전 마지막 기회/), 8);
    await leapUntil(() => posted('C0CS', /인수인계/), 8);
    await press({ do: 'leap', to: 'morning' });
    expect(posted('C0CS', /일일 보고/)).toBe(true);
  });

  test('R17: posts no outage after a leap', async () => {
    for (const to of ['hour', 'morning', 'next-event'] as const) {
      await press({ do: 'leap', to });
      for (let round = 0; round < 3; round += 1) await passRound();
    }
    expect(posted('C0CS', /조회 중단|조회 재개/)).toBe(false);
  });
});
