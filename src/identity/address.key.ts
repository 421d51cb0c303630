import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** How many of the eight groups some text with colons stands for; an IPv4 address at its end is two. */
function groupsIn(text: string): string[] {
  const parts = text.split(':').filter(Boolean);
  return parts.flatMap((part) => (part.includes('.') ? ['0', '0'] : [part]));
}

/**
 * What of an address counts as one caller: an IPv4 address, and of IPv6 the first 64 bits, which is the least that one
 * household gets.
 */
export function addressKey(address: string): string {
  const [bare = ''] = address.split('%', 1);
  const mapped = MAPPED_IPV4.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return bare;
  const [head = '', tail = ''] = bare.split('::');
  const [left, right] = [groupsIn(head), groupsIn(tail)];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  const first = [...left, ...zeros, ...right].slice(0, 4);
  return `${first.map((group) => parseInt(group, 16).toString(16)).join(':')}::/64`;
}
