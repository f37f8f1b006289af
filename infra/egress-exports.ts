import { STACKS } from '../lib/config/names.ts';

/**
 * What Notifier imports from NotifierEgress. As long as it does, CloudFormation lets nobody take the egress away. One name a
 * subnet, for there are always two.
 */
export const EGRESS_EXPORTS = {
  vpcId: `${STACKS.egress}-VpcId`,
  subnetIds: [`${STACKS.egress}-SubnetId1`, `${STACKS.egress}-SubnetId2`],
} as const;
