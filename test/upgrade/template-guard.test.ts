import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { STACKS, TABLE } from '../../lib/config/names.ts';
import { describeTemplates } from './describe-templates.ts';
import { findBreaks } from './find-breaks.ts';
import { readKept } from './releases.ts';

const indexShape = z.looseObject({
  IndexName: z.string(),
  KeySchema: z.array(z.looseObject({ AttributeName: z.string() })),
  Projection: z.looseObject({ NonKeyAttributes: z.array(z.string()) }),
});
const replica = z.looseObject({
  DeletionProtectionEnabled: z.optional(z.boolean()),
  PointInTimeRecoverySpecification: z.optional(z.unknown()),
});
const resource = z.looseObject({
  Type: z.string(),
  DeletionPolicy: z.optional(z.string()),
  UpdateReplacePolicy: z.optional(z.string()),
  Properties: z.looseObject({
    GlobalSecondaryIndexes: z.optional(z.array(indexShape)),
    AttributeDefinitions: z.optional(z.array(z.looseObject({ AttributeType: z.string() }))),
    TimeToLiveSpecification: z.optional(z.looseObject({ AttributeName: z.string() })),
    Replicas: z.optional(z.array(replica)),
    CidrBlock: z.optional(z.string()),
  }),
});
const outputs = z.record(
  z.string(),
  z.looseObject({ Export: z.optional(z.looseObject({ Name: z.string() })) }),
);
const templates = z.record(
  z.string(),
  z.looseObject({ Resources: z.record(z.string(), resource), Outputs: outputs }),
);

const TABLE_TYPE = 'AWS::DynamoDB::GlobalTable';
const before = templates.parse(readKept('templates.json'));
const present = describeTemplates();

test.each(Object.keys(before))('an update of %s from the last release loses nothing (O12)', (name) => {
  expect(present).toHaveProperty([name]);
  expect(findBreaks(before[name], present[name])).toEqual([]);
});

type Template = NonNullable<(typeof before)[string]>;
const breaksAfter = (change: (template: Template) => unknown, name: string = STACKS.notifier): string[] => {
  const changed = structuredClone(before[name]);
  if (changed === undefined) throw new Error(`No ${name}.`);
  change(changed);
  return findBreaks(before[name], changed);
};
const find = (template: Template | undefined, type: string): [string, z.infer<typeof resource>] => {
  const found = Object.entries(template?.Resources ?? {}).find(([, { Type }]) => Type === type);
  if (found === undefined) throw new Error(`No ${type}.`);
  return found;
};

describe('refuses a template that AWS would refuse or that would lose something (O12)', () => {
  const rename = (type: string) => (template: Template) => {
    const [id, foundResource] = find(template, type);
    delete template.Resources[id];
    template.Resources['Renamed'] = foundResource;
  };
  const set = (type: string, value: object) => (template: Template) =>
    Object.assign(find(template, type)[1].Properties, value);
  type Properties = z.infer<typeof resource>['Properties'];
  const onTable = (change: (properties: Properties) => unknown) => (template: Template) =>
    change(find(template, TABLE_TYPE)[1].Properties);
  const onIndexes = (change: (indexes: z.infer<typeof indexShape>[]) => unknown) =>
    onTable(({ GlobalSecondaryIndexes = [] }) => change(GlobalSecondaryIndexes));
  const another = (IndexName: string) => ({
    IndexName,
    KeySchema: [{ AttributeName: TABLE.partitionKey, KeyType: 'HASH' }],
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [] },
  });
  const guards = (value: object) =>
    onTable(({ Replicas = [] }) => Replicas.map((tableReplica) => Object.assign(tableReplica, value)));
  const keeps = (value: object) => (template: Template) =>
    Object.assign(find(template, TABLE_TYPE)[1], value);
  const [scheduleId] = find(before[STACKS.notifier], 'AWS::Scheduler::Schedule');
  const [instance, gateway] = [`${STACKS.egress} nat-instance`, `${STACKS.egress} nat-gateway`];
  const [projection, gone] = ['another key or projection', 'is retained and no longer there'];

  test.each<[what: string, harm: string, change: (template: Template) => unknown, stack?: string]>([
    [
      'an extra field in an index',
      projection,
      onIndexes(([index]) => index?.Projection.NonKeyAttributes.push('x')),
    ],
    [
      'a missing field in an index',
      projection,
      onIndexes(([index]) => index?.Projection.NonKeyAttributes.pop()),
    ],
    ['another key of an index', projection, onIndexes(([index]) => index?.KeySchema.pop())],
    ['two indexes at once', 'one index can be', onIndexes((all) => all.push(another('one'), another('two')))],
    [
      'an index that replaces another',
      'one index can be',
      onIndexes((all) => all.splice(0, 1, another('one'))),
    ],
    [
      'another type of a key',
      'has another type',
      onTable(({ AttributeDefinitions: [first] = [] }) => Object.assign(first ?? {}, { AttributeType: 'B' })),
    ],
    ['another name of the table', 'TableName has changed', set(TABLE_TYPE, { TableName: 'mine' })],
    ['another key of the table', 'KeySchema has changed', set(TABLE_TYPE, { KeySchema: [] })],
    ['another logical id of the table', gone, rename(TABLE_TYPE)],
    ['another logical id of the address of an instance', gone, rename('AWS::EC2::EIP'), instance],
    ['another logical id of the address of a gateway', gone, rename('AWS::EC2::EIP'), gateway],
    ['a table that is deleted with the stack', 'no longer retained', keeps({ DeletionPolicy: 'Delete' })],
    ['a table that is deleted if replaced', 'no longer retained', keeps({ UpdateReplacePolicy: 'Delete' })],
    ['a table without protection', 'has changed', guards({ DeletionProtectionEnabled: false })],
    [
      'a table without point-in-time recovery',
      'has changed',
      guards({ PointInTimeRecoverySpecification: false }),
    ],
    [
      'another expiry field',
      'the expiry has changed',
      onTable(({ TimeToLiveSpecification }) =>
        Object.assign(TimeToLiveSpecification ?? {}, { AttributeName: 'ttl' }),
      ),
    ],
    ['another logical id of the topic', 'confirm again', rename('AWS::SNS::Topic')],
    ['another logical id of the URL', 'an address that is gone', rename('AWS::Lambda::Url')],
    ['another logical id of a subnet', 'cannot be deleted', rename('AWS::EC2::Subnet'), instance],
    [
      'another range of a subnet',
      'CidrBlock has changed',
      set('AWS::EC2::Subnet', { CidrBlock: '10.1.0.0/28' }),
      gateway,
    ],
    [
      'an export that the other stack imports',
      'NotifierEgress-VpcId',
      ({ Outputs }) => delete Outputs['VpcId'],
      gateway,
    ],
    [
      'a name that moves to another logical id',
      `takes the name of ${scheduleId}`,
      rename('AWS::Scheduler::Schedule'),
    ],
  ])('%s', (_what, harm, change, ...stack) => {
    expect(breaksAfter(change, ...stack)).toEqual([expect.stringContaining(harm)]);
  });
});

describe('accepts a template that AWS can update to (O12)', () => {
  const indexesOf = ({ Resources }: Template) =>
    Object.values(Resources).flatMap(({ Properties }) => Properties.GlobalSecondaryIndexes ?? []);

  test('fields of an index in another order', () => {
    const found = breaksAfter((template) => {
      for (const { Projection } of indexesOf(template))
        Projection.NonKeyAttributes = Projection.NonKeyAttributes.toReversed();
    });
    expect(found).toEqual([]);
  });

  test('one new index', () => {
    const found = breaksAfter(({ Resources }) => {
      for (const { Properties } of Object.values(Resources)) {
        const [first] = Properties.GlobalSecondaryIndexes ?? [];
        if (first) Properties.GlobalSecondaryIndexes?.push({ ...first, IndexName: 'new' });
      }
    });
    expect(found).toEqual([]);
  });

  test('one removed index', () => {
    const found = breaksAfter(({ Resources }) => {
      for (const { Properties } of Object.values(Resources)) Properties.GlobalSecondaryIndexes?.pop();
    });
    expect(found).toEqual([]);
  });

  test('a new or removed function, alarm or role', () => {
    const found = breaksAfter(({ Resources }) => {
      for (const [id, { Type }] of Object.entries(Resources))
        if (Type === 'AWS::CloudWatch::Alarm') delete Resources[id];
      Resources['New'] = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'new' } };
    });
    expect(found).toEqual([]);
  });
});
