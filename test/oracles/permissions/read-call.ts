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
/** The services whose actions begin with another word than their signatures name. */
const PREFIXES: Record<string, string> = { monitoring: 'cloudwatch' };
/** Operations whose right has another name. */
const RENAMED: Record<string, string> = {
  DeleteMessageBatch: 'DeleteMessage',
  SendMessageBatch: 'SendMessage',
};
/** Operations of REST services, by method and path. */
const PATHS: [operation: string, method: string, path: RegExp][] = [
  ['InvokeFunction', 'POST', /^\/2015-03-31\/functions\/([^/]+)\/invocations$/],
  ['GetPolicy', 'GET', /^\/2015-03-31\/functions\/([^/]+)\/policy$/],
  ['GetAccountSettings', 'GET', /^\/2016-08-19\/account-settings\/?$/],
  ['ListSchedules', 'GET', /^\/schedules\?/],
];
/** Operations for which AWS defines no resource. Source: the Service Authorization Reference. */
const ON_EVERYTHING =
  /^(cloudwatch:DescribeAlarms|dynamodb:ListTables|lambda:GetAccountSettings|logs:GetQueryResults|scheduler:ListSchedules|sns:GetSubscriptionAttributes|events:ListRules)$/;

/** The access key by which a request is signed. */
export const accessKeyOf = (headers: Headers): string => scopeOf(headers)[0] ?? '';

const scopeOf = (headers: Headers): string[] =>
  /Credential=([^,]+)/.exec(headers.get('authorization') ?? '')?.[1]?.split('/') ?? [];

/**
 * The rights that a request needs.
 * @throws Error for a request of a kind that the program does not send today
 */
export const readNeeds = ({ method, path, headers, body }: AwsRequest): Need[] => {
  const [, , region = '', signedFor = ''] = scopeOf(headers);
  const service = PREFIXES[signedFor] ?? signedFor;
  const input = json.safeParse(parseJson(body)).data ?? Object.fromEntries(new URLSearchParams(body));
  const rest = PATHS.find(([, verb, form]) => verb === method && form.test(path));
  const operation =
    rest?.[0] ??
    headers.get('x-amz-target')?.split('.').at(-1) ??
    /\/operation\/(\w+)$/.exec(path)?.[1] ??
    new URLSearchParams(body).get('Action') ??
    '';
  const action = `${service}:${RENAMED[operation] ?? operation}`;
  const unknown = (): Error =>
    new Error(
      `The recorder does not know ${action} (${method} ${path}) with ${Object.keys(input).join(', ')}.`,
    );
  const text = (...names: string[]): string => {
    const value = names.map((name) => input[name]).find((each) => typeof each === 'string');
    if (typeof value !== 'string') throw unknown();
    return value;
  };
  const arn = (name: string): string =>
    name.startsWith('arn:') ? name : `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;
  const needOf = (resource: string, context = {}): Need[] => [{ action, resource, context }];
  if (ON_EVERYTHING.test(action)) return needOf('*');

  switch (service) {
    case 'cloudformation':
      return needOf(arn(text('StackName').replace(/^(?!arn:).*$/, 'stack/$&/made-up')));
    case 'cloudwatch':
      return needOf(arn(`alarm:${text('AlarmName')}`));
    case 'dynamodb': {
      if (operation === 'ListTagsOfResource') return needOf(text('ResourceArn'));
      const index = input['IndexName'];
      if (operation === 'RestoreTableToPointInTime')
        return [
          ...needOf(arn(`table/${text('SourceTableName')}`)),
          ...needOf(arn(`table/${text('TargetTableName')}`)),
        ];
      return needOf(arn(`table/${text('TableName')}${typeof index === 'string' ? `/index/${index}` : ''}`));
    }
    case 'events':
      if (operation === 'PutEvents')
        return bus.parse(input).Entries.flatMap(({ EventBusName, Source, DetailType }) =>
          needOf(EventBusName.startsWith('arn:') ? EventBusName : arn(`event-bus/${EventBusName}`), {
            'events:source': Source,
            'events:detail-type': DetailType,
          }),
        );
      if (operation === 'DescribeEventBus') return needOf(arn('event-bus/default'));
      return needOf(arn(`rule/${text('EventBusName')}/${text('Rule', 'Name')}`));
    case 'logs':
      return needOf(arn(`log-group:${text('logGroupName', 'logGroupIdentifier')}:*`));
    case 'secretsmanager': {
      // AWS adds a hyphen and six characters to the name.
      const secret = text('SecretId', 'Name');
      return needOf(secret.startsWith('arn:') ? secret : arn(`secret:${secret}-AbCdEf`));
    }
    case 'sns':
      return needOf(text('TopicArn'));
    case 'sqs':
      return needOf(arn(text('QueueUrl', 'QueueName').split('/').at(-1) ?? ''));
    case 'sts':
      return operation === 'GetCallerIdentity' ? [] : needOf(text('RoleArn'));
    case 'lambda': {
      const name = rest?.[2].exec(path)?.[1];
      if (name === undefined) throw unknown();
      return needOf(arn(decodeURIComponent(name).replace(/^(?!arn:)/, 'function:')));
    }
    default:
      throw unknown();
  }
};
