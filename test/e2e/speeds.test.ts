import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SlackFailureMode } from '../../local/slack/failures.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

type Turn = { rate: number; trouble: SlackFailureMode; posts?: true; says?: string };

const LOST = { trouble: 'lost-answer', posts: true, says: 'http_500' } as const;
const WAIT = { trouble: 'rate-limited', says: 'ratelimited' } as const;
const DOWN = { trouble: 'down', says: 'http_503' } as const;
/** Longer than a lane and an attempt last by a clock that runs fast. */
const SLOW = { trouble: { heldMs: 2500 }, posts: true } as const;

/** Each rate after each other one, and with it what the panel makes of Slack. */
const TURNS: Turn[] = [
  { rate: 60, ...LOST },
  { rate: 1, ...WAIT },
  { rate: 60, ...DOWN },
  { rate: 600, ...SLOW },
  { rate: 1, ...SLOW },
  { rate: 600, ...LOST },
  { rate: 60, ...WAIT },
  { rate: 600, ...DOWN },
  { rate: 60, ...SLOW },
  { rate: 600, ...WAIT },
  { rate: 1, ...LOST },
];

let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop(
    await makeDataDir(),
    { SPEED: '600', POLL_SECONDS: '1' },
    {},
    { schedule: true },
  );
});
afterAll(() => laptop.end());

test('R17, R19: however the speed is changed, and whatever Slack does, no message comes twice and nothing looks blind', async () => {
  const { simulator, slack, logged, until, ticketsOf } = laptop;
  const inquiries: string[] = [];
  const polls = (): number => logged.filter((line) => line.startsWith('poll ')).length;
  for (const { rate, trouble, posts, says = '' } of TURNS) {
    await laptop.setRate(rate);
    slack.fail(trouble, posts ? { method: 'chat.postMessage' } : {});
    const [lines, polled] = [logged.length, polls()];
    inquiries.push((await simulator.handOver()).inquiryId);
    await until(() => logged.slice(lines).some((line) => line.includes(says)));
    await until(() => polls() > polled + 3);
    slack.recover();
  }
  const isShown = async (inquiryId: string): Promise<boolean> => {
    const [ticket] = await ticketsOf(inquiryId);
    return ticket?.delivery.ts !== undefined && ticket.delivery.attempt === undefined;
  };
  for (const inquiryId of inquiries) await until(() => isShown(inquiryId));
  const posted = slack.channels
    .ids()
    .flatMap(slack.channels.messages)
    .map(({ metadata }) => JSON.stringify(metadata?.event_payload));
  expect(posted.filter((message, at) => posted.indexOf(message) !== at)).toEqual([]);
  expect(posted.filter((message) => message.includes('blind/'))).toEqual([]);
  expect(await laptop.state()).toMatchObject({ catchUps: [] });
});
