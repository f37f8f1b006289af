import { describe, expect, test } from '@jest/globals';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { ENV } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { type Synthesised, synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const made = {
  'each vendor live': synthesise(configFixture()),
  'no vendor live': synthesise(configFixture({}, false)),
  'a key of the team': synthesise(configFixture({}, true, { egress: 'none', kmsKeyArn: KEY, logDays: 365 })),
  'taken back from an earlier stack': synthesise(
    configFixture({}, true, { egress: 'none', existingTable: 'earlier' }),
  ),
  'acting on': synthesise(configFixture({}, true, { acting: 'on' })),
  'webhooks on': synthesise(
    configFixture({}, true, {
      webhooks: [
        { name: 'erp', as: 'json' },
        { name: 'jandi', as: 'text' },
      ],
    }),
  ),
};
const withKey = made['a key of the team'];
const withWebhooks = made['webhooks on'];
const live = made['each vendor live'];

describe.each(Object.entries(made))('%s: over the whole tree', (_what, stack) => {
  test('every function documents what repairs a lost run (O5)', () => {
    const sentences = stack.metadata('AWS::Lambda::Function').map(({ MadeGoodBy }) => MadeGoodBy);
    expect(sentences.length).toBeGreaterThan(2);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].{30,}\.$/);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('every function runs Node 24 on arm64, has its own log, and reserves no concurrency (R26)', () => {
    const logs = stack.each('AWS::Logs::LogGroup', shapes.LOG_GROUP_SHAPE).map(({ id }) => id);
    const functions = stack.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE);
    for (const { properties } of functions) {
      expect(properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'handler.handler',
        // Metrics are JSON lines. Lambda's own lines appear only for a failed run.
        LoggingConfig: { ApplicationLogLevel: 'INFO', LogFormat: 'JSON', SystemLogLevel: 'WARN' },
      });
      expect(properties.ReservedConcurrentExecutions).toBeUndefined();
    }
    expect(functions.map(({ properties }) => properties.LoggingConfig.LogGroup.Ref).sort()).toEqual(
      logs.sort(),
    );
  });

  test('only webhooks have queues and dead letter queues, since nothing else needs a redrive (R25)', () => {
    if (stack === withWebhooks) return;
    expect(stack.count('AWS::SQS::Queue')).toBe(0);
    expect(stack.json).not.toMatch(/AWS::SQS|sqs:|EventSourceMapping|DeadLetter|OnFailure/);
  });

  test('every function, rule and schedule limits the retries, a rule at least as strictly as its function (R26)', () => {
    const configs = stack.each('AWS::Lambda::EventInvokeConfig', shapes.INVOKE_CONFIG_SHAPE);
    const tries = new Map(configs.map(({ properties }) => [properties.FunctionName.Ref, properties]));
    expect([...tries.keys()].sort()).toEqual(
      stack
        .each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE)
        .map(({ id }) => id)
        .sort(),
    );
    const targets = [
      ...stack.each('AWS::Events::Rule', shapes.RULE_SHAPE).flatMap(({ properties }) => properties.Targets),
      ...(stack.count('AWS::Scheduler::Schedule') === 0
        ? []
        : stack
            .each('AWS::Scheduler::Schedule', shapes.SCHEDULE_SHAPE)
            .map(({ properties }) => properties.Target)),
    ];
    for (const { Arn, RetryPolicy } of targets) {
      // A queue takes what EventBridge tries for a day. Source: its user guide, "Retry policy".
      if (RetryPolicy === undefined) {
        expect(shapes.idOf(Arn)).toMatch(/^Webhook/);
        continue;
      }
      const own = tries.get(shapes.idOf(Arn));
      expect(RetryPolicy.MaximumRetryAttempts).toBeLessThanOrEqual(own?.MaximumRetryAttempts ?? -1);
      expect(RetryPolicy.MaximumEventAgeInSeconds).toBeLessThanOrEqual(own?.MaximumEventAgeInSeconds ?? -1);
    }
  });

  test('only poll and act can read Coupang’s keys, and only functions that call Slack can read Slack’s (O5)', () => {
    const readers = stack
      .each('AWS::IAM::Policy', shapes.POLICY_SHAPE)
      .flatMap(({ id, properties }) =>
        properties.PolicyDocument.Statement.filter(({ Action }) =>
          Action.includes('secretsmanager:GetSecretValue'),
        ).flatMap(({ Resource }) => Resource.map((arn) => [id, JSON.stringify(arn)] as const)),
      );
    expect(readers.length).toBeGreaterThan(1);
    for (const [id, arn] of readers)
      expect([arn, id.replace(/Role.*/, '')]).toEqual([
        arn,
        arn.includes('/webhook/')
          ? 'Webhooks'
          : expect.stringMatching(/slack/i.test(arn) ? /^(Notify|Act|SlackActions)$/ : /^(Poll|Act)$/),
      ]);
  });

  test('a role is assumed only by Lambda, or by the scheduler for this account’s schedules (O5)', () => {
    const trust = z.object({
      AssumeRolePolicyDocument: z.object({ Statement: z.array(z.looseObject({ Principal: z.unknown() })) }),
    });
    for (const { id, properties } of stack.each('AWS::IAM::Role', trust))
      expect([id, properties.AssumeRolePolicyDocument.Statement]).toMatchObject([
        id,
        id.startsWith('Schedules')
          ? [
              {
                Principal: { Service: 'scheduler.amazonaws.com' },
                Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
              },
            ]
          : [{ Principal: { Service: 'lambda.amazonaws.com' } }],
      ]);
  });

  test('every log is kept for a limited time', () => {
    for (const { properties } of stack.each('AWS::Logs::LogGroup', shapes.LOG_GROUP_SHAPE))
      expect(properties.RetentionInDays).toBe(stack === withKey ? 365 : 90);
  });

  test('no secret is in an environment or in the template (O5)', () => {
    for (const { properties } of stack.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE))
      for (const name of Object.keys(properties.Environment.Variables))
        expect(Object.values<string>(ENV)).toContain(name);
    expect(stack.json).not.toMatch(/xox[a-z]-|SecretString|\{\{resolve:/);
  });

  test('no action has a wildcard, and a resource has one only if the service has no finer scope (O5)', () => {
    for (const { properties } of stack.each('AWS::IAM::Policy', shapes.POLICY_SHAPE))
      for (const { Action, Resource } of properties.PolicyDocument.Statement) {
        expect(Action.join(' ')).not.toContain('*');
        if (Resource.includes('*')) expect(Action.join(' ')).toMatch(/^(ec2:\w+ ?)+$/);
        else expect(JSON.stringify(Resource)).not.toContain('*');
      }
  });

  test('only the roles of poll and act may manage network interfaces, also without a VPC, and deny them to the function’s own code (O5)', () => {
    const statementsOf = (role: string) =>
      stack
        .each('AWS::IAM::Policy', shapes.POLICY_SHAPE)
        .filter(({ properties }) => properties.Roles.some(({ Ref }) => Ref === role))
        .flatMap(({ properties }) => properties.PolicyDocument.Statement)
        .filter(({ Action }) => Action.join().includes('ec2:'));
    for (const { id, properties } of stack.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE)) {
      const [allowed, denied, ...more] = statementsOf(shapes.idOf(properties.Role));
      expect([id, allowed !== undefined, more]).toEqual([id, /^(Poll|Act)Function/.test(id), []]);
      if (allowed === undefined) continue;
      expect(allowed.Effect).toBe('Allow');
      expect(denied).toMatchObject({
        Effect: 'Deny',
        Action: expect.arrayContaining(allowed.Action),
        Resource: ['*'],
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': { 'Fn::GetAtt': [id, 'Arn'] } } },
      });
    }
  });

  test('cdk-nag has no finding (O5)', () => {
    const report = new AwsSolutionsChecks().validateScope(stack.stack);
    expect(report.violations).toEqual([]);
  });

  test('no resource runs code during a deploy', () => {
    expect(stack.json).not.toMatch(/Custom::|AWS::CloudFormation::CustomResource/);
  });
});

test('cdk-nag has findings for a careless stack', () => {
  const careless = new Topic(new Stack(new App(), 'Careless'), 'Topic');
  expect(new AwsSolutionsChecks().validateScope(careless).success).toBe(false);
});

describe('deleting the stacks (O5)', () => {
  test('is protected against mistakes while a vendor is live, except in a trial', () => {
    const isProtected = ({ stack }: Pick<Synthesised, 'stack'>) => stack.terminationProtection;
    expect([live, live.egress!].map(isProtected)).toEqual([true, true]);
    expect(isProtected(made['no vendor live'])).toBe(false);
    const endpoints = { slackApiUrl: 'http://127.0.0.1:9/api/' };
    expect(isProtected(synthesise(configFixture(), { endpoints }))).toBe(false);
  });

  test('keeps only the table and the address, since the secrets do not belong to a stack', () => {
    const kept = [live, ...(live.egress ? [live.egress] : [])].flatMap(({ stack }) =>
      stack.node
        .findAll()
        .filter((node) => CfnResource.isCfnResource(node))
        .filter(({ cfnOptions }) => String(cfnOptions.deletionPolicy).startsWith('Retain'))
        .map(({ cfnResourceType }) => cfnResourceType),
    );
    expect(kept.sort()).toEqual(['AWS::DynamoDB::GlobalTable', 'AWS::EC2::EIP']);
  });

  test('leaves a table that a new stack reuses by name, with rights for its functions', () => {
    const again = made['taken back from an earlier stack'];
    expect(again.count('AWS::DynamoDB::GlobalTable')).toBe(0);
    const statements = again
      .each('AWS::IAM::Policy', shapes.POLICY_SHAPE)
      .flatMap(({ properties }) => properties.PolicyDocument.Statement)
      .flatMap(({ Resource }) => Resource.map((arn) => JSON.stringify(arn)));
    const has = (end: RegExp) => statements.some((arn) => end.test(arn));
    expect(has(/:table\/earlier"/)).toBe(true);
    expect(has(/:table\/earlier\/index\/attention"/)).toBe(true);
    for (const { properties } of again.each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE))
      expect(properties.Environment.Variables[ENV.tableName]).toBe('earlier');
  });
});

describe('encryption (O5)', () => {
  test('uses AWS’s own keys unless a key is configured', () => {
    expect(live.json).not.toContain('Kms');
    expect(live.json).not.toContain('kms:');
  });

  test('lists at synth the principals that the team’s key must allow, since no stack can change its policy', () => {
    expect(withKey.notes).toContainEqual(
      expect.stringMatching(/must allow logs\.ap-northeast-2\.amazonaws\.com/),
    );
    expect(withKey.notes).toContainEqual(expect.stringMatching(/kms:Describe\*/));
    expect(withKey.notes).toContainEqual(expect.stringMatching(/let IAM of this account grant access/));
    expect(withKey.notes).toContainEqual(
      expect.stringMatching(/goes under the key when it is stored once more/),
    );
    expect(live.notes).toEqual([]);
  });

  test('with the team’s key warns at synth that nobody outside notices a disabled key without heartbeatUrl (O14)', () => {
    expect(withKey.warnings).toContainEqual(expect.stringMatching(/kmsKeyArn.*heartbeatUrl/));
    const heartbeatUrl = 'https://watch.example.com/made-up';
    const watched = synthesise(configFixture({}, true, { egress: 'none', kmsKeyArn: KEY, heartbeatUrl }));
    expect(watched.warnings.join()).not.toContain('kmsKeyArn');
  });

  test('uses the team’s key for table and logs', () => {
    const keys = [
      ...withKey
        .each('AWS::Logs::LogGroup', shapes.LOG_GROUP_SHAPE)
        .map(({ properties }) => properties.KmsKeyId),
      ...withKey
        .each('AWS::DynamoDB::GlobalTable', shapes.TABLE_SHAPE)
        .flatMap(({ properties }) =>
          properties.Replicas.map((replica) => replica.SSESpecification?.KMSMasterKeyId),
        ),
    ];
    expect(keys).toEqual(Array(5).fill(KEY));
  });

  test('lets a function use the key only through services that it reads or writes', () => {
    const uses = withKey.each('AWS::IAM::Policy', shapes.POLICY_SHAPE).map(({ id, properties }) => [
      id.replace(/Role.*/, ''),
      properties.PolicyDocument.Statement.filter(({ Action }) => String(Action[0]).startsWith('kms:'))
        .map(({ Condition }) => /via[a-z]*":"(\w+)\./i.exec(JSON.stringify(Condition ?? ''))?.[1] ?? 'any')
        .sort(),
    ]);
    expect(Object.fromEntries(uses)).toMatchObject({
      Poll: ['dynamodb', 'secretsmanager'],
      TrackSla: ['dynamodb'],
      Notify: ['dynamodb', 'secretsmanager'],
      Report: ['dynamodb'],
    });
  });
});
