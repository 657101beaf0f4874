/** Whether an address is one of the public internet: everything else (RFC 6890) is this machine, its network, or nobody. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const notPublic = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(network, bits, 'ipv4');

/** Only this part of IPv6 is given out; of it, tunnels carry other addresses inside. */
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');
const tunnels = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  tunnels.addSubnet(network, bits, 'ipv6');

export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublic.check(address, 'ipv4');
  return isIPv6(address) && given.check(address, 'ipv6') && !tunnels.check(address, 'ipv6');
}

const never = new BlockList();
never.addSubnet('0.0.0.0', 8, 'ipv4');
// Where machines of a cloud ask for their own keys.
never.addSubnet('169.254.0.0', 16, 'ipv4');
never.addSubnet('224.0.0.0', 3, 'ipv4');
never.addSubnet('::', 128, 'ipv6');
// Writings that carry an IPv4 address inside: translation, Teredo, 6to4.
for (const [network, bits] of [
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
] as const)
  never.addSubnet(network, bits, 'ipv6');
never.addSubnet('fe80::', 10, 'ipv6');
never.addSubnet('ff00::', 8, 'ipv6');

/** Also of a private network, but never link-local, multicast, or an address written inside another. */
export function isPrivateOrPublic(address: string): boolean {
  if (isIPv4(address)) return !never.check(address, 'ipv4');
  return isIPv6(address) && !isMapped(address) && !never.check(address, 'ipv6');
}

/** An IPv4 address in IPv6's writing, which no resolver gives by itself. A list of networks takes it for the IPv4 address. */
function isMapped(address: string): boolean {
  const written = `http://[${address}]/`;
  return !URL.canParse(written) || new URL(written).hostname.startsWith('[::ffff:');
}
