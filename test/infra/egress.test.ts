import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { egressExports } from '../../infra/egress-exports.ts';
import { ENV, OUTPUTS } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { type Synthesised, type SynthesisedApp, synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const EXPORTS = egressExports({});
const subnets = { vpcId: 'vpc-0123abcd', subnetIds: ['subnet-0123abcd', 'subnet-4567abcd'] };
const modes = {
  'nat-gateway': synthesise(configFixture()),
  'nat-instance': synthesise(configFixture({}, true, { egress: 'nat-instance' })),
  'existing-subnets': synthesise(
    configFixture({}, true, { egress: 'existing-subnets', existingSubnets: subnets }),
  ),
  none: synthesise(configFixture({}, true, { egress: 'none' })),
};

/** All functions but poll. */
const IN_NONE = { TrackSla: undefined, Report: undefined, Notify: undefined };

/** Each function's place in a VPC, by the start of its logical id. */
const networksOf = (made: SynthesisedApp) =>
  Object.fromEntries(
    made
      .each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE)
      .map(({ id, properties }) => [id.replace(/Function.*$/, ''), properties.VpcConfig]),
  );

describe('only poll is in the VPC (O4)', () => {
  test.each(['nat-gateway', 'nat-instance'] as const)(
    '%s: in the private subnets of NotifierEgress, which cannot be deleted while poll uses it',
    (mode) => {
      const { Poll, ...others } = networksOf(modes[mode]);
      expect(Poll?.SubnetIds).toEqual(EXPORTS.subnetIds.map((name) => ({ 'Fn::ImportValue': name })));
      expect(others).toStrictEqual(IN_NONE);
      const offered = JSON.stringify(modes[mode].egress?.outputs);
      for (const name of [EXPORTS.vpcId, ...EXPORTS.subnetIds]) expect(offered).toContain(`"${name}"`);
    },
  );

  test('existing-subnets: in the given subnets, without an egress stack', () => {
    const { Poll, ...others } = networksOf(modes['existing-subnets']);
    expect(Poll?.SubnetIds).toEqual(subnets.subnetIds);
    expect(others).toStrictEqual(IN_NONE);
    expect(modes['existing-subnets'].egress).toBeUndefined();
  });

  test('none: no function is in a VPC, and synth warns', () => {
    expect(networksOf(modes.none)).toStrictEqual({ Poll: undefined, ...IN_NONE });
    expect(modes.none.egress).toBeUndefined();
    expect(modes.none.count('AWS::EC2::SecurityGroup')).toBe(0);
    expect(modes.none.warnings).toEqual([expect.stringMatching(/Coupang cannot be reached.*nat-gateway/)]);
    for (const mode of ['nat-gateway', 'nat-instance'] as const) expect(modes[mode].warnings).toEqual([]);
  });

  test('after a change to none, poll’s role keeps the rights with which Lambda deletes the network interfaces', () => {
    const rightsIn = (made: SynthesisedApp) => shapes.readFunctions(made).rightsOf('Poll')['everything'];
    expect(rightsIn(modes.none)).toContain('DeleteNetworkInterface');
    expect(rightsIn(modes.none)).toEqual(rightsIn(modes['nat-gateway']));
  });

  test.each(['nat-gateway', 'nat-instance', 'existing-subnets'] as const)(
    '%s: only HTTPS leaves, nothing enters',
    (mode) => {
      const [group, ...more] = modes[mode].each('AWS::EC2::SecurityGroup', shapes.SECURITY_GROUP_SHAPE);
      expect(more).toEqual([]);
      expect(group?.properties.SecurityGroupIngress).toBeUndefined();
      expect(group?.properties.SecurityGroupEgress).toEqual([
        expect.objectContaining({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }),
      ]);
      expect(networksOf(modes[mode])['Poll']?.SecurityGroupIds).toEqual([
        { 'Fn::GetAtt': [group?.id, 'GroupId'] },
      ]);
    },
  );

  test('uses the team’s own security group unchanged', () => {
    const own = synthesise(
      configFixture({}, true, {
        egress: 'existing-subnets',
        existingSubnets: { ...subnets, subnetIds: ['subnet-0123abcd'], securityGroupId: 'sg-0123abcd' },
      }),
    );
    expect(own.count('AWS::EC2::SecurityGroup')).toBe(0);
    expect(networksOf(own)['Poll']?.SecurityGroupIds).toEqual(['sg-0123abcd']);
    expect(own.warnings).toEqual([expect.stringMatching(/names one subnet/)]);
  });

  test.each(Object.entries(modes))('%s: cdk-nag refuses nothing (O5)', (_mode, { stack }) => {
    expect(new AwsSolutionsChecks().validateScope(stack).violations).toEqual([]);
  });
});

const existingAddress = { allocationId: 'eipalloc-0123abcd', ip: '203.0.113.7' };
const egressOf = (made: SynthesisedApp): Synthesised => {
  if (made.egress === undefined) throw new Error('There is no egress stack.');
  return made.egress;
};
const gateway = egressOf(modes['nat-gateway']);
const instance = egressOf(modes['nat-instance']);
const anything = z.record(z.string(), z.unknown());

describe.each([
  ['nat-gateway', gateway],
  ['nat-instance', instance],
] as const)('the egress by %s (O4)', (mode, egress) => {
  test('passes cdk-nag, and creates no function and no custom resource (O5)', () => {
    expect(new AwsSolutionsChecks().validateScope(egress.stack).violations).toEqual([]);
    expect(egress.json).not.toMatch(/Custom::|AWS::Lambda/);
  });

  test('keeps its address when it is deleted, except after a failed first deploy', () => {
    expect(egress.deletionPolicies('AWS::EC2::EIP')).toEqual(['RetainExceptOnCreate']);
  });

  test('reuses the address of an earlier stack', () => {
    const again = egressOf(synthesise(configFixture({}, true, { egress: mode, existingAddress })));
    expect(again.count('AWS::EC2::EIP')).toBe(0);
    const [used] = again.each(
      mode === 'nat-gateway' ? 'AWS::EC2::NatGateway' : 'AWS::EC2::EIPAssociation',
      z.object({ AllocationId: z.string() }),
    );
    expect(used?.properties.AllocationId).toBe(existingAddress.allocationId);
    expect(JSON.stringify(again.outputs[OUTPUTS.nextStep])).toContain('add 203.0.113.7 to');
  });
});

describe('a NAT gateway (O4)', () => {
  const madeSubnets = gateway.each('AWS::EC2::Subnet', shapes.SUBNET_SHAPE);

  test('spans two zones, has one gateway, and assigns no other public address', () => {
    const zones = madeSubnets.map(({ properties }) => JSON.stringify(properties.AvailabilityZone));
    expect(new Set(zones).size).toBe(2);
    expect(madeSubnets.map(({ properties }) => properties.MapPublicIpOnLaunch)).toEqual(Array(4).fill(false));
    expect(gateway.count('AWS::EC2::NatGateway')).toBe(1);
    expect(gateway.count('AWS::EC2::EIP')).toBe(1);
  });

  test('takes the default route of both private subnets, and the address', () => {
    const [nat] = gateway.each('AWS::EC2::NatGateway', anything);
    expect(nat?.properties).toMatchObject({
      AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] },
      SubnetId: { Ref: expect.stringMatching(/^VpcPublicSubnet1/) },
    });
    const routed = gateway
      .each('AWS::EC2::Route', anything)
      .filter(({ id }) => id.startsWith('VpcPrivate'))
      .map(({ properties }) => [properties['DestinationCidrBlock'], properties['NatGatewayId']]);
    const route = ['0.0.0.0/0', { Ref: nat?.id }];
    expect(routed).toEqual([route, route]);
  });

  test('needs no credentials at synth, since the deployment resolves the zones', () => {
    expect(madeSubnets[0]?.properties.AvailabilityZone).toEqual({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] });
  });

  test('outputs the address and how to register it in WING', () => {
    const { Value } = z.object({ Value: z.unknown() }).parse(gateway.outputs[OUTPUTS.egressIp]);
    expect(Value).toEqual({ Ref: 'Address' });
    expect(JSON.stringify(gateway.outputs[OUTPUTS.nextStep])).toMatch(
      /In WING, add .*Address.* never reissue it/,
    );
  });

  test('reaches DynamoDB without the gateway', () => {
    const [endpoint] = gateway.each('AWS::EC2::VPCEndpoint', shapes.ENDPOINT_SHAPE);
    expect(endpoint?.properties.VpcEndpointType).toBe('Gateway');
    expect(JSON.stringify(endpoint?.properties.ServiceName)).toContain('dynamodb');
    expect(endpoint?.properties.RouteTableIds.map(({ Ref }) => Ref)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^VpcPrivateSubnet1/),
        expect.stringMatching(/^VpcPrivateSubnet2/),
      ]),
    );
  });
});

/** The only resource of a type. */
const only = (type: string) => {
  const [found, ...more] = instance.each(type, anything);
  if (found === undefined || more.length > 0) throw new Error(`There is not exactly one ${type}.`);
  return found;
};
const networkInterface = only('AWS::EC2::NetworkInterface');
const group = only('AWS::AutoScaling::AutoScalingGroup');
const template = z
  .object({
    LaunchTemplateData: z.looseObject({ UserData: z.object({ 'Fn::Base64': z.string() }) }),
  })
  .parse(only('AWS::EC2::LaunchTemplate').properties).LaunchTemplateData;
const script = template.UserData['Fn::Base64'];
const SUBNETS = ['10.0.0.64/26', '10.0.0.128/26'];

describe('a NAT instance (O4)', () => {
  test('attaches routes and address to an interface that outlives each instance', () => {
    expect(networkInterface.properties).toMatchObject({ SourceDestCheck: false });
    expect(only('AWS::EC2::EIPAssociation').properties).toEqual({
      AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] },
      NetworkInterfaceId: { Ref: networkInterface.id },
    });
    const routed = instance
      .each('AWS::EC2::Route', anything)
      .filter(({ id }) => id.startsWith('VpcPrivate'))
      .map(({ properties }) => properties['NetworkInterfaceId']);
    expect(routed).toEqual([{ Ref: networkInterface.id }, { Ref: networkInterface.id }]);
    expect(template['NetworkInterfaces']).toEqual([
      { DeviceIndex: 0, NetworkInterfaceId: { Ref: networkInterface.id } },
    ]);
  });

  test('runs one instance at a time, in the interface’s zone, and replaces it within 30 days', () => {
    expect(group.properties).toMatchObject({
      MinSize: '1',
      MaxSize: '1',
      AvailabilityZones: [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
      InstanceMaintenancePolicy: { MinHealthyPercentage: 0, MaxHealthyPercentage: 100 },
      MaxInstanceLifetime: 30 * 86_400,
      // docs/operator-policy.json allows actions on it by this name.
      Tags: [{ Key: 'Name', PropagateAtLaunch: true, Value: 'NotifierEgress NAT' }],
    });
    // AWS takes zones or subnets, and with an existing interface only zones.
    expect(group.properties).not.toHaveProperty('VPCZoneIdentifier');
  });

  test('resolves the newest image at launch, so a deploy replaces the instance only if the template changes', () => {
    expect(template['ImageId']).toBe(
      'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    );
    expect(instance.json).not.toMatch(/\bami-[0-9a-f]{8,}|AWS::SSM::Parameter::Value<AWS::EC2/);
    expect(instance.json).toMatch(
      /"AutoScalingRollingUpdate": \{\s+"MinInstancesInService": 0,\s+"MaxBatchSize": 1/,
    );
  });

  test('is small and encrypted, and requires a token for its metadata', () => {
    expect(template).toMatchObject({
      InstanceType: 't4g.nano',
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeType: 'gp3', VolumeSize: 8 } }],
      InstanceInitiatedShutdownBehavior: 'terminate',
    });
    expect(template).not.toHaveProperty('KeyName');
  });

  test('accepts only HTTPS from the private subnets, and sends only HTTPS', () => {
    const [{ properties } = { properties: undefined }, ...more] = instance.each(
      'AWS::EC2::SecurityGroup',
      shapes.SECURITY_GROUP_SHAPE,
    );
    expect(more).toEqual([]);
    const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
    expect(properties?.SecurityGroupIngress).toEqual(
      SUBNETS.map((CidrIp) => expect.objectContaining({ ...https, CidrIp })),
    );
    expect(properties?.SecurityGroupEgress).toEqual([
      expect.objectContaining({ ...https, CidrIp: '0.0.0.0/0' }),
    ]);
  });

  test('may open Session Manager sessions, and change nothing', () => {
    const [role] = instance.each('AWS::IAM::Role', anything);
    expect(role?.properties).not.toHaveProperty('ManagedPolicyArns');
    expect(instance.count('AWS::IAM::Policy')).toBe(0);
    const actions = instance.json.match(/"(ec2|ssm|ssmmessages|autoscaling|iam|s3):\w+"/g);
    expect(actions?.sort()).toEqual([
      '"ssm:UpdateInstanceInformation"',
      '"ssmmessages:CreateControlChannel"',
      '"ssmmessages:CreateDataChannel"',
      '"ssmmessages:OpenControlChannel"',
      '"ssmmessages:OpenDataChannel"',
    ]);
  });

  test('keeps address, subnets, exports and routes in a change from or to a NAT gateway', () => {
    for (const type of ['AWS::EC2::EIP', 'AWS::EC2::Subnet', 'AWS::EC2::Route', 'AWS::EC2::VPC'])
      expect(instance.each(type, anything).map(({ id }) => id)).toEqual(
        gateway.each(type, anything).map(({ id }) => id),
      );
    expect(instance.outputs).toEqual(gateway.outputs);
    expect(instance.count('AWS::EC2::NatGateway')).toBe(0);
  });
});

describe('the start-up script', () => {
  test('has valid bash syntax', () => {
    expect(spawnSync('bash', ['-n'], { input: script })).toMatchObject({ status: 0 });
    expect(spawnSync('bash', ['-n'], { input: `${script}\nif` }).status).not.toBe(0);
  });

  test('sets its rules before it forwards, and only for the private subnets', () => {
    expect(script).toContain(`ip saddr { ${SUBNETS.join(', ')} } masquerade`);
    const order = ['swapon', 'dnf install', 'systemctl restart nftables', 'net.ipv4.ip_forward = 1'].map(
      (step) => script.indexOf(step),
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((position, other) => position - other));
  });

  test('terminates an instance that cannot forward, so that the group starts another', () => {
    // Stand-ins for the commands of the instance. No file outside of the shell's own folder is written.
    const run = (installs: boolean) =>
      spawnSync('/bin/bash', ['-s'], {
        env: { PATH: '/nowhere' },
        input: [
          'dd() { :; }; chmod() { :; }; mkswap() { :; }; swapon() { :; }; sleep() { :; }; cat() { :; }',
          'systemctl() { :; }; sysctl() { :; }; shutdown() { echo "shutdown $*"; }',
          `dnf() { ${installs ? ':' : 'false'}; }; nft() { ${installs ? ':' : 'false'}; }`,
          script.replaceAll(/> \/etc\/\S+/g, ''),
        ].join('\n'),
        encoding: 'utf8',
      });
    expect(run(true)).toMatchObject({ status: 0, stdout: expect.not.stringContaining('shutdown') });
    const failed = run(false);
    expect(failed.status).not.toBe(0);
    expect(failed.stdout).toContain('shutdown -h +5');
  });
});

describe('a trial', () => {
  const endpoints = { coupangBaseUrl: 'http://127.0.0.1:4500', slackApiUrl: 'http://127.0.0.1:4501/api/' };
  const trial = synthesise(configFixture({}, true, { egress: 'none' }), { endpoints });
  const environments = trial
    .each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE)
    .map(({ properties }) => properties.Environment.Variables);

  test('lets poll call the simulator and notify call the local Slack, and synth reports it', () => {
    expect(
      environments.map((variables) => [variables[ENV.coupangBaseUrl], variables[ENV.slackApiUrl]]),
    ).toEqual([
      [endpoints.coupangBaseUrl, undefined],
      [undefined, undefined],
      [undefined, undefined],
      [undefined, endpoints.slackApiUrl],
    ]);
    expect(trial.warnings).toEqual([
      expect.stringMatching(/trial: poll calls http:.* not Coupang/),
      expect.stringMatching(/trial: notify calls http:.* not Slack/),
    ]);
  });
});
