import { STACKS } from '../lib/config/names.ts';

/**
 * What Notifier imports from NotifierEgress. CloudFormation refuses to delete the egress while it is imported. There
 * are always two subnets, so each has its own name.
 */
export const EGRESS_EXPORTS = {
  vpcId: `${STACKS.egress}-VpcId`,
  subnetIds: [`${STACKS.egress}-SubnetId1`, `${STACKS.egress}-SubnetId2`],
} as const;
