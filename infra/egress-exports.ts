import { type Named, namesOf } from '../lib/config/names.ts';

/**
 * The exports of NotifierEgress that Notifier imports. CloudFormation refuses to delete the egress while they are
 * imported. There are always two subnets, so each has its own name.
 */
export const egressExports = (config: Named) => {
  const { egress } = namesOf(config).stacks;
  return { vpcId: `${egress}-VpcId`, subnetIds: [`${egress}-SubnetId1`, `${egress}-SubnetId2`] };
};
