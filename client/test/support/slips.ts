import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A slip of the pen in a call whose reply is used afterwards, and the one thing that the compiler says. */
type Slip = readonly [call: string, used: string, said: RegExp];

const slips: readonly Slip[] = [
  [
    "enrollFactor({ userId, body: { factorType: 'sms', profile: { phoneNumbr: '+1' } } })",
    'profile.phoneNumber',
    /'phoneNumber'/,
  ],
  [
    "enrollFactor({ userId, body: { factorType: 'sms', profil: { phoneNumber: '+1' } } })",
    'profile.phoneNumber',
    /'profile'/,
  ],
  [
    "enrollFactor({ userId, body: { factorType: 'sms', profile: {} } })",
    'profile.phoneNumber',
    /'phoneNumber' is missing/,
  ],
  [
    "enrollFactor({ userId, body: { factorType: 'call', profile: { phoneExtension: '7' } } })",
    'profile.phoneNumber',
    /'phoneNumber' is missing/,
  ],
  [
    "enrollFactor({ userId, body: { factorType: 'sms', profile: { phoneNumber: 15550100001 } } })",
    'profile.phoneNumber',
    /'number'/,
  ],
  [
    "enrollFactor({ userId, body: { factorType: 'smss', profile: { phoneNumber: '+1' } } })",
    'profile.phoneNumber',
    /'"sms"'/,
  ],
  [
    "enrollFactor({ userId, body: { factorType: 'sms', provider: 'OKTO', profile: { phoneNumber: '+1' } } })",
    'profile.phoneNumber',
    /"OKTA"/,
  ],
  ["enrollFactor({ userId, body: { factorType: 'token:software:totp', provider: 'GOGLE' } })", 'id', /"GOOGLE"/],
  ["enrollFactor({ userId, body: { factorType: 'token:software:totp' } })", 'id', /'provider' is missing/],
  [
    "enrollFactor({ userId, body: { factorType: 'question', profile: { question: 'disliked_food', anser: 'x' } } })",
    'profile.questionText',
    /'answer'/,
  ],
  ["enrollFactor({ userID: userId, body: { factorType: 'sms', profile: { phoneNumber: '+1' } } })", 'id', /'userId'/],
  ["enrolFactor({ userId, body: { factorType: 'sms', profile: { phoneNumber: '+1' } } })", 'id', /'enrollFactor'/],
  ["activateFactor({ userId, factorId, body: { passcode: '1' } })", 'status', /passcode/],
  ["verifyFactor({ userId, factorId, body: { passcode: '1' } })", 'factorResult', /passcode/],
];

const client = join(import.meta.dirname, '../../src/createClient.ts');
const compilerOptions = {
  ...{ noEmit: true, strict: true, exactOptionalPropertyTypes: true, allowImportingTsExtensions: true, types: [] },
  ...{ target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom', 'esnext.disposable'] },
};

/** Has a compiler (the path of its `tsc`) read all slips; gives each call with the errors that it is, and whether it is the one expected. */
export function compileSlips(
  tsc: string,
): readonly { readonly call: string; readonly errors: readonly string[]; readonly asExpected: boolean }[] {
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-slips-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    for (const [index, slip] of slips.entries()) writeFileSync(join(folder, `slip${index}.ts`), program(slip));
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    // An indented line belongs to the error above it.
    const all = stdout.split(/\n(?=\S)/);
    return slips.map(([call, , said], index) => {
      const errors = all.filter((error) => error.includes(`slip${index}.ts(`));
      return { call, errors, asExpected: errors.length === 1 && said.test(errors[0] ?? '') };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const program = ([call, used]: Slip): string => `
import { createClient } from ${JSON.stringify(client)};
const client = createClient({ url: 'https://mfa.example.com', token: 't' });
const [userId, factorId] = ['u', 'f'];
const reply = await client.${call};
export const used: string = reply.${used};
export { factorId, userId };
`;
