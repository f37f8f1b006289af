import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { OUTPUTS } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { print, type Synthesised, synthesise, templateOf } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const existingAddress = { allocationId: 'eipalloc-0123abcd', ip: '203.0.113.7' };
const egressOf = (egress: 'nat-instance' | 'nat-gateway', changes = {}): Synthesised => {
  const made = synthesise(configFixture({}, true, { egress, ...changes })).egress;
  if (made === undefined) throw new Error('There is no egress stack.');
  return made;
};
const instance = egressOf('nat-instance');
const gateway = egressOf('nat-gateway');

const anything = z.record(z.string(), z.unknown());
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

describe('the egress by a NAT instance (O4)', () => {
  // The stack by a gateway is the snapshot of egress-stack.test.ts.
  test('is the one that was reviewed', () => {
    const before = templateOf(gateway);
    const { Resources, ...rest } = templateOf(instance);
    const changed = Object.entries(Resources).filter(
      ([id, resource]) => JSON.stringify(resource) !== JSON.stringify(before.Resources[id]),
    );
    const removed = Object.keys(before.Resources).filter((id) => !(id in Resources));
    expect(print({ removed, Resources: Object.fromEntries(changed), ...rest })).toMatchSnapshot();
  });

  test('passes cdk-nag (O5)', () => {
    expect(new AwsSolutionsChecks().validateScope(instance.stack).violations).toEqual([]);
  });

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

  test('keeps its address when it is deleted, or reuses the address of an earlier stack', () => {
    expect(instance.deletionPolicies('AWS::EC2::EIP')).toEqual(['RetainExceptOnCreate']);
    const again = egressOf('nat-instance', { existingAddress });
    expect(again.count('AWS::EC2::EIP')).toBe(0);
    const [association] = again.each('AWS::EC2::EIPAssociation', z.object({ AllocationId: z.string() }));
    expect(association?.properties.AllocationId).toBe(existingAddress.allocationId);
    expect(JSON.stringify(again.outputs[OUTPUTS.nextStep])).toContain('add 203.0.113.7 to');
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
