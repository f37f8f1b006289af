import type * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';

/** @throws ConfigError naming the function and the fields */
export const parseEvent = <T extends z.ZodMiniType>(
  schema: T,
  event: unknown,
  functionName: string,
): z.infer<T> => {
  const result = schema.safeParse(event);
  if (result.success) return result.data;
  const fields = result.error.issues.map(
    (issue) => `${issue.path.join('.') || 'the event'}: ${issue.message}`,
  );
  throw new ConfigError(`${functionName} was invoked with an event that it cannot use: ${fields.join('; ')}`);
};
