import { defined } from '../../../../lib/domain/defined.ts';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import { SlackFailure, type PostOptions } from '../../../../lib/workflows/ports/slack.ts';
import type { World } from '../../../simulation/create-world.ts';

export const fails = (kind: SlackFailureKind, retryAfterMs?: number): SlackFailure =>
  new SlackFailure(kind, `made_up_${kind}`, 'made up', defined({ retryAfterMs }));

/** A call as it was sent to Slack. */
export type HeardCall = {
  method: 'post' | 'edit' | 'find' | 'check';
  /** Id of its ticket or notice. */
  deliverable: string;
  /** The attempt's name, or `edit`. */
  name: string;
  channel: string;
  options: PostOptions;
  at: number;
};

/** The names of the messages in Slack. */
export const names = (world: World): string[] => world.slack.messages.map(({ name }) => name);

/** Does something once, after Slack took the next post and before its answer comes. */
export const duringNextPost = ({ slack: { slack } }: World, work: () => Promise<void>): void => {
  const { preparePost } = slack;
  slack.preparePost = async (...about) => {
    slack.preparePost = preparePost;
    const call = await preparePost(...about);
    return async () => {
      const posted = await call();
      await work();
      return posted;
    };
  };
};

/**
 * Records every call to Slack about a message, in order.
 * @param refuse Slack's answer, while something is wrong
 */
export const watchSlackCalls = (
  { slack: { slack }, now }: World,
  refuse: (call: HeardCall) => SlackFailure | undefined = () => undefined,
): HeardCall[] => {
  const heard: HeardCall[] = [];
  const hear = (call: Omit<HeardCall, 'at'>): void => {
    const stamped = { ...call, at: now() };
    heard.push(stamped);
    const refused = refuse(stamped);
    if (refused) throw refused;
  };
  const { preparePost, prepareEdit, find } = slack;
  slack.preparePost = async (deliverable, name, to, options) => {
    const call = await preparePost(deliverable, name, to, options);
    return async () => {
      hear({
        method: 'post',
        deliverable: deliverableId(deliverable.key),
        name,
        channel: to.channel,
        options,
      });
      return call();
    };
  };
  slack.prepareEdit = async (deliverable, options) => {
    const call = await prepareEdit(deliverable, options);
    const { channel = '' } = deliverable.delivery;
    return async () => {
      hear({ method: 'edit', deliverable: deliverableId(deliverable.key), name: 'edit', channel, options });
      return call();
    };
  };
  slack.find = async (deliverable, attempt) => {
    const { name, channel } = attempt;
    hear({ method: 'find', deliverable: deliverableId(deliverable.key), name, channel, options: {} });
    return find(deliverable, attempt);
  };
  slack.checkToken = async () => {
    const refused = refuse({
      method: 'check',
      deliverable: '',
      name: '',
      channel: '',
      options: {},
      at: now(),
    });
    if (refused) throw refused;
  };
  return heard;
};
