/**
 * The base class of all errors. A message says what happened, to which ticket or vendor, and what to do. It contains no secret, no body and
 * no personal data.
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

/**
 * Why a secret could not be read, for the log; `undefined` if no safe text is known. AWS's messages may quote the request, so only the name
 * of such an error is used. Our own errors contain no secret.
 */
export const whyUnread = (error: unknown): string | undefined => {
  if (error instanceof NotifierError) return error.message.split('. ')[0];
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? error.code : undefined;
  return [code, error.name]
    .filter((word) => typeof word === 'string')
    .find((word) => /^[A-Z]\w*$/.test(word) && word !== 'Error');
};
