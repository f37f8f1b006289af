/** Enough for dnf beside the SSM Agent: a t4g.nano has 512 MB. */
const SWAP_MB = 1024;

/**
 * The script of a NAT instance's first start, which sends the private subnets' traffic under the instance's address.
 * Later starts find the rules on the disk.
 * @param subnets the private subnets, as CIDR blocks
 */
export const natUserData = (subnets: readonly string[]): string => `#!/bin/bash
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
