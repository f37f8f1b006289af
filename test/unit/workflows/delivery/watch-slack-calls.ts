import { subjectId } from '../../../../lib/domain/delivery/subject.ts';
import type { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import type { PostHow } from '../../../../lib/workflows/ports/slack-port.ts';
import type { World } from '../../../simulation/create-world.ts';

/** A call as it left for Slack. */
export type HeardCall = {
  method: 'post' | 'edit' | 'find';
  /** Id of its ticket or notice. */
  subject: string;
  /** Of the attempt, or `edit`. */
  name: string;
  channel: string;
  how: PostHow;
  at: number;
};

/**
 * Notes every call that leaves for Slack, in order.
 * @param refuse what Slack answers, for as long as something is wrong
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
  slack.preparePost = async (subject, name, to, how) => {
    const call = await preparePost(subject, name, to, how);
    return async () => {
      hear({ method: 'post', subject: subjectId(subject), name, channel: to.channel, how });
      return call();
    };
  };
  slack.prepareEdit = async (subject, how) => {
    const call = await prepareEdit(subject, how);
    const { channel = '' } = subject;
    return async () => {
      hear({ method: 'edit', subject: subjectId(subject), name: 'edit', channel, how });
      return call();
    };
  };
  slack.find = async (subject, attempt) => {
    const { name, channel } = attempt;
    hear({ method: 'find', subject: subjectId(subject), name, channel, how: {} });
    return find(subject, attempt);
  };
  return heard;
};
