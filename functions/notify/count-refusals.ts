import { NOT_SET_UP } from '../../lib/config/not-set-up.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack-error.ts';
import type { Messenger } from '../../lib/workflows/ports/messenger.ts';

/** `refused` is mended by a person; `unanswered` mostly passes by itself. */
export type Trouble = 'refused' | 'unanswered';

/**
 * The same messenger, which tells of each call that Slack refused or did not answer, and of each that could not be prepared,
 * whatever is done about it then: the fallback channel, plain text, another try (O6). Not of what is part of every day: being
 * told to wait, a card that somebody has deleted, a token that nobody has stored yet.
 */
export const countRefusals = (messenger: Messenger, onTrouble: (trouble: Trouble) => void): Messenger => {
  const tell = (error: unknown): never => {
    const trouble = error instanceof SlackFailure ? troubleOf(error) : undefined;
    if (trouble) onTrouble(trouble);
    throw error;
  };
  const watch = async <Result>(prepared: Promise<() => Promise<Result>>): Promise<() => Promise<Result>> => {
    const call = await prepared.catch(tell);
    return () => call().catch(tell);
  };
  return {
    destination: (deliverable, name, options) => {
      try {
        return messenger.destination(deliverable, name, options);
      } catch (error) {
        return tell(error);
      }
    },
    preparePost: (deliverable, name, to, options) =>
      watch(messenger.preparePost(deliverable, name, to, options)),
    prepareEdit: (deliverable, options) => watch(messenger.prepareEdit(deliverable, options)),
    find: (deliverable, attempt) => messenger.find(deliverable, attempt).catch(tell),
  };
};

const troubleOf = ({ kind, reason, cause }: SlackFailure): Trouble | undefined => {
  switch (kind) {
    case 'card-unusable':
      return undefined;
    case 'unreached':
    case 'unsure':
      return 'unanswered';
    case 'rate-limited':
      // Secrets Manager kept the token back: Slack was not asked.
      return reason === 'token_unreadable' ? 'unanswered' : undefined;
    default:
      return cause instanceof NotifierError && cause.code === NOT_SET_UP ? undefined : 'refused';
  }
};
