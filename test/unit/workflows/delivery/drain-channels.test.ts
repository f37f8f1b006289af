import { expect, test } from '@jest/globals';
import { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, withOneTicket } from '../../../simulation/create-world.ts';
import { STEP_CHANNEL } from '../../../simulation/memory-slack.ts';

test("R21: a message of a ticket in another channel does not wait for its card's channel", async () => {
  const ladder = { ...TRACK_SETTINGS.ladder, ownChannel: ['1h' as const] };
  const { world, id } = await withOneTicket({ trackSettings: { ...TRACK_SETTINGS, ladder } });
  await world.notify();
  const { slack } = world.slack;
  const { preparePost } = slack;
  slack.preparePost = async (deliverable, name, to, options) => {
    const call = await preparePost(deliverable, name, to, options);
    if (to.channel === STEP_CHANNEL) return call;
    return async () => {
      throw new SlackFailure('rate-limited', 'ratelimited', 'made up', { retryAfterMs: MINUTE });
    };
  };
  world.advance(23 * HOUR);
  await world.trackSla();
  await world.notify();

  const { dueAt } = world.ticketOf(id).facts;
  const { posted } = world.ticketOf(id).delivery;
  expect(posted).toHaveProperty([`escalation/1h/${dueAt}`]);
  expect(posted).not.toHaveProperty([`step/1h/${dueAt}`]);
});
