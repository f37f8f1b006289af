import { NotifierError } from '../../domain/notifier-error.ts';

/**
 * - `rate-limited`: Slack says wait; nothing was posted.
 * - `unreached`: the host cannot be reached, so the call was never sent; nothing was posted.
 * - `unsure`: the answer was lost; the message may be in Slack (R19).
 * - `card-unusable`: the card can no longer be edited; a new one must link back (R22).
 * - `content-refused`: Slack refuses the blocks; plain text may work (R22).
 * - `channel-unusable`: Slack refuses the channel; the fallback channel may work (R22).
 * - `token-unusable`: Slack refuses the token; nothing works until a person repairs it.
 * - `look-up-refused`: the history may not be read, for scope or membership (R19).
 * - `refused`: any other answer with `ok: false`.
 */
export const SLACK_FAILURE_KINDS = [
  'rate-limited',
  'unreached',
  'unsure',
  'card-unusable',
  'content-refused',
  'channel-unusable',
  'token-unusable',
  'look-up-refused',
  'refused',
] as const;
export type SlackFailureKind = (typeof SLACK_FAILURE_KINDS)[number];

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
