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

const before = templates.parse(readKept('templates.json'));
const present = describeTemplates();

test.each(Object.keys(before))('an update of %s from the last release loses nothing (O12)', (name) => {
  expect(present).toHaveProperty([name]);
  expect(findBreaks(before[name], present[name])).toEqual([]);
});

describe('a template that AWS would refuse, or that would lose something, is refused (O12)', () => {
  const of = (type: string, name = STACKS.notifier as string): [string, z.infer<typeof resource>] => {
    const found = Object.entries(before[name]?.Resources ?? {}).find(([, { Type }]) => Type === type);
    if (found === undefined) throw new Error(`No ${type}.`);
    return found;
  };
  const breaksAfter = (
    plant: (resources: Record<string, z.infer<typeof resource>>, exports: z.infer<typeof outputs>) => void,
    name = STACKS.notifier as string,
  ): string[] => {
    const changed = structuredClone(before[name]);
    if (changed === undefined) throw new Error(`No ${name}.`);
    plant(changed.Resources, changed.Outputs);
    return findBreaks(before[name], changed);
  };
  const [tableId] = of('AWS::DynamoDB::GlobalTable');
  const [scheduleId] = of('AWS::Scheduler::Schedule');
  /** Changes the table's indexes. */
  const withIndexes = (change: (indexes: z.infer<typeof indexShape>[]) => unknown): string[] =>
    breaksAfter((resources) => void change(resources[tableId]?.Properties.GlobalSecondaryIndexes ?? []));
  const another = (IndexName: string) => ({
    IndexName,
    KeySchema: [{ AttributeName: TABLE.partitionKey, KeyType: 'HASH' }],
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [] },
  });

  test('an index with another field, or with one less', () => {
    const more = withIndexes(([index]) => index?.Projection.NonKeyAttributes.push('colour'));
    const less = withIndexes(([index]) => index?.Projection.NonKeyAttributes.pop());
    for (const found of [more, less])
      expect(found).toEqual([expect.stringContaining('another key or projection')]);
  });

  test('an index with another key', () => {
    const found = withIndexes(([index]) => index?.KeySchema.pop());
    expect(found).toEqual([expect.stringContaining('another key or projection')]);
  });

  test('two indexes at once, or a new one in place of an old one', () => {
    const two = withIndexes((indexes) => indexes.push(another('one'), another('two')));
    const instead = withIndexes((indexes) => indexes.splice(0, 1, another('one')));
    for (const found of [two, instead]) expect(found).toEqual([expect.stringContaining('one index can be')]);
  });

  test('another type of a key', () => {
    const found = breaksAfter((resources) => {
      const [first] = resources[tableId]?.Properties.AttributeDefinitions ?? [];
      if (first) first.AttributeType = 'B';
    });
    expect(found).toEqual([expect.stringContaining('has another type')]);
  });

  test.each([
    ['TableName', 'mine'],
    ['KeySchema', []],
  ])('a table that is replaced: %s', (name, value) => {
    const found = breaksAfter((resources) =>
      Object.assign(resources[tableId]?.Properties ?? {}, { [name]: value }),
    );
    expect(found).toEqual([expect.stringContaining(`${name} has changed`)]);
  });

  test('another logical id of the table', () => {
    const [id, one] = of('AWS::DynamoDB::GlobalTable');
    const found = breaksAfter((resources) => {
      delete resources[id];
      resources['Renamed'] = one;
    });
    expect(found[0]).toMatch(/is retained and no longer there/);
  });

  test.each(['nat-instance', 'nat-gateway'])('another logical id of the address of a %s', (egress) => {
    const name = `${STACKS.egress} ${egress}`;
    const [id, one] = of('AWS::EC2::EIP', name);
    const found = breaksAfter((resources) => {
      delete resources[id];
      resources['Renamed'] = one;
    }, name);
    expect(found).toEqual([expect.stringContaining('is retained and no longer there')]);
  });

  test.each(['DeletionPolicy', 'UpdateReplacePolicy'])('a table that is no longer retained: %s', (policy) => {
    const found = breaksAfter((resources) => Object.assign(resources[tableId] ?? {}, { [policy]: 'Delete' }));
    expect(found).toEqual([expect.stringContaining('no longer retained')]);
  });

  test.each(['DeletionProtectionEnabled', 'PointInTimeRecoverySpecification'])(
    'a table that loses its guard: %s',
    (guard) => {
      const found = breaksAfter((resources) => {
        for (const one of resources[tableId]?.Properties.Replicas ?? [])
          Object.assign(one, { [guard]: false });
      });
      expect(found).toEqual([expect.stringContaining('has changed')]);
    },
  );

  test('another field by which items expire', () => {
    const found = breaksAfter((resources) =>
      Object.assign(resources[tableId]?.Properties.TimeToLiveSpecification ?? {}, { AttributeName: 'ttl' }),
    );
    expect(found).toEqual([expect.stringContaining('the expiry has changed')]);
  });

  test.each([
    ['AWS::SNS::Topic', STACKS.notifier, 'confirm again'],
    ['AWS::Lambda::Url', STACKS.notifier, 'an address that is gone'],
    ['AWS::EC2::Subnet', `${STACKS.egress} nat-instance`, 'cannot be deleted'],
  ])('another logical id of %s', (type, name, harm) => {
    const [id, one] = of(type, name);
    const found = breaksAfter((resources) => {
      delete resources[id];
      resources['Renamed'] = one;
    }, name);
    expect(found).toEqual([expect.stringContaining(harm)]);
  });

  test('another range of a subnet', () => {
    const name = `${STACKS.egress} nat-gateway`;
    const [id] = of('AWS::EC2::Subnet', name);
    const found = breaksAfter(
      (resources) => Object.assign(resources[id]?.Properties ?? {}, { CidrBlock: '10.1.0.0/28' }),
      name,
    );
    expect(found).toEqual([expect.stringContaining('CidrBlock has changed')]);
  });

  test('an export that the other stack imports', () => {
    const name = `${STACKS.egress} nat-gateway`;
    const found = breaksAfter((_, exports) => {
      delete exports['VpcId'];
    }, name);
    expect(found).toEqual([expect.stringContaining('NotifierEgress-VpcId')]);
  });

  test('a name that moves to another logical id', () => {
    const found = breaksAfter((resources) => {
      const one = resources[scheduleId];
      delete resources[scheduleId];
      if (one) resources['Renamed'] = one;
    });
    expect(found).toEqual([expect.stringContaining(`takes the name of ${scheduleId}`)]);
  });
});

describe('a template that AWS can update to is not refused (O12)', () => {
  const changed = (change: (template: NonNullable<(typeof before)[string]>) => void): string[] => {
    const template = structuredClone(before[STACKS.notifier]);
    if (template === undefined) throw new Error('No template.');
    change(template);
    return findBreaks(before[STACKS.notifier], template);
  };
  const indexesOf = ({ Resources }: NonNullable<(typeof before)[string]>) =>
    Object.values(Resources).flatMap(({ Properties }) => Properties.GlobalSecondaryIndexes ?? []);

  test('fields of an index in another order', () => {
    const found = changed((template) => {
      for (const { Projection } of indexesOf(template))
        Projection.NonKeyAttributes = Projection.NonKeyAttributes.toReversed();
    });
    expect(found).toEqual([]);
  });

  test('one new index', () => {
    const found = changed(({ Resources }) => {
      for (const { Properties } of Object.values(Resources)) {
        const [first] = Properties.GlobalSecondaryIndexes ?? [];
        if (first) Properties.GlobalSecondaryIndexes?.push({ ...first, IndexName: 'new' });
      }
    });
    expect(found).toEqual([]);
  });

  test('one index less', () => {
    const found = changed(({ Resources }) => {
      for (const { Properties } of Object.values(Resources)) Properties.GlobalSecondaryIndexes?.pop();
    });
    expect(found).toEqual([]);
  });

  test('a function, alarm or role that comes or goes', () => {
    const found = changed(({ Resources }) => {
      for (const [id, { Type }] of Object.entries(Resources))
        if (Type === 'AWS::CloudWatch::Alarm') delete Resources[id];
      Resources['New'] = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'new' } };
    });
    expect(found).toEqual([]);
  });
});
