import { METRICS } from '../../lib/config/names.ts';
import { NOT_SET_UP } from '../../lib/config/config-error.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import type { SlackFailure } from '../../lib/workflows/ports/slack-error.ts';

/**
 * Returns the metric for a call that Slack refused or did not answer. It counts even if another try succeeds (O6).
 * Returns `undefined` for everyday events: a rate limit, a deleted card, a token that is not stored yet.
 */
export const troubleOf = ({ kind, reason, cause }: SlackFailure): string | undefined => {
  switch (kind) {
    case 'card-unusable':
      return undefined;
    case 'unreached':
    case 'unsure':
      return METRICS.slackUnanswered;
    case 'rate-limited':
      // Secrets Manager did not return the token, so Slack was not called.
      return reason === 'token_unreadable' ? METRICS.slackUnanswered : undefined;
    case 'token-unusable':
      return cause instanceof NotifierError && cause.code === NOT_SET_UP
        ? undefined
        : METRICS.slackTokenRefused;
    default:
      return METRICS.slackRefused;
  }
};
