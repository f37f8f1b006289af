/** The ways to Coupang, in the order in which the setup guide recommends them. */
export const EGRESS = ['existing-subnets', 'nat-instance', 'nat-gateway', 'none'] as const;

export type Egress = (typeof EGRESS)[number];

/** Whether NotifierEgress makes the address that Coupang sees. */
export const hasEgressStack = (egress: Egress): boolean =>
  egress === 'nat-instance' || egress === 'nat-gateway';
