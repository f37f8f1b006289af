import { CfnOutput, Fn, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import {
  CfnEIP,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  NatProvider,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { OUTPUTS } from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import { NatInstance } from './constructs/nat-instance.ts';
import { egressExports } from './egress-exports.ts';

export type EgressStackProps = StackProps & {
  config: Pick<Config, 'egress' | 'existingAddress' | 'namePrefix'>;
};

/**
 * The fixed address for calls to Coupang: a VPC whose private subnets leave through one NAT. It is deployed first,
 * because WING needs the address before it issues a key. The address outlives the stack.
 */
export class EgressStack extends Stack {
  constructor(scope: Construct, id: string, { config, ...props }: EgressStackProps) {
    super(scope, id, props);
    const { allocationId, ip } = config.existingAddress ?? this.createAddress();
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr('10.0.0.0/24'),
      // Poll may run in either zone. The only NAT is in the first zone, because Coupang admits single addresses.
      maxAzs: 2,
      natGateways: 1,
      natGatewayProvider:
        config.egress === 'nat-instance'
          ? new NatInstance(allocationId)
          : NatProvider.gateway({ eipAllocationIds: [allocationId] }),
      subnetConfiguration: [
        { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false },
        { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 26 },
      ],
      // Free, and it carries most of poll's traffic. A NAT gateway would charge for each gigabyte.
      gatewayEndpoints: { DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
    });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason:
        'Flow logs would record that one function calls Coupang and AWS by HTTPS, at more cost than the rest of the logs; its own log names each call.',
    });

    const exported = egressExports(config);
    new CfnOutput(this, 'VpcId', { value: vpc.vpcId, exportName: exported.vpcId });
    for (const [index, exportName] of exported.subnetIds.entries())
      new CfnOutput(this, `SubnetId${index + 1}`, {
        value: vpc.privateSubnets[index]?.subnetId ?? '',
        exportName,
      });
    new CfnOutput(this, OUTPUTS.egressIp, { value: ip, description: 'The address that Coupang sees.' });
    new CfnOutput(this, OUTPUTS.nextStep, {
      value: Fn.join('', [
        'In WING, add ',
        ip,
        " to the addresses of the Open API key (seller information, additional sales information, Open API key) of every vendor. No key yet: give the address when you have it issued. A key of your own that an ERP uses, too: edit its addresses, never reissue it. An integrator's key takes no address. Coupang takes up to 30 minutes for a change and more than 24 hours for a first key.",
      ]),
    });
  }

  /** Names two zones without a call to AWS, so that `cdk synth` needs no credentials. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }

  private createAddress(): { allocationId: string; ip: string } {
    const address = new CfnEIP(this, 'Address', { domain: 'vpc' });
    // A failed first deploy deletes the address.
    address.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    return { allocationId: address.attrAllocationId, ip: address.ref };
  }
}
