import { join } from 'node:path';
import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../function-names.ts';

export type NotifierFunctionProps = {
  name: FunctionName;
  /** The directory of all bundles; this one's is `<assetsDir>/<name>`. */
  assetsDir: string;
  description: string;
  timeout: Duration;
  environment: Record<string, string>;
};

/** One Lambda function with its log and a role that can write to that log and no other. */
export class NotifierFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: NotifierFunctionProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    logGroup.grantWrite(role);
    this.role = role;
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.assetsDir, props.name), { exclude: ['*.map'] }),
      handler: 'handler.handler',
      memorySize: 512,
      timeout: props.timeout,
      environment: props.environment,
      tracing: Tracing.ACTIVE,
      role,
      logGroup,
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'X-Ray knows no resources: xray:PutTraceSegments and PutTelemetryRecords can be allowed on * only.',
    });
  }
}
