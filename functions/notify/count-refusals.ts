import { NOT_SET_UP } from '../../lib/config/not-set-up.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { SlackFailure } from '../../lib/workflows/slack-error.ts';
import type { SlackChannel } from '../../lib/workflows/slack-port.ts';

/** `refused` is mended by a person; `unanswered` mostly passes by itself. */
export type Trouble = 'refused' | 'unanswered';

/**
 * The same channel, which tells of each call that Slack refused or did not answer, whatever is done about it then: the
 * fallback channel, plain text, another try (O6). Not of what is part of every day: being told to wait, a card that somebody
 * has deleted, a token that nobody has stored yet.
 */
export const countRefusals = (slack: SlackChannel, onTrouble: (trouble: Trouble) => void): SlackChannel => {
  const watch = async <Result>(call: Promise<Result>): Promise<Result> => {
    try {
      return await call;
    } catch (error) {
      const trouble = error instanceof SlackFailure ? troubleOf(error) : undefined;
      if (trouble) onTrouble(trouble);
      throw error;
    }
  };
  return {
    post: (subject, how) => watch(slack.post(subject, how)),
    edit: (subject, how) => watch(slack.edit(subject, how)),
    postLine: (ticket, line, how) => watch(slack.postLine(ticket, line, how)),
    find: (subject, attempt, since, how) => watch(slack.find(subject, attempt, since, how)),
  };
};

const troubleOf = ({ kind, reason, cause }: SlackFailure): Trouble | undefined => {
  switch (kind) {
    case 'card-unusable':
      return undefined;
    case 'unsure':
      return 'unanswered';
    case 'rate-limited':
      // Secrets Manager kept the token back: Slack was not asked.
      return reason === 'token_unreadable' ? 'unanswered' : undefined;
    default:
      return cause instanceof NotifierError && cause.code === NOT_SET_UP ? undefined : 'refused';
  }
};
