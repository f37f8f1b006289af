import { describe, expect, test } from '@jest/globals';
import { TERMINAL_TEXTS } from '../../../../local/page/texts.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { printSlackTrouble } from '../../../../local/run/print-slack-trouble.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, silent, type World } from '../../../simulation/create-world.ts';
import { CHANNEL, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';
import { type HeardCall, watchSlackCalls } from '../../workflows/delivery/watch-slack-calls.ts';

/** The whole program. Its drains log to the terminal's log. */
const setUp = (trouble: (call: HeardCall) => [SlackFailureKind, string] | undefined) => {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const log = printSlackTrouble(silent, print, TERMINAL_TEXTS.en, () => world.now());
  const world: World = createWorld({ log });
  watchSlackCalls(world, (call) => {
    const [kind, reason] = trouble(call) ?? [];
    return kind && new SlackFailure(kind, reason ?? '', 'made up');
  });
  const run = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      world.advance(MINUTE);
      await world.poll();
      await world.trackSla();
      // One run each minute. While Slack is away, each run would wake the next.
      world.bus.wakeUps.splice(0);
      await world.drain();
    }
  };
  return { world, lines, run };
};

describe('trouble with Slack is printed on the terminal', () => {
  test.each<[SlackFailureKind, string, RegExp]>([
    ['unreached', 'ENOTFOUND', /^Slack cannot be reached \(ENOTFOUND\): check the internet connection/],
    ['unsure', 'http_503', /^Slack does not answer \(http_503\): see slack-status\.com/],
    ['rate-limited', 'ratelimited', /^Slack asks to wait in C0MADEUP \(ratelimited\).* by themselves/],
    ['token-unusable', 'invalid_auth', /bot token \(invalid_auth\): .* valid SLACK_BOT_TOKEN/],
    ['refused', 'made_up_word', /refuses a message in C0MADEUP \(made_up_word\): look up the word/],
  ])('once in an hour of it, with the kind, the reason and what to do: %s', async (kind, word, says) => {
    const { world, lines, run } = setUp(() => [kind, word]);
    world.coupang.handOver();
    world.coupang.handOver();
    await run(60);
    expect(lines).toEqual([expect.stringMatching(says)]);
  });

  test('by channel: each refusing channel has one line, for all its messages', async () => {
    const { world, lines, run } = setUp(() => ['channel-unusable', 'not_in_channel']);
    world.coupang.handOver();
    await run(30);
    world.coupang.handOver();
    await run(30);
    expect(lines).toEqual(
      [CHANNEL, FALLBACK_CHANNEL].map((channel) =>
        expect.stringMatching(
          `^Slack accepts no message in ${channel} \\(not_in_channel\\): check .* that the app is in it`,
        ),
      ),
    );
  });

  test('again after it ended', async () => {
    let isDown = true;
    const { world, lines, run } = setUp(() => (isDown ? ['unreached', 'ENOTFOUND'] : undefined));
    world.coupang.handOver();
    await run(10);
    isDown = false;
    await run(10);
    expect(world.tickets()).toMatchObject([{ delivery: { shownVersion: 1 } }]);
    expect(lines).toHaveLength(1);
    isDown = true;
    world.coupang.handOver();
    await run(10);
    expect(lines).toHaveLength(2);
  });

  test('once for a message whose retries become rarer, but for each different error of Slack', async () => {
    let word = 'one_word';
    const { world, lines, run } = setUp(() => ['refused', word]);
    world.coupang.handOver();
    await run(26 * 60);
    word = 'another_word';
    await run(2 * 60);
    expect(lines).toEqual([expect.stringContaining('one_word'), expect.stringContaining('another_word')]);
  });

  test('in one line if only blocks are refused, and if a new card replaces one', async () => {
    const { world, lines, run } = setUp(({ method, options }) => {
      if (method === 'edit') return ['card-unusable', 'message_not_found'];
      return options.plain ? undefined : ['content-refused', 'invalid_blocks'];
    });
    const id = world.coupang.handOver();
    await run(3);
    world.slack.slack.isThere = async () => false;
    world.coupang.editRequest(id, 'Changed.');
    await run(3);
    expect(lines).toEqual([
      expect.stringMatching(/form of a message in C0MADEUP \(invalid_blocks\), .* plain text.* report it/),
      expect.stringMatching(/in C0MADEUP can no longer be changed .* \(message_not_found\).* a new card/),
    ]);
  });

  test('without a new card if Slack denies a message that it still shows', async () => {
    const { world, lines, run } = setUp(({ method }) =>
      method === 'edit' ? ['card-unusable', 'message_not_found'] : undefined,
    );
    const id = world.coupang.handOver();
    await run(3);
    world.coupang.editRequest(id, 'Changed.');
    await run(3);
    expect(lines).toEqual([expect.stringMatching(/refuses a message in C0MADEUP \(message_not_found\)/)]);
  });

  test('in one line if a look-up is refused: the possible consequence, and what to do', async () => {
    const { world, lines, run } = setUp(({ method }) =>
      method === 'find' ? ['look-up-refused', 'missing_scope'] : undefined,
    );
    world.coupang.handOver();
    await world.poll();
    world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
    await run(10);
    expect(lines).toEqual([
      expect.stringContaining('does not answer (timeout)'),
      expect.stringMatching(/posted twice: give the app its history scopes .*\(missing_scope, C0MADEUP\)\.$/),
    ]);
  });
});

test('once for a ticket that cannot be shown, with its id and the start of the error', async () => {
  const { world, lines, run } = setUp(() => undefined);
  const id = world.coupang.handOver();
  world.drainServices.delivery = {
    ...world.drainServices.delivery,
    noteAttempt: async () => {
      throw new StoreError('refused', 'The store does not take it.\nMore of it.');
    },
  };
  await run(30);
  expect(lines).toEqual([
    `Delivery of ${deliverableId(world.ticketOf(id).key)} failed: The store does not take it.`,
  ]);
});

test('the log gets everything, and the terminal only trouble with messages', () => {
  const logged: string[] = [];
  const lines: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const log = printSlackTrouble(
    { info: note, warn: note, error: note },
    (line) => lines.push(line),
    TERMINAL_TEXTS.en,
  );
  log.info('info', { did: 'failed', kind: 'unsure', reason: 'timeout' });
  log.warn('no fields');
  log.warn('other fields', { reason: 7 });
  log.warn('slack: token refused, reading it once more', { reason: 'invalid_auth' });
  log.warn('of a later release', { did: 'failed', kind: 'made-up', reason: 'made_up' });
  log.error('no fields');
  expect(lines).toEqual([]);
  for (let times = 0; times < 2; times += 1)
    log.warn('lost', { did: 'failed', kind: 'unsure', reason: 'timeout' });
  log.error('event: cannot be written', { code: 'STORE', problem: 'made up' });
  expect(lines).toEqual([
    expect.stringContaining('does not answer (timeout)'),
    'Delivery failed: event: cannot be written',
  ]);
  expect(logged).toHaveLength(9);
});
