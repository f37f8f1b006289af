import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

/**
 * @param timeoutMs counts from now
 * @param elapsed monotonic, ms: setting the clock back must not give an invocation more time
 */
export const makeContext = (functionName: string, timeoutMs: number, elapsed: () => number): Context => {
  const endsAt = elapsed() + timeoutMs;
  return {
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, endsAt - elapsed()),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};
