import { describe, expect, test } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod/mini';
import { OUTPUTS } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { print, type Synthesised, synthesise } from './synthesise.ts';
import * as shapes from './template-shapes.ts';

const made = synthesise(configFixture());
const egress = made.egress ?? fail();
const subnets = egress.each('AWS::EC2::Subnet', shapes.SUBNET_SHAPE);

function fail(): Synthesised {
  throw new Error('There is no egress stack.');
}

describe('the egress by a NAT gateway (O4)', () => {
  test('is the one that was reviewed', () => {
    expect(print(JSON.parse(egress.json))).toMatchSnapshot();
  });

  test('passes cdk-nag (O5)', () => {
    expect(new AwsSolutionsChecks().validateScope(egress.stack).violations).toEqual([]);
  });

  test('spans two zones, has one gateway, and assigns no other public address', () => {
    const zones = subnets.map(({ properties }) => JSON.stringify(properties.AvailabilityZone));
    expect(new Set(zones).size).toBe(2);
    expect(subnets.map(({ properties }) => properties.MapPublicIpOnLaunch)).toEqual(Array(4).fill(false));
    expect(egress.count('AWS::EC2::NatGateway')).toBe(1);
    expect(egress.count('AWS::EC2::EIP')).toBe(1);
  });

  test('needs no credentials at synth, since the deployment resolves the zones', () => {
    expect(subnets[0]?.properties.AvailabilityZone).toEqual({ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] });
  });

  test('keeps its address when it is deleted, except after a failed first deploy', () => {
    expect(egress.deletionPolicies('AWS::EC2::EIP')).toEqual(['RetainExceptOnCreate']);
  });

  test('outputs the address and how to register it in WING', () => {
    const { Value } = z.object({ Value: z.unknown() }).parse(egress.outputs[OUTPUTS.egressIp]);
    expect(Value).toEqual({ Ref: 'Address' });
    expect(JSON.stringify(egress.outputs[OUTPUTS.nextStep])).toMatch(
      /In WING, add .*Address.* never reissue it/,
    );
  });

  test('reaches DynamoDB without the gateway', () => {
    const [endpoint] = egress.each('AWS::EC2::VPCEndpoint', shapes.ENDPOINT_SHAPE);
    expect(endpoint?.properties.VpcEndpointType).toBe('Gateway');
    expect(JSON.stringify(endpoint?.properties.ServiceName)).toContain('dynamodb');
    expect(endpoint?.properties.RouteTableIds.map(({ Ref }) => Ref)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^VpcPrivateSubnet1/),
        expect.stringMatching(/^VpcPrivateSubnet2/),
      ]),
    );
  });

  test('creates no custom resource', () => {
    expect(egress.json).not.toMatch(/Custom::|AWS::Lambda/);
  });

  test('reuses the address of an earlier stack', () => {
    const existingAddress = { allocationId: 'eipalloc-0123abcd', ip: '203.0.113.7' };
    const again = synthesise(configFixture({}, true, { existingAddress })).egress ?? fail();
    expect(again.count('AWS::EC2::EIP')).toBe(0);
    const [gateway] = again.each('AWS::EC2::NatGateway', z.object({ AllocationId: z.string() }));
    expect(gateway?.properties.AllocationId).toBe('eipalloc-0123abcd');
    expect(JSON.stringify(again.outputs[OUTPUTS.nextStep])).toContain('add 203.0.113.7 to');
  });
});
