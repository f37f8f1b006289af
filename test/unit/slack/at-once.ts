import { type Channels, destinationOf } from '../../../lib/domain/delivery/destination.ts';
import { messageName } from '../../../lib/domain/delivery/plan-delivery.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import type { AttemptName, HistoryLine, Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { MessageRef, PostOptions, Messenger } from '../../../lib/workflows/ports/slack.ts';
import { madeUpVendor } from './made-up-ticket.ts';

/** The same channel, with a drain's steps in one call: choose the place, prepare, send; or look for it there. */
export const atOnce = (channel: Messenger, channels: Channels = madeUpVendor()) => {
  const send = async (
    deliverable: Deliverable,
    name: AttemptName,
    options: PostOptions,
  ): Promise<MessageRef> =>
    (
      await channel.preparePost(
        deliverable,
        name,
        destinationOf(deliverable, name, options, channels),
        options,
      )
    )();
  return {
    ...channel,
    post: async (deliverable: Deliverable, options: PostOptions = {}): Promise<MessageRef> =>
      send(deliverable, messageName(deliverable), options),
    postLine: async (ticket: Ticket, { name }: HistoryLine, options: PostOptions = {}): Promise<MessageRef> =>
      send(ticket, name, options),
    edit: async (deliverable: Deliverable, options: PostOptions = {}): Promise<void> =>
      (await channel.prepareEdit(deliverable, options))(),
    /** @param at when it was sent */
    lookFor: async (deliverable: Deliverable, name: AttemptName, at: number, options: PostOptions = {}) =>
      channel.find(deliverable, {
        ...destinationOf(deliverable, name, options, channels),
        name,
        at,
        token: 'made-up',
      }),
  };
};
