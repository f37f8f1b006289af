import { NotifierError } from '../../domain/notifier-error.ts';

/**
 * - `rate-limited`: told to wait, nothing was posted.
 * - `unreached`: the call never left, as the host cannot be reached; nothing was posted.
 * - `unsure`: the answer was lost; the message may stand in Slack (R19).
 * - `card-unusable`: the card can no longer be edited; a new one must link back (R22).
 * - `content-refused`: the blocks were refused; plain text may pass (R22).
 * - `channel-unusable`: the channel; the fallback channel may pass (R22).
 * - `token-unusable`: the token; nothing passes until a person mends it.
 * - `look-up-refused`: history may not be read, for scope or membership (R19).
 * - `refused`: anything else that Slack answers with `ok: false`.
 */
export type SlackFailureKind =
  | 'rate-limited'
  | 'unreached'
  | 'unsure'
  | 'card-unusable'
  | 'content-refused'
  | 'channel-unusable'
  | 'token-unusable'
  | 'look-up-refused'
  | 'refused';

export class SlackFailure extends NotifierError {
  readonly code = 'SLACK_FAILURE';
  readonly kind: SlackFailureKind;
  /** Slack's own word, such as `invalid_blocks`. */
  readonly reason: string;
  /** Only for `rate-limited`, ms. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: SlackFailureKind,
    reason: string,
    message: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
  }

  get retryable(): boolean {
    return this.kind === 'rate-limited' || this.kind === 'unreached' || this.kind === 'unsure';
  }
}
