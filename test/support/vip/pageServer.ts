import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeVip } from './fakeVip.ts';

// The VIP service of docs/factors/symantec.md, a process of its own. Its certificates go into the folder that it is given.
const [folder = '.'] = process.argv.slice(2);
const vip = await fakeVip();
const { cert, key } = await vip.authority.issue('customer');
for (const [name, text] of Object.entries({
  'client.pem': cert,
  'client.key': key,
  'authority.pem': vip.authority.cert,
})) {
  writeFileSync(join(folder, `vip-${name}`), text);
}
const right = new Set(['827635', '411295', '502768']);
vip.honest = ({ codes }) => ({ code: codes.every((code) => right.has(code)) ? '0000' : '49b5' });
console.log(vip.port);
