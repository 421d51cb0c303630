import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { FetchError } from './fetch.error';

/** Public by their range, yet only reachable from inside a cloud, where they give out secrets. */
const METADATA = new Set(['168.63.129.16']);
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address belongs to the public internet, and not to this machine or its network. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare) || METADATA.has(bare)) return false;
  const parsed = ipaddr.parse(bare);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
}

/**
 * Refuses an address that may not be fetched: other schemes than HTTP, a name and password in it, a literal
 * address that is not public. A name is judged when it is connected to, by `publicLookup`.
 */
export function checkUrl(url: URL, allowPrivate: boolean): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError(
      'refused',
      `Only http and https addresses can be fetched, not "${url.protocol}".`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchError('refused', 'An address with a user name or a password in it is refused.');
  }
  // The URL parser has turned decimal, octal and hexadecimal forms of an address into the usual one.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (!allowPrivate && ipaddr.isValid(host) && !isPublicAddress(host)) throw refused(url.hostname);
}

/**
 * A resolver for connections that knows only public addresses. The address that was judged is the one
 * that is connected to, so a name that changes its address in between gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, found?: LookupAddress[]) => {
    const addresses = found ?? [];
    const [first] = addresses;
    if (error || !first) {
      callback(error ?? new Error(`No address for ${hostname}`), '', 0);
    } else if (!addresses.every(({ address }) => isPublicAddress(address))) {
      callback(refused(hostname), '', 0);
    } else if (options.all) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

function refused(host: string): FetchError {
  return new FetchError(
    'refused',
    `"${host}" is not on the public internet, so nothing is fetched from it.`,
  );
}
