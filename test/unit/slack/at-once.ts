import { messageName } from '../../../lib/domain/delivery/plan-delivery.ts';
import type { Subject } from '../../../lib/domain/delivery/subject.ts';
import type { AttemptName, HistoryLine, Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { Posted, PostHow, SlackChannel } from '../../../lib/workflows/ports/slack-port.ts';

/** The same channel, with what a drain does in steps done at once: choose the place, prepare, send; or look for it there. */
export const atOnce = (channel: SlackChannel) => {
  const send = async (subject: Subject, name: AttemptName, how: PostHow): Promise<Posted> =>
    (await channel.preparePost(subject, name, channel.destination(subject, name, how), how))();
  return {
    ...channel,
    post: async (subject: Subject, how: PostHow = {}): Promise<Posted> =>
      send(subject, messageName(subject), how),
    postLine: async (ticket: Ticket, { name }: HistoryLine, how: PostHow = {}): Promise<Posted> =>
      send(ticket, name, how),
    edit: async (subject: Subject, how: PostHow = {}): Promise<void> =>
      (await channel.prepareEdit(subject, how))(),
    /** @param at when it was sent, raw clock */
    lookFor: async (subject: Subject, name: AttemptName, at: number, how: PostHow = {}) =>
      channel.find(subject, { ...channel.destination(subject, name, how), name, at, token: 'made-up' }),
  };
};
