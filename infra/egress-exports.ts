import { type Named, namesOf } from '../lib/config/names.ts';

/**
 * What Notifier imports from NotifierEgress. CloudFormation refuses to delete the egress while it is imported. There
 * are always two subnets, so each has its own name.
 */
export const egressExports = (config: Named) => {
  const { egress } = namesOf(config).stacks;
  return { vpcId: `${egress}-VpcId`, subnetIds: [`${egress}-SubnetId1`, `${egress}-SubnetId2`] };
};
