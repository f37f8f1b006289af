import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import { parseJson } from '../../lib/domain/parse-json.ts';

export type Invoked = { answer: unknown } | { failed: string };

const functionError = z.object({ errorType: z.optional(z.string()), errorMessage: z.optional(z.string()) });

export const invokePoll = async (
  client: LambdaClient,
  FunctionName: string,
  event: Record<string, string>,
): Promise<Invoked> => {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName, Payload: new TextEncoder().encode(JSON.stringify(event)) }),
  );
  const answer = parseJson(new TextDecoder().decode(Payload));
  if (FunctionError === undefined) return { answer };
  const read = functionError.safeParse(answer);
  const { errorType, errorMessage } = read.success ? read.data : {};
  return {
    failed: [errorType, errorMessage].filter((part) => part !== undefined).join(': ') || FunctionError,
  };
};
