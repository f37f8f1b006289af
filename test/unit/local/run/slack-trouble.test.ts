import { describe, expect, test } from '@jest/globals';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import { SlackFailure, type SlackFailureKind } from '../../../../lib/workflows/ports/slack-error.ts';
import { tellSlackTrouble } from '../../../../local/run/tell-slack-trouble.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, silent, type World } from '../../../simulation/create-world.ts';
import { CHANNEL, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';
import { type HeardCall, watchSlackCalls } from '../../workflows/delivery/watch-slack-calls.ts';

/** The whole program. Its drains log to the terminal's log. */
const setUp = (trouble: (call: HeardCall) => [SlackFailureKind, string] | undefined) => {
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  const log = tellSlackTrouble(silent, print, () => world.now());
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

describe('a Slack that does not take messages is told on the terminal', () => {
  test.each<[SlackFailureKind, string, RegExp]>([
    ['unreached', 'ENOTFOUND', /^Slack cannot be reached \(ENOTFOUND\): check the internet connection/],
    ['unsure', 'http_503', /^Slack does not answer \(http_503\): see slack-status\.com/],
    ['rate-limited', 'ratelimited', /^Slack asks to wait in C0MADEUP \(ratelimited\).* by themselves/],
    ['token-unusable', 'invalid_auth', /bot token \(invalid_auth\): .* valid SLACK_BOT_TOKEN/],
    ['refused', 'made_up_word', /refuses a message in C0MADEUP \(made_up_word\): look up the word/],
  ])(
    'once in an hour of it, by what it is, by its word, and with what to do: %s',
    async (kind, word, says) => {
      const { world, lines, run } = setUp(() => [kind, word]);
      world.coupang.handOver();
      world.coupang.handOver();
      await run(60);
      expect(lines).toEqual([expect.stringMatching(says)]);
    },
  );

  test('by the channel: each that takes nothing has a line, and one is enough for all its messages', async () => {
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

  test('anew when it was over meanwhile', async () => {
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

  test('not more than once for a message that is tried ever more rarely, but for each word of Slack', async () => {
    let word = 'one_word';
    const { world, lines, run } = setUp(() => ['refused', word]);
    world.coupang.handOver();
    await run(26 * 60);
    word = 'another_word';
    await run(2 * 60);
    expect(lines).toEqual([expect.stringContaining('one_word'), expect.stringContaining('another_word')]);
  });

  test('in one line where blocks alone are refused, and where a new card takes the place of one', async () => {
    const { world, lines, run } = setUp(({ method, options }) => {
      if (method === 'edit') return ['card-unusable', 'message_not_found'];
      return options.plain ? undefined : ['content-refused', 'invalid_blocks'];
    });
    const id = world.coupang.handOver();
    await run(3);
    world.coupang.editRequest(id, 'Changed.');
    await run(3);
    expect(lines).toEqual([
      expect.stringMatching(/form of a message in C0MADEUP \(invalid_blocks\), .* plain text.* report it/),
      expect.stringMatching(/in C0MADEUP can no longer be changed .* \(message_not_found\).* a new card/),
    ]);
  });

  test('in one line where a look-up is refused: what may follow, and what to do', async () => {
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

test('a ticket that cannot be shown is told once, by its id and by what the error says first', async () => {
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

test('the log gets all, and the terminal nothing that is no trouble of a message', () => {
  const logged: string[] = [];
  const lines: string[] = [];
  const note = (message: string): void => void logged.push(message);
  const log = tellSlackTrouble({ info: note, warn: note, error: note }, (line) => lines.push(line));
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
