import { NOT_SET_UP } from '../../lib/config/not-set-up.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack-error.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Messenger } from '../../lib/workflows/ports/messenger.ts';

/**
 * `refused`: a person must act. `token-refused`: nothing reaches Slack until a person acts. `unanswered`: it mostly passes by itself.
 */
export type Trouble = 'refused' | 'token-refused' | 'unanswered';

/**
 * The same messenger, which also reports each call that Slack refused or did not answer, and each call that could not
 * be prepared. It reports them even if the fallback channel, plain text or another try then succeeds (O6). It does not
 * report everyday events: a rate limit, a card that somebody has deleted, newer blocks that the workspace does not take, a
 * token that is not stored yet.
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

/** Reports a failure that nobody else handles, and logs it. */
export const tellTrouble =
  (log: Log, onTrouble: (trouble: Trouble) => void) =>
  (error: unknown): void => {
    if (!(error instanceof SlackFailure)) throw error;
    log.warn(error.message, { kind: error.kind, reason: error.reason });
    const trouble = troubleOf(error);
    if (trouble) onTrouble(trouble);
  };

const troubleOf = ({ kind, reason, cause }: SlackFailure): Trouble | undefined => {
  switch (kind) {
    case 'card-unusable':
    case 'newer-refused':
      return undefined;
    case 'unreached':
    case 'unsure':
      return 'unanswered';
    case 'rate-limited':
      // Secrets Manager did not return the token, so Slack was not called.
      return reason === 'token_unreadable' ? 'unanswered' : undefined;
    case 'token-unusable':
      return cause instanceof NotifierError && cause.code === NOT_SET_UP ? undefined : 'token-refused';
    default:
      return 'refused';
  }
};
