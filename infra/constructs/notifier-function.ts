import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, type IRole, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  CfnEventInvokeConfig,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/schema.ts';
import { type AnyFunctionName, MEMORY_MB } from '../function-names.ts';
import type { Network } from './network.ts';

export type NotifierFunctionProps = {
  name: AnyFunctionName;
  /** The directory of all bundles. This function's bundle is in `<assetsDir>/<name>`. */
  assetsDir: string;
  description: string;
  timeout: Duration;
  environment: Record<string, string>;
  tries: Tries;
  /** The mechanism that repairs a lost run, in a sentence. It becomes metadata of the function in the template. */
  madeGoodBy: string;
  logDays: Config['logDays'];
  /** For the log. Default: a key of AWS. */
  key?: IKey | undefined;
  /** Reserved concurrency, which is also the maximum of concurrent runs. Default: none, up to the account's limit. */
  reserved?: number | undefined;
  /**
   * The network of a function that calls Coupang. `none`: it runs without a VPC. Default: the function never needs a
   * VPC.
   */
  network?: Network | 'none' | undefined;
};

/**
 * One Lambda function with its log, and a role that can write only to that log. X-Ray is off, because it would store
 * some 100,000 traces a month.
 */
export class NotifierFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: IRole;
  /** Also for asynchronous invocations. */
  readonly tries: Tries;

  constructor(scope: Construct, id: string, props: NotifierFunctionProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Log', {
      retention: retentionDays(props.logDays),
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.key && { encryptionKey: props.key }),
    });
    logGroup.grantWrite(role);
    this.role = role;
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.assetsDir, props.name), { exclude: ['*.map'] }),
      handler: 'handler.handler',
      memorySize: MEMORY_MB[props.name],
      timeout: props.timeout,
      ...(props.reserved !== undefined && { reservedConcurrentExecutions: props.reserved }),
      environment: props.environment,
      role,
      logGroup,
      // Lambda's own lines only appear for a failed run: three lines for each run would cost more than ours. Lambda
      // leaves our JSON lines unchanged. Source: its developer guide, "Log-level filtering" and "Configuring JSON and
      // plain text log formats".
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
    });
    const { defaultChild: template } = this.lambda.node;
    if (!CfnFunction.isCfnFunction(template)) throw new Error('A Lambda function has no template.');
    template.addMetadata('MadeGoodBy', props.madeGoodBy);
    this.tries = props.tries;
    limitTries(this.lambda, props.tries);
    if (props.network === undefined) return;
    allowInterfaces(role);
    if (props.network !== 'none') joinNetwork(template, props.network);
    keepInterfacesFromCode(this, this.lambda, role);
  }
}

/**
 * Lambda's default for asynchronous invocations is two retries within six hours. The empty `destinationConfig` means
 * that failures go nowhere, because some deployment tools do not assume it.
 */
const limitTries = (lambda: LambdaFunction, { retries, latestStart }: Tries): void => {
  // These are the ids of the first release. With new ids CloudFormation would create a second configuration for the
  // function, and fail.
  new CfnEventInvokeConfig(lambda, retries === 0 ? 'NoRetry' : 'Retry', {
    functionName: lambda.functionName,
    qualifier: '$LATEST',
    maximumRetryAttempts: retries,
    maximumEventAgeInSeconds: latestStart.toSeconds(),
    destinationConfig: {},
  });
};

/** The actions of the managed policy AWSLambdaENIManagementAccess. */
const INTERFACE_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Lambda deletes unused network interfaces with the function's role. So the role keeps these rights when `egress`
 * changes to `none`. Otherwise the interfaces would block the deletion of their subnets and security groups. Source:
 * Lambda's developer guide, "Giving Lambda functions access to resources in an Amazon VPC".
 */
const allowInterfaces = (role: Role): void => {
  role.addToPolicy(
    new PolicyStatement({
      actions: INTERFACE_ACTIONS,
      resources: ['*'],
    }),
  );
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'Lambda makes its network interfaces by this role, and refuses a role that may not on *.',
  });
};

/** The L2 construct needs a VPC object, and CDK would make up subnets for a VPC known only by its id. */
const joinNetwork = (template: CfnFunction, { subnetIds, securityGroupIds }: Network): void => {
  template.vpcConfig = { subnetIds, securityGroupIds };
};

/**
 * Lambda needs the network interfaces, but the function's code does not. Only calls of the code carry the function's
 * ARN, which is known only after the function exists. Source: Lambda's developer guide, "Giving Lambda functions access
 * to resources in an Amazon VPC" and "Using source function ARN to control function access behavior".
 */
const keepInterfacesFromCode = (scope: Construct, lambda: LambdaFunction, role: Role): void => {
  const statement = new PolicyStatement({
    effect: Effect.DENY,
    actions: [...INTERFACE_ACTIONS, 'ec2:DetachNetworkInterface'],
    resources: ['*'],
    conditions: { ArnEquals: { 'lambda:SourceFunctionArn': lambda.functionArn } },
  });
  new Policy(scope, 'NoInterfacesFromCode', { statements: [statement], roles: [role] });
};

const retentionDays = (logDays: Config['logDays']): RetentionDays => {
  const found = Object.values(RetentionDays).find(
    (days): days is RetentionDays => typeof days !== 'string' && days.valueOf() === logDays,
  );
  if (found === undefined) throw new Error(`The CDK knows no retention of ${logDays} days.`);
  return found;
};

/** The retries of an asynchronous run, and how late it may start. */
export type Tries = { retries: number; latestStart: Duration };

/** R26: no retry, because the next minute's run repairs it. */
export const ONCE: Tries = { retries: 0, latestStart: Duration.seconds(60) };
/** For functions that run seldom, so that each run counts. */
export const TWICE: Tries = { retries: 1, latestStart: Duration.hours(1) };
