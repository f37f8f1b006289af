/**
 * The base class of all errors. A message says what happened, to which ticket or vendor, and what to do. It holds no secret,
 * no body and no personal data.
 */
export abstract class NotifierError extends Error {
  /** A literal, for logs, metrics and tests. */
  abstract readonly code: string;
  /** Whether the same call may succeed later without a person's help. */
  abstract readonly retryable: boolean;
  override get name(): string {
    return this.constructor.name;
  }
}
