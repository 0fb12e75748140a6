import { lookup } from 'node:dns';
import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net';
import { downloadError } from './errors.ts';

/**
 * IPv4 that is not public: unspecified, private, CGNAT, loopback, link-local, protocol assignments,
 * documentation, 6to4 relay, benchmarking, multicast, reserved and broadcast
 * (IANA IPv4 Special-Purpose Address Registry, RFC 6890; read November 2026).
 */
const innerIPv4 = [
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
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** All of IPv6 that is public; loopback, mapped IPv4, ULA, link-local and multicast lie outside (RFC 4291). */
const outerIPv6 = [['2000::', 3]] as const;

/** Inside the public part, but Teredo and other protocol assignments, documentation, 6to4 (RFC 6890, RFC 9637). */
const innerIPv6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

/** Networks without IPv4 reach it through this prefix; the last 32 bits are the IPv4 address (RFC 6052). */
const translated = '64:ff9b::';

type Ranges = readonly (readonly [network: string, prefix: number])[];

/** One family a list: a rule for mapped IPv4 would match every plain IPv4 address too. */
function listOf(family: 'ipv4' | 'ipv6', ranges: Ranges): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
}

const inner4 = listOf('ipv4', innerIPv4);
const outer6 = listOf('ipv6', outerIPv6);
const inner6 = listOf('ipv6', innerIPv6);
const translated6 = listOf('ipv6', [[translated, 96]]);
const translatedInner6 = listOf(
  'ipv6',
  innerIPv4.map(([network, prefix]) => [`${translated}${network}`, 96 + prefix]),
);

/** Whether an IP address is reachable by everyone; false for whatever is no address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !inner4.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  if (translated6.check(address, 'ipv6')) return !translatedInner6.check(address, 'ipv6');
  return outer6.check(address, 'ipv6') && !inner6.check(address, 'ipv6');
}

export const innerAddress = (host: string, address: string) =>
  downloadError(
    'invalid-request',
    `The video link points to ${host === address ? '' : `${host} at `}${address}, which is not a public address; no request was sent.`,
    'If you trust this host, add it to allowHosts.',
  );

/**
 * A `lookup` for `node:http` and `node:https` that knows no name with an address that is not public. The connection
 * is made to the very addresses that were checked, so a name cannot change its mind in between (DNS rebinding).
 */
export const publicLookup: LookupFunction = (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const inner = addresses.find(({ address }) => !isPublicAddress(address));
    if (inner !== undefined) return callback(innerAddress(host, inner.address), []);
    if (options.all === true) return callback(null, addresses);
    const [first] = addresses;
    callback(null, first?.address ?? '', first?.family);
  });
};
