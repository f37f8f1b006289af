import type { Context } from 'aws-lambda';

/** Lambda's context of an invocation, with a minute left. */
export const madeUpContext: Context = {
  awsRequestId: 'made-up',
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'made-up',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:made-up',
  memoryLimitInMB: '256',
  logGroupName: 'made-up',
  logStreamName: 'made-up',
  getRemainingTimeInMillis: () => 60_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
