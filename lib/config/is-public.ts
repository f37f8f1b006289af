import { BlockList, isIP } from 'node:net';

/** Private, shared, loopback, link-local, benchmark, multicast and reserved blocks. Source: RFC 6890. */
const NOT_PUBLIC_IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
];

/**
 * Blocks of the global unicast addresses (`2000::/3`) whose addresses contain an IPv4 address (Teredo, 6to4) or are special. Source:
 * RFC 6890.
 */
const NOT_PUBLIC_IPV6: readonly [string, number][] = [
  ['2001::', 23],
  ['2002::', 16],
];

const listOf = (blocks: readonly [string, number][], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const [network, prefix] of blocks) list.addSubnet(network, prefix, family);
  return list;
};
const notPublic4 = listOf(NOT_PUBLIC_IPV4, 'ipv4');
const notPublic6 = listOf(NOT_PUBLIC_IPV6, 'ipv6');
const global6 = listOf([['2000::', 3]], 'ipv6');

/** Whether an IP address is reachable from everywhere. An IPv4 address in IPv6 notation counts as not public. */
export const isPublic = (ip: string): boolean => {
  switch (isIP(ip)) {
    case 4:
      return !notPublic4.check(ip, 'ipv4');
    case 6:
      return global6.check(ip, 'ipv6') && !notPublic6.check(ip, 'ipv6');
    default:
      return false;
  }
};
