import { expect, test } from '@jest/globals';
import { SlackFailure, type SlackFailureKind } from '../../../../lib/workflows/ports/slack-error.ts';
import { withOneTicket } from '../../../simulation/create-world.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

test.each<SlackFailureKind>(['token-unusable', 'unreached'])(
  'R19: a look-up that is %s for an hour is made as soon as possible, and nothing is posted twice',
  async (kind) => {
    // The early look-up finds nothing yet.
    const { world } = await withOneTicket({ historyLagMs: 40_000 });
    world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
    await world.notify();
    expect(world.tickets()).toMatchObject([{ delivery: { shownVersion: 0 } }]);
    const { find } = world.slack.slack;
    world.slack.slack.find = async () => {
      throw new SlackFailure(kind, 'made_up', 'made up');
    };
    for (let minute = 0; minute < 60; minute += 1) {
      world.advance(MINUTE_MS);
      await world.drain();
    }
    world.slack.slack.find = find;
    world.advance(MINUTE_MS);
    await world.drain();

    expect(world.slack.messages).toHaveLength(1);
    expect(world.tickets()).toMatchObject([{ delivery: { ts: world.slack.messages[0]?.ts } }]);
  },
);
