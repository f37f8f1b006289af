import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { createHideMessage } from '../../../functions/notify/hide-message.ts';

describe('hiding a message', () => {
  test('R21: asks the queue of the record for whole seconds, at the endpoint of the environment', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        asked.push(request.headers['x-amz-target'], JSON.parse(Buffer.concat(chunks).toString()));
        response.setHeader('content-type', 'application/x-amz-json-1.0');
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const hide = createHideMessage({
      AWS_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'madeup',
      AWS_SECRET_ACCESS_KEY: 'made-up',
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${port}`,
    });
    const eventSourceARN = 'arn:aws:sqs:ap-northeast-2:123456789012:urgent';
    await hide({ receiptHandle: 'made-up-receipt', eventSourceARN }, 12_345);
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toEqual([
      'AmazonSQS.ChangeMessageVisibility',
      {
        QueueUrl: 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/urgent',
        ReceiptHandle: 'made-up-receipt',
        VisibilityTimeout: 13,
      },
    ]);
  });
});
