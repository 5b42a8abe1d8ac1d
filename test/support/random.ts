import { createHmac } from 'node:crypto';

/** Reproducible "random" bytes; every test run draws the same. */
export function seededRandom(seed = 'seed'): (bytes: number) => Uint8Array {
  let n = 0;
  return (bytes) => {
    const blocks: Buffer[] = [];
    for (let got = 0; got < bytes; got += 64) blocks.push(createHmac('sha512', seed).update(String(n++)).digest());
    return new Uint8Array(Buffer.concat(blocks).subarray(0, bytes));
  };
}
