import { describe, expect, test } from '@jest/globals';
import { CfnResource, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { ENV, SECRET_PLACEHOLDER } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { type Synthesised, synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const made = {
  'each vendor live': synthesise(configFixture()),
  'no vendor live': synthesise(configFixture({}, false)),
  'a key of the team': synthesise(configFixture({}, true, { egress: 'none', kmsKeyArn: KEY, logDays: 365 })),
  'taken back from an earlier stack': synthesise(
    configFixture({}, true, {
      egress: 'none',
      existingTable: 'earlier',
      existingSecrets: ['slack', 'KR/A00012345', 'TW/A00012345', 'C00067890'],
    }),
  ),
};
const withKey = made['a key of the team'];
const live = made['each vendor live'];
const dlqOf = z.object({
  DeadLetterConfig: z.object({ Arn: z.object({ 'Fn::GetAtt': z.array(z.string()) }) }),
});

/** The queues that something puts its failures into. */
const deadLetterIds = (stack: Synthesised): Set<string> =>
  new Set([
    ...stack
      .each('AWS::SQS::Queue', shapes.QUEUE_SHAPE)
      .flatMap(({ properties: { RedrivePolicy } }) =>
        RedrivePolicy ? [shapes.idOf(RedrivePolicy.deadLetterTargetArn)] : [],
      ),
    ...[...stack.json.matchAll(/"OnFailure": \{\s*"Destination": \{\s*"Fn::GetAtt": \[\s*"(\w+)"/g)].map(
      ([, id = '']) => id,
    ),
  ]);

/** What is acknowledged anywhere in a stack, by rule, and why. */
const reasonsOf = ({ stack }: Synthesised): Map<string, string> =>
  new Map(
    stack.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(z.record(z.string(), z.string()).parse(data))),
  );

describe.each(Object.entries(made))('%s: over the whole tree', (_what, stack) => {
  test('every function names what makes good a lost run (O5)', () => {
    const sentences = stack.metadata('AWS::Lambda::Function').map(({ MadeGoodBy }) => MadeGoodBy);
    expect(sentences.length).toBeGreaterThan(2);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{30,}\.$/);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('every function runs on arm64 by Node 24, in its own log, and reserves no concurrency (R26)', () => {
    const logs = stack.each('AWS::Logs::LogGroup', shapes.LOG_GROUP_SHAPE).map(({ id }) => id);
    const functions = stack.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE);
    for (const { properties } of functions) {
      expect(properties).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x' });
      expect(properties.ReservedConcurrentExecutions).toBeUndefined();
    }
    expect(functions.map(({ properties }) => properties.LoggingConfig.LogGroup.Ref).sort()).toEqual(
      logs.sort(),
    );
  });

  test('every queue has a dead-letter queue or is one, and every rule’s target has one, too (R26)', () => {
    const dead = deadLetterIds(stack);
    for (const { id, properties } of stack.each('AWS::SQS::Queue', shapes.QUEUE_SHAPE))
      expect([id, properties.RedrivePolicy !== undefined]).toEqual([id, !dead.has(id)]);
    for (const { properties } of stack.each('AWS::Events::Rule', shapes.RULE_SHAPE))
      for (const target of properties.Targets)
        expect(dead).toContain(dlqOf.parse(target).DeadLetterConfig.Arn['Fn::GetAtt'][0]);
  });

  test('every log is kept for a limited time', () => {
    for (const { properties } of stack.each('AWS::Logs::LogGroup', shapes.LOG_GROUP_SHAPE))
      expect(properties.RetentionInDays).toBe(stack === withKey ? 365 : 90);
  });

  test('no secret stands in an environment or in the template (O5)', () => {
    for (const { properties } of stack.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE))
      for (const name of Object.keys(properties.Environment.Variables))
        expect(Object.values<string>(ENV)).toContain(name);
    const values = [...stack.json.matchAll(/"SecretString": "([^"]*)"/g)].map(([, value]) => value);
    expect(values).toEqual(values.map(() => SECRET_PLACEHOLDER));
    expect(stack.json).not.toMatch(/xox[a-z]-|GenerateSecretString|\{\{resolve:/);
  });

  test('no action is allowed by wildcard, and every resource only where the service knows none (O5)', () => {
    for (const { properties } of stack.each('AWS::IAM::Policy', shapes.POLICY_SHAPE))
      for (const { Action, Resource } of properties.PolicyDocument.Statement) {
        expect(Action.join(' ')).not.toContain('*');
        if (Resource.includes('*')) expect(Action.join(' ')).toMatch(/^(ec2:\w+ ?)+$/);
        else expect(JSON.stringify(Resource)).not.toContain('*');
      }
  });

  test('a resource that is named in part is allowed only with a written reason (O5)', () => {
    const reasons = reasonsOf(stack);
    for (const { properties } of stack.each('AWS::IAM::Policy', shapes.POLICY_SHAPE))
      for (const { Resource } of properties.PolicyDocument.Statement)
        for (const [, name = ''] of JSON.stringify(Resource).matchAll(/([^":]*\?[^":]*)"/g))
          expect([name, reasons.get(`Annotation::AwsSolutions-IAM5[Resource::${name}]`)]).toEqual([
            name,
            expect.stringMatching(/^[A-Z].{30,}\.$/),
          ]);
  });

  test('cdk-nag refuses nothing (O5)', () => {
    const report = new AwsSolutionsChecks().validateScope(stack.stack);
    expect(report.violations).toEqual([]);
  });

  test('no resource needs code that a deploy runs', () => {
    expect(stack.json).not.toMatch(/Custom::|AWS::CloudFormation::CustomResource/);
  });
});

describe('every queue', () => {
  test('has an alarm, while a vendor is live (O6)', () => {
    const alarms = live
      .each('AWS::CloudWatch::Alarm', z.unknown())
      .map(({ properties }) => JSON.stringify(properties));
    for (const { id } of live.each('AWS::SQS::Queue', shapes.QUEUE_SHAPE))
      expect(alarms).toContainEqual(expect.stringContaining(`{"Fn::GetAtt":["${id}","QueueName"]}`));
  });
});

describe('what is kept when the stacks go (O5)', () => {
  test('the table and the secrets; of the rest nothing', () => {
    const kept = [live, ...(live.egress ? [live.egress] : [])].flatMap(({ stack }) =>
      stack.node
        .findAll()
        .filter((node) => CfnResource.isCfnResource(node))
        .filter(({ cfnOptions }) => String(cfnOptions.deletionPolicy).startsWith('Retain'))
        .map(({ cfnResourceType }) => cfnResourceType),
    );
    expect(kept.sort()).toEqual([
      'AWS::DynamoDB::GlobalTable',
      'AWS::EC2::EIP',
      ...Array<string>(4).fill('AWS::SecretsManager::Secret'),
    ]);
  });

  test('they are taken back by name: nothing of theirs is made anew, and the functions may use them', () => {
    const again = made['taken back from an earlier stack'];
    expect(again.count('AWS::DynamoDB::GlobalTable')).toBe(0);
    expect(again.count('AWS::SecretsManager::Secret')).toBe(0);
    const statements = again
      .each('AWS::IAM::Policy', shapes.POLICY_SHAPE)
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .flatMap(({ Resource }) => Resource.map((arn) => JSON.stringify(arn)));
    const has = (end: RegExp) => statements.some((arn) => end.test(arn));
    expect(has(/:table\/earlier"/)).toBe(true);
    expect(has(/:table\/earlier\/index\/attention"/)).toBe(true);
    expect(has(/:secret:coupang-inquiry-notifier\/slack-\?{6}"/)).toBe(true);
    expect(has(/:secret:coupang-inquiry-notifier\/coupang\/TW\/A00012345-\?{6}"/)).toBe(true);
    for (const { properties } of again.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE))
      expect(properties.Environment.Variables[ENV.tableName]).toBe('earlier');
  });
});

describe('encryption (O5)', () => {
  test('is by keys of AWS unless one is configured', () => {
    expect(live.json).not.toContain('Kms');
    expect(live.json).not.toContain('kms:');
    for (const { properties } of live.each('AWS::SQS::Queue', shapes.QUEUE_SHAPE))
      expect(properties.SqsManagedSseEnabled).toBe(true);
  });

  test("says at synth whom the team's key must admit, since no stack can change its policy", () => {
    expect(withKey.notes).toContainEqual(expect.stringMatching(/must allow events\.amazonaws\.com/));
    expect(withKey.notes).toContainEqual(expect.stringMatching(/kms:Describe\*/));
    expect(withKey.notes).toContainEqual(expect.stringMatching(/let IAM of this account decide/));
    expect(live.notes).toEqual([]);
  });

  test("is by the team's key in table, queues, logs and secrets", () => {
    const keys = [
      ...withKey
        .each('AWS::SQS::Queue', shapes.QUEUE_SHAPE)
        .map(({ properties }) => properties.KmsMasterKeyId),
      ...withKey
        .each('AWS::Logs::LogGroup', shapes.LOG_GROUP_SHAPE)
        .map(({ properties }) => properties.KmsKeyId),
      ...withKey
        .each('AWS::SecretsManager::Secret', shapes.SECRET_SHAPE)
        .map(({ properties }) => properties.KmsKeyId),
      ...withKey
        .each('AWS::DynamoDB::GlobalTable', shapes.TABLE_SHAPE)
        .flatMap(({ properties }) => properties.Replicas.map((one) => one.SSESpecification?.KMSMasterKeyId)),
    ];
    expect(keys).toEqual(Array(14).fill(KEY));
  });

  test('lets each function use the key only through the services whose data it reads or writes', () => {
    const uses = withKey.each('AWS::IAM::Policy', shapes.POLICY_SHAPE).map(({ id, properties }) => [
      id.replace(/Role.*/, ''),
      properties.PolicyDocument.Statement.filter(({ Action }) => String(Action[0]).startsWith('kms:'))
        .map(({ Condition }) => /via[a-z]*":"(\w+)\./i.exec(JSON.stringify(Condition ?? ''))?.[1] ?? 'any')
        .sort(),
    ]);
    expect(Object.fromEntries(uses)).toMatchObject({
      Poll: ['dynamodb', 'secretsmanager'],
      TrackSla: ['dynamodb'],
      // Lambda reads the queues in its name.
      Notify: ['any', 'dynamodb', 'secretsmanager'],
    });
  });
});
