import type { SlackFailureKind } from '../../domain/delivery/after-failure.ts';
import { NotifierError } from '../../domain/notifier-error.ts';

export class SlackFailure extends NotifierError {
  readonly code = 'SLACK_FAILURE';
  readonly kind: SlackFailureKind;
  /** Slack's error code, such as `invalid_blocks`. */
  readonly reason: string;
  /** Only for `rate-limited`. */
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
