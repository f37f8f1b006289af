import { SlackFailure } from '../../../lib/workflows/ports/slack.ts';

/** The SlackFailure with which a promise rejects. Anything else fails the test. */
export const failureOf = async (promise: Promise<unknown>): Promise<SlackFailure> => {
  const error: unknown = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof SlackFailure) return error;
  throw error;
};
