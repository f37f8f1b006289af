import * as z from 'zod/mini';

const index = z.object({
  IndexName: z.string(),
  KeySchema: z.unknown(),
  Projection: z.object({
    ProjectionType: z.optional(z.string()),
    NonKeyAttributes: z._default(z.array(z.string()), []),
  }),
});
const resource = z.object({
  Type: z.string(),
  DeletionPolicy: z.optional(z.string()),
  Properties: z._default(z.record(z.string(), z.unknown()), {}),
});
const template = z.object({ Resources: z.record(z.string(), resource) });

type Index = z.infer<typeof index>;
type Resource = z.infer<typeof resource>;

const KEPT = ['Retain', 'RetainExceptOnCreate'];
/** By "Update requires: Replacement" in CloudFormation's reference of each type that is retained. */
const FIXED: Record<string, readonly string[]> = {
  'AWS::DynamoDB::GlobalTable': ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  'AWS::EC2::EIP': [
    'Domain',
    'NetworkBorderGroup',
    'PublicIpv4Pool',
    'TransferAddress',
    'Address',
    'IpamPoolId',
  ],
};
const NAMES = ['Name', 'TableName', 'FunctionName', 'RoleName', 'TopicName', 'QueueName', 'AlarmName'].concat(
  ['DashboardName', 'LogGroupName'],
);

/**
 * What an update of a deployed stack from one template to the other would lose, or what AWS would refuse: a sentence each.
 *
 * DynamoDB changes no index's key or projection ("Updates are not supported",
 * docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-dynamodb-globaltable-globalsecondaryindex.html), and makes or
 * deletes one at a time (docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html).
 */
export const findBreaks = (before: unknown, after: unknown): string[] => {
  const old = template.parse(before).Resources;
  const present = template.parse(after).Resources;
  return [
    ...Object.entries(old).flatMap(([id, one]) => breaksOf(id, one, present[id])),
    ...listMoved(old, present),
  ];
};

const breaksOf = (id: string, before: Resource, after: Resource | undefined): string[] => {
  const isKept = KEPT.includes(before.DeletionPolicy ?? '');
  if (!isKept) return [];
  if (after === undefined || after.Type !== before.Type)
    return [`${id} (${before.Type}) is retained and no longer there: a new one would begin empty beside it.`];
  const fixed = FIXED[before.Type];
  if (fixed === undefined) return [`${id} (${before.Type}) is retained: say in FIXED what must not change.`];
  return [
    ...(KEPT.includes(after.DeletionPolicy ?? '') ? [] : [`${id} is no longer retained.`]),
    ...fixed
      .filter((name) => !isSame(before.Properties[name], after.Properties[name]))
      .map((name) => `${id} would be replaced: ${name} has changed.`),
    ...(before.Type === 'AWS::DynamoDB::GlobalTable' ? indexBreaks(id, before, after) : []),
  ];
};

const indexBreaks = (id: string, before: Resource, after: Resource): string[] => {
  const old = indexesOf(before);
  const present = indexesOf(after);
  const changed = [
    ...[...present.keys()].filter((name) => !old.has(name)).map((name) => `${name} is new`),
    ...[...old.keys()].filter((name) => !present.has(name)).map((name) => `${name} has gone`),
  ];
  const typesBefore = typesOf(before);
  return [
    ...[...old].flatMap(([name, one]) => {
      const now = present.get(name);
      if (now === undefined || isSame(definitionOf(one), definitionOf(now))) return [];
      return [`${id}: the index ${name} has another key or projection. Make an index of another name.`];
    }),
    ...(changed.length > 1
      ? [`${id}: one index can be created or deleted in an update, and ${changed.join(', ')}.`]
      : []),
    ...[...typesOf(after)]
      .filter(([name, type]) => typesBefore.has(name) && typesBefore.get(name) !== type)
      .map(([name]) => `${id}: the key attribute ${name} has another type.`),
  ];
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const indexesOf = ({ Properties }: Resource): Map<string, Index> =>
  new Map(
    z
      .parse(z._default(z.array(index), []), Properties['GlobalSecondaryIndexes'])
      .map((one) => [one.IndexName, one]),
  );

/** DynamoDB keeps no order of the projected fields. */
const definitionOf = ({ KeySchema, Projection: { ProjectionType, NonKeyAttributes } }: Index) => ({
  KeySchema,
  ProjectionType,
  fields: NonKeyAttributes.toSorted(),
});

const typesOf = ({ Properties }: Resource): Map<string, string> => {
  const shape = z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() }));
  return new Map(
    z
      .parse(shape, Properties['AttributeDefinitions'])
      .map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
};

/** CloudFormation creates first and deletes last, so a name that moves to another logical id "already exists". */
const listMoved = (old: Record<string, Resource>, present: Record<string, Resource>): string[] => {
  const holders = new Map(
    Object.entries(old).flatMap(([id, one]) => namesOf(one).map((name) => [name, id] as const)),
  );
  return Object.entries(present).flatMap(([id, one]) =>
    namesOf(one).flatMap((name) => {
      const holder = holders.get(name);
      if (holder === undefined || holder === id) return [];
      return [`${id} takes the name of ${holder}, which is still there when it is created: ${name}.`];
    }),
  );
};

const namesOf = ({ Type, Properties }: Resource): string[] =>
  NAMES.flatMap((property) => {
    const name = Properties[property];
    // A schedule's name is unique within its group.
    return typeof name === 'string' ? [JSON.stringify([Type, Properties['GroupName'], name])] : [];
  });
