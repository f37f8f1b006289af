import * as z from 'zod/mini';
import { parseJson } from '../../../lib/domain/parse-json.ts';

/** A request to AWS, as the SDK sends it. */
export type AwsRequest = { method: string; path: string; headers: Headers; body: string };

/** A right that a request needs: the action, the resource's ARN, and the values of condition keys. */
export type Need = { action: string; resource: string; context: Record<string, string> };

const ACCOUNT = '123456789012';
const json = z.record(z.string(), z.unknown());
const bus = z.object({
  Entries: z.array(z.object({ EventBusName: z.string(), Source: z.string(), DetailType: z.string() })),
});
const transaction = z.object({
  TransactItems: z.array(z.record(z.string(), z.object({ TableName: z.string() }))),
});
/** A transaction needs the right of each of its parts. Source: DynamoDB developer guide, "Using IAM with DynamoDB transactions". */
const PARTS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/**
 * The rights that a request of a function needs.
 * @throws Error for a request of a kind that no function sends today
 */
export const readNeeds = ({ method, path, headers, body }: AwsRequest): Need[] => {
  const [, , region = '', service = ''] =
    /Credential=([^,]+)/.exec(headers.get('authorization') ?? '')?.[1]?.split('/') ?? [];
  const operation =
    headers.get('x-amz-target')?.split('.').at(-1) ?? new URLSearchParams(body).get('Action') ?? '';
  const arn = (rest: string): string => `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
  const needOf = (resource: string, context = {}): Need[] => [
    { action: `${service}:${operation}`, resource, context },
  ];
  const field = (name: string): string => z.string().parse(json.parse(parseJson(body))[name]);

  switch (service) {
    case 'dynamodb': {
      const input = json.parse(parseJson(body));
      if (operation === 'TransactWriteItems')
        return transaction.parse(input).TransactItems.flatMap((item) =>
          Object.entries(item).map(([part, { TableName }]) => ({
            action: `dynamodb:${PARTS[part]}`,
            resource: arn(`table/${TableName}`),
            context: {},
          })),
        );
      const index = input['IndexName'];
      return needOf(arn(`table/${field('TableName')}${typeof index === 'string' ? `/index/${index}` : ''}`));
    }
    case 'events':
      return bus.parse(parseJson(body)).Entries.flatMap(({ EventBusName, Source, DetailType }) =>
        needOf(EventBusName.startsWith('arn:') ? EventBusName : arn(`event-bus/${EventBusName}`), {
          'events:source': Source,
          'events:detail-type': DetailType,
        }),
      );
    case 'secretsmanager':
      // AWS adds a hyphen and six characters to the name.
      return needOf(arn(`secret:${field('SecretId')}-AbCdEf`));
    case 'sqs':
      return needOf(arn(field('QueueUrl').split('/').at(-1) ?? ''));
    case 'sns':
      return needOf(new URLSearchParams(body).get('TopicArn') ?? '');
    case 'lambda': {
      const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path)?.[1];
      if (name !== undefined)
        return [
          {
            action: 'lambda:InvokeFunction',
            resource: toFunctionArn(decodeURIComponent(name), arn),
            context: {},
          },
        ];
    }
  }
  throw new Error(`The recorder does not know ${method} ${path} of ${service || 'no service'} ${operation}.`);
};

const toFunctionArn = (name: string, arn: (rest: string) => string): string =>
  name.startsWith('arn:') ? name : arn(`function:${name}`);
