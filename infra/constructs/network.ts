import { Fn } from 'aws-cdk-lib';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { hasEgressStack } from '../../lib/config/aws-settings.ts';
import type { Config } from '../../lib/config/schema.ts';
import { egressExports } from '../egress-exports.ts';

export type Network = { subnetIds: string[]; securityGroupIds: string[] };

/** The network path to Coupang. `none`: no VPC, so that Coupang refuses all calls. */
export const createNetwork = (
  scope: Construct,
  { egress, existingSubnets, namePrefix }: Pick<Config, 'egress' | 'existingSubnets' | 'namePrefix'>,
): Network | 'none' => {
  if (hasEgressStack(egress)) {
    const exported = egressExports({ namePrefix });
    const vpcId = Fn.importValue(exported.vpcId);
    return {
      subnetIds: exported.subnetIds.map((name) => Fn.importValue(name)),
      securityGroupIds: [allowHttpsAlone(scope, vpcId)],
    };
  }
  if (existingSubnets === undefined) return 'none';
  const { vpcId, subnetIds, securityGroupId } = existingSubnets;
  return { subnetIds, securityGroupIds: [securityGroupId ?? allowHttpsAlone(scope, vpcId)] };
};

/** DNS needs no rule: the VPC resolves names itself, and security groups do not filter that. */
const allowHttpsAlone = (scope: Construct, vpcId: string): string =>
  new CfnSecurityGroup(scope, 'PollSecurityGroup', {
    vpcId,
    groupDescription: 'poll of the Coupang inquiry notifier: HTTPS out, nothing in.',
    securityGroupEgress: [
      {
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        cidrIp: '0.0.0.0/0',
        description: 'HTTPS to Coupang and to AWS.',
      },
    ],
  }).attrGroupId;
