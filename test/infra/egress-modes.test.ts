import { describe, expect, test } from '@jest/globals';
import { AwsSolutionsChecks } from 'cdk-nag';
import { egressExports } from '../../infra/egress-exports.ts';
import { ENV } from '../../lib/config/names.ts';
import { configFixture } from './config-fixture.ts';
import { type SynthesisedApp, synthesise } from './synthesise.ts';
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
    const rightsIn = (made: SynthesisedApp) =>
      shapes
        .readFunctions(made)
        .actionsOf('Poll', 'ec2:')
        .filter((action) => action.includes('Interface'));
    expect(rightsIn(modes.none)).toContain('ec2:DeleteNetworkInterface');
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

describe('a trial', () => {
  const endpoints = { coupangBaseUrl: 'http://127.0.0.1:4500', slackApiUrl: 'http://127.0.0.1:4501/api/' };
  const trial = synthesise(configFixture({}, true, { egress: 'none' }), { endpoints });
  const environments = trial
    .each('AWS::Lambda::Function', shapes.FUNCTION_SHAPE)
    .map(({ properties }) => properties.Environment.Variables);

  test('lets poll call the simulator and notify call the local Slack, and synth reports it', () => {
    expect(environments.map((variables) => variables[ENV.coupangBaseUrl])).toEqual([
      endpoints.coupangBaseUrl,
      undefined,
      undefined,
      undefined,
    ]);
    expect(environments.map((variables) => variables[ENV.slackApiUrl])).toEqual([
      undefined,
      undefined,
      undefined,
      endpoints.slackApiUrl,
    ]);
    expect(trial.warnings).toEqual([
      expect.stringMatching(/trial: poll calls http:.* not Coupang/),
      expect.stringMatching(/trial: notify calls http:.* not Slack/),
    ]);
  });
});
