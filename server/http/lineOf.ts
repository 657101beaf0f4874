/**
 * Whose line an address is, for limits by address. A subscriber is given a whole /64 of IPv6 at least (RFC 6177) and takes as many addresses
 * of it as there are tries, so all of one prefix count as one; an IPv4 address is one however it is written.
 */
import { isIPv6 } from 'node:net';

const groupsOfPrefix = 4;

/** The address itself for IPv4, the /64 for IPv6. */
export function lineOf(address: string | undefined): string {
  const [bare = ''] = (address ?? '').split('%');
  if (!isIPv6(bare)) return bare;
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.');
  return `${groups
    .slice(0, groupsOfPrefix)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of a valid IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = [], tail] = address.split('::').map(parseGroups);
  if (tail === undefined) return head;
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function parseGroups(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
