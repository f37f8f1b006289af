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
  UpdateReplacePolicy: z.optional(z.string()),
  Properties: z._default(z.record(z.string(), z.unknown()), {}),
});
const output = z.object({ Export: z.optional(z.object({ Name: z.unknown() })) });
const template = z.object({
  Resources: z.record(z.string(), resource),
  Outputs: z._default(z.record(z.string(), output), {}),
});

type Index = z.infer<typeof index>;
type Resource = z.infer<typeof resource>;

const KEPT = ['Retain', 'RetainExceptOnCreate'];
/** Resources that a new logical id replaces although they are not retained, and the damage of a replacement. */
const NEEDED_AS_IT_IS: Record<string, string> = {
  'AWS::SNS::Topic': 'each address for alarms would have to confirm again',
  'AWS::Lambda::Url': 'Slack would call an address that is gone',
  'AWS::EC2::Subnet': 'the interfaces of functions hold it, so it cannot be deleted',
};
/** By "Update requires: Replacement" in CloudFormation's reference of each type above, and of each that is retained. */
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
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::Lambda::Url': ['TargetFunctionArn', 'Qualifier'],
  'AWS::EC2::Subnet': ['AvailabilityZone', 'CidrBlock', 'VpcId'],
};
const NAMES = ['Name', 'TableName', 'FunctionName', 'RoleName', 'TopicName', 'QueueName', 'AlarmName'].concat(
  ['DashboardName', 'LogGroupName'],
);

/**
 * Lists the losses of an update of a deployed stack from one template to the other, and what AWS would refuse in it: a
 * sentence each.
 *
 * DynamoDB changes no index's key or projection ("Updates are not supported",
 * docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-dynamodb-globaltable-globalsecondaryindex.html),
 * and makes or deletes one at a time (docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html).
 */
export const findBreaks = (before: unknown, after: unknown): string[] => {
  const { Resources: old, Outputs: oldOutputs } = template.parse(before);
  const { Resources: present, Outputs: outputs } = template.parse(after);
  const exported = exportsOf(outputs);
  return [
    ...Object.entries(old).flatMap(([id, stackResource]) => breaksOf(id, stackResource, present[id])),
    ...listMoved(old, present),
    ...exportsOf(oldOutputs)
      .filter((name) => !exported.includes(name))
      .map((name) => `The export ${name} has gone, and AWS refuses that while the other stack imports it.`),
  ];
};

const exportsOf = (outputs: Record<string, z.infer<typeof output>>): string[] =>
  Object.values(outputs).flatMap(({ Export }) => (Export === undefined ? [] : [JSON.stringify(Export.Name)]));

const breaksOf = (id: string, before: Resource, after: Resource | undefined): string[] => {
  const isKept = KEPT.includes(before.DeletionPolicy ?? '');
  const harm = NEEDED_AS_IT_IS[before.Type];
  if (!isKept && harm === undefined) return [];
  if (after === undefined || after.Type !== before.Type)
    return [
      isKept
        ? `${id} (${before.Type}) is retained and no longer there: a new one would begin empty beside it.`
        : `${id} (${before.Type}) is no longer there: ${harm}.`,
    ];
  const fixed = FIXED[before.Type];
  if (fixed === undefined) return [`${id} (${before.Type}) is retained: say in FIXED what must not change.`];
  const policies = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;
  const isLeft = policies.some((policy) => isKept && !KEPT.includes(after[policy] ?? ''));
  return [
    ...(isLeft ? [`${id} is no longer retained.`] : []),
    ...fixed
      .filter((name) => !isSame(before.Properties[name], after.Properties[name]))
      .map((name) => `${id} would be replaced: ${name} has changed.`),
    ...(before.Type === 'AWS::DynamoDB::GlobalTable'
      ? [...indexBreaks(id, before, after), ...guardBreaks(id, before, after)]
      : []),
  ];
};

const replicas = z.looseObject({
  TimeToLiveSpecification: z.unknown(),
  Replicas: z.array(
    z.looseObject({ DeletionProtectionEnabled: z.unknown(), PointInTimeRecoverySpecification: z.unknown() }),
  ),
});

/** Finds losses in the settings that guard the table's data, or let old items expire. */
const guardBreaks = (id: string, before: Resource, after: Resource): string[] => {
  const [old, present] = [before, after].map(({ Properties }) => {
    const { TimeToLiveSpecification, Replicas } = replicas.parse(Properties);
    return {
      'the expiry': TimeToLiveSpecification,
      'deletion protection': Replicas.map((replica) => replica.DeletionProtectionEnabled),
      'point-in-time recovery': Replicas.map((replica) => replica.PointInTimeRecoverySpecification),
    };
  });
  return Object.entries(old ?? {})
    .filter(
      ([name, value]) =>
        !isSame(value, Object.entries(present ?? {}).find(([presentName]) => presentName === name)?.[1]),
    )
    .map(([name]) => `${id}: ${name} has changed.`);
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
    ...[...old].flatMap(([name, oldIndex]) => {
      const now = present.get(name);
      if (now === undefined || isSame(definitionOf(oldIndex), definitionOf(now))) return [];
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

const isSame = (value: unknown, other: unknown): boolean => JSON.stringify(value) === JSON.stringify(other);

const indexesOf = ({ Properties }: Resource): Map<string, Index> =>
  new Map(
    z
      .parse(z._default(z.array(index), []), Properties['GlobalSecondaryIndexes'])
      .map((definition) => [definition.IndexName, definition]),
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
    Object.entries(old).flatMap(([id, stackResource]) =>
      namesOf(stackResource).map((name) => [name, id] as const),
    ),
  );
  return Object.entries(present).flatMap(([id, stackResource]) =>
    namesOf(stackResource).flatMap((name) => {
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
