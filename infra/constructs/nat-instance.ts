import { Duration, Fn, Stack, Validations } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import {
  CfnEIPAssociation,
  CfnLaunchTemplate,
  CfnNetworkInterface,
  CfnSecurityGroup,
  type ConfigureNatOptions,
  type GatewayConfig,
  type ISubnet,
  NatProvider,
  type PrivateSubnet,
  RouterType,
} from 'aws-cdk-lib/aws-ec2';
import {
  CfnInstanceProfile,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** The smallest disk that the image fits on. */
export const NAT_DISK_GB = 8;

/** Resolved at each launch, so a new image of AWS changes neither the template nor a deploy. */
const NEWEST_IMAGE = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';
/** A new instance is the only security update. */
const LONGEST_LIFE = Duration.days(30);

/**
 * A small server instead of a NAT gateway. Address, routes and security group belong to a permanent network interface.
 * An Auto Scaling group starts each instance on it, so an instance needs no rights in AWS. Source: Amazon EC2 Auto
 * Scaling user guide, "Examples for creating and managing launch templates", "Specify an existing network interface".
 */
export class NatInstance extends NatProvider {
  readonly configuredGateways: GatewayConfig[] = [];
  readonly #allocationId: string;
  #networkInterfaceId = '';

  constructor(allocationId: string) {
    super();
    this.#allocationId = allocationId;
  }

  override configureNat({ vpc, natSubnets, privateSubnets }: ConfigureNatOptions): void {
    const [subnet] = natSubnets;
    if (subnet === undefined) throw new Error('A NAT instance needs a public subnet.');
    const scope = new Construct(Stack.of(vpc), 'NatInstance');
    const callers = privateSubnets.map(({ ipv4CidrBlock }) => ipv4CidrBlock);
    const networkInterface = new CfnNetworkInterface(scope, 'Interface', {
      description: 'The address by which the Coupang inquiry notifier calls Coupang.',
      subnetId: subnet.subnetId,
      groupSet: [allowHttpsThrough(scope, vpc.vpcId, callers)],
      sourceDestCheck: false,
    });
    const address = new CfnEIPAssociation(scope, 'Address', {
      allocationId: this.#allocationId,
      networkInterfaceId: networkInterface.ref,
    });
    address.node.addDependency(subnet.internetConnectivityEstablished);
    // The first start installs a package and needs the address.
    startOn(scope, networkInterface.ref, subnet, natUserData(callers)).addResourceDependency(address);
    this.#networkInterfaceId = networkInterface.ref;
    this.configuredGateways.push({ az: subnet.availabilityZone, gatewayId: networkInterface.ref });
    for (const privateSubnet of privateSubnets) this.configureSubnet(privateSubnet);
  }

  override configureSubnet(subnet: PrivateSubnet): void {
    // The same id as a NAT gateway's route, so that a change between the two keeps the route.
    subnet.addRoute('DefaultRoute', {
      routerType: RouterType.NETWORK_INTERFACE,
      routerId: this.#networkInterfaceId,
      enablesInternetConnectivity: true,
    });
  }
}

const HTTPS = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

const allowHttpsThrough = (scope: Construct, vpcId: string, callers: string[]): string =>
  new CfnSecurityGroup(scope, 'SecurityGroup', {
    vpcId,
    groupDescription:
      'NAT instance of the Coupang inquiry notifier: HTTPS from the private subnets, and out.',
    securityGroupIngress: callers.map((cidrIp) => ({ ...HTTPS, cidrIp, description: 'HTTPS of poll.' })),
    securityGroupEgress: [
      { ...HTTPS, cidrIp: '0.0.0.0/0', description: 'HTTPS to Coupang, AWS and its packages.' },
    ],
  }).attrGroupId;

const startOn = (
  scope: Construct,
  networkInterfaceId: string,
  { availabilityZone }: ISubnet,
  userData: string,
): CfnAutoScalingGroup => {
  const template = new CfnLaunchTemplate(scope, 'Template', {
    launchTemplateData: {
      imageId: NEWEST_IMAGE,
      instanceType: 't4g.nano',
      iamInstanceProfile: { arn: allowSessionManager(scope) },
      networkInterfaces: [{ deviceIndex: 0, networkInterfaceId }],
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: NAT_DISK_GB, encrypted: true, deleteOnTermination: true },
        },
      ],
      instanceInitiatedShutdownBehavior: 'terminate',
      userData: Fn.base64(userData),
    },
  });
  const group = new CfnAutoScalingGroup(scope, 'Group', {
    minSize: '1',
    maxSize: '1',
    // The interface determines the subnet.
    availabilityZones: [availabilityZone],
    launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
    healthCheckType: 'EC2',
    healthCheckGracePeriod: Duration.minutes(5).toSeconds(),
    maxInstanceLifetime: LONGEST_LIFE.toSeconds(),
    // The interface serves one instance at a time, so the old instance ends first.
    instanceMaintenancePolicy: { minHealthyPercentage: 0, maxHealthyPercentage: 100 },
    tags: [{ key: 'Name', value: `${Stack.of(scope).stackName} NAT`, propagateAtLaunch: true }],
  });
  Validations.of(group).acknowledge({
    id: 'AwsSolutions-AS3',
    reason: 'A mail for each new instance would say nothing: the alarm "egress lost" tells if none works.',
  });
  group.cfnOptions.updatePolicy = {
    autoScalingRollingUpdate: { minInstancesInService: 0, maxBatchSize: 1 },
  };
  return group;
};

/** Narrower than AmazonSSMManagedInstanceCore, which may also read every parameter of the account. */
const allowSessionManager = (scope: Construct): string => {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    description: 'The NAT instance of the Coupang inquiry notifier: Session Manager, and nothing else.',
    inlinePolicies: {
      SessionManager: new PolicyDocument({
        statements: [
          // Source: Systems Manager user guide, "Create a custom IAM role for Session Manager".
          new PolicyStatement({
            actions: [
              'ssm:UpdateInstanceInformation',
              'ssmmessages:CreateControlChannel',
              'ssmmessages:CreateDataChannel',
              'ssmmessages:OpenControlChannel',
              'ssmmessages:OpenDataChannel',
            ],
            resources: ['*'],
          }),
        ],
      }),
    },
  });
  Validations.of(role).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'A session has no ARN before it is opened: AWS documents this policy with *.',
  });
  return new CfnInstanceProfile(scope, 'Profile', { roles: [role.roleName] }).attrArn;
};

/** Enough for dnf beside the SSM Agent: a t4g.nano has 512 MB. */
const SWAP_MB = 1024;

/**
 * The script of a NAT instance's first start, which sends the private subnets' traffic under the instance's address.
 * Later starts find the rules on the disk.
 * @param subnets the private subnets, as CIDR blocks
 */
const natUserData = (subnets: readonly string[]): string => `#!/bin/bash
set -eEuo pipefail

# An instance that cannot forward ends itself after five minutes, and the group starts another one.
trap 'shutdown -h +5' ERR

dd if=/dev/zero of=/swapfile bs=1M count=${SWAP_MB} status=none
chmod 600 /swapfile
mkswap /swapfile
swapon /swapfile

for _ in {1..10}; do
  dnf install -y nftables && break
  sleep 15
done

cat > /etc/sysconfig/nftables.conf <<'RULES'
table ip egress {
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr { ${subnets.join(', ')} } masquerade
  }
}
RULES
systemctl enable nftables
systemctl restart nftables
nft list table ip egress

echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-egress.conf
sysctl -p /etc/sysctl.d/90-egress.conf
`;
