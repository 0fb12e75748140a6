/**
 * A number from 0 up to 1 that only the two whole numbers decide: the finalizer of MurmurHash3 (Austin Appleby, public
 * domain), applied to both.
 */
export function share(seed: number, index: number): number {
  return mix(mix(seed) ^ Math.imul(index, 0x9e3779b9)) / 2 ** 32;
}

function mix(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
