import { describe, expect, test } from '@jest/globals';
import { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { DAY, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, type World } from '../../../simulation/create-world.ts';
import { makeDailyReport } from '../../local/page/make-daily-report.ts';
import { type HeardCall, watchSlackCalls } from './watch-slack-calls.ts';

const fails = (kind: 'newer-refused' | 'content-refused'): SlackFailure =>
  new SlackFailure(kind, 'invalid_blocks', 'made up');

/** The workspace takes everything but newer blocks. */
const refuseNewer = ({ options: { older, plain } }: HeardCall): SlackFailure | undefined =>
  older || plain ? undefined : fails('newer-refused');

/** A day's report, written and shown. */
const report = async (world: World) => {
  const daily = makeNotice(`daily/${world.now()}`, makeDailyReport(world.now()));
  world.store.put(daily);
  await world.drain([daily.key]);
  return daily.key;
};
const formsOf = (calls: readonly HeardCall[]): string[] =>
  calls.map(({ options: { older, plain } }) => (plain ? 'plain' : older ? 'older' : 'newer'));

describe('R22: newer blocks that Slack refuses', () => {
  test('are left out of the same message, once, and out of those of the next month', async () => {
    const world = createWorld();
    const calls = watchSlackCalls(world, refuseNewer);
    await report(world);
    expect(formsOf(calls)).toEqual(['newer', 'older']);
    for (let day = 1; day < 30; day += 1) {
      world.advance(DAY);
      await report(world);
    }
    expect(formsOf(calls.slice(2))).toEqual(Array.from({ length: 29 }, () => 'older'));
    expect(world.slack.messages).toHaveLength(30);
    world.advance(DAY);
    await report(world);
    expect(formsOf(calls.slice(31))).toEqual(['newer', 'older']);
  });

  test('are sent again once the workspace takes them', async () => {
    const world = createWorld();
    let takes = false;
    const calls = watchSlackCalls(world, (call) => (takes ? undefined : refuseNewer(call)));
    await report(world);
    takes = true;
    world.advance(31 * DAY);
    await report(world);
    world.advance(DAY);
    await report(world);
    expect(formsOf(calls)).toEqual(['newer', 'older', 'newer', 'newer']);
  });

  test('are left out once after an internal error, and sent again with the next report', async () => {
    const world = createWorld();
    const calls = watchSlackCalls(world, ({ method, options: { older } }) =>
      method === 'post' && !older ? new SlackFailure('unsure', 'internal_error', 'made up') : undefined,
    );
    const key = await report(world);
    world.advance(MINUTE);
    await world.drain([key]);
    world.advance(DAY);
    await report(world);
    const posts = calls.filter(({ method }) => method === 'post');
    expect(formsOf(posts)).toEqual(['newer', 'older', 'newer']);
    expect(world.slack.messages).toHaveLength(1);
  });

  test('are not at fault if the others are refused, too: the message is text alone, and the next one has them', async () => {
    const world = createWorld();
    const calls = watchSlackCalls(world, (call) =>
      call.options.plain ? undefined : (refuseNewer(call) ?? fails('content-refused')),
    );
    await report(world);
    world.advance(DAY);
    await report(world);
    expect(formsOf(calls)).toEqual(['newer', 'older', 'plain', 'newer', 'older', 'plain']);
    expect(world.slack.messages).toHaveLength(2);
  });
});
