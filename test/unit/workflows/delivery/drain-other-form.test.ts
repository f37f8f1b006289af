import { expect, test } from '@jest/globals';
import { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { withOneTicket } from '../../../simulation/create-world.ts';

test('R16: a warning whose blocks were refused is not sent as text once its ticket has closed', async () => {
  const { world, id } = await withOneTicket();
  await world.notify();
  const { slack } = world.slack;
  const { preparePost } = slack;
  slack.preparePost = async (deliverable, name, to, options) => {
    const call = await preparePost(deliverable, name, to, options);
    if (!name.startsWith('step/') || options.plain) return call;
    return async () => {
      const ticket = world.ticketOf(id);
      const at = world.now();
      const ended = { ...ticket.facts, state: 'closed', outcome: 'answered', closedAt: at } as const;
      await world.store.writer.change(ticket, ended, 'TicketClosed', at);
      throw new SlackFailure('content-refused', 'invalid_blocks', 'made up');
    };
  };
  world.advance(23 * HOUR);
  await world.trackSla();
  await world.notify();

  expect(world.ticketOf(id)).toMatchObject({ facts: { state: 'closed' } });
  expect(world.slack.messages.map(({ name }) => name)).not.toContainEqual(expect.stringMatching(/^step/));
});
