import { ConfigError } from '../config.ts';

/** The parts of `pkcs11js` that are used; it is an optional peer, so its own types may not be there. */
export interface Pkcs11Library {
  readonly PKCS11: new () => Pkcs11Module;
  readonly CKM_AES_GCM: number;
  readonly CK_PARAMS_AES_GCM: number;
  readonly CKF_SERIAL_SESSION: number;
  readonly CKU_USER: number;
  readonly CKA_CLASS: number;
  readonly CKA_LABEL: number;
  readonly CKO_SECRET_KEY: number;
}

interface Mechanism {
  readonly mechanism: number;
  readonly parameter: object;
}

interface Attribute {
  readonly type: number;
  readonly value: number | string;
}

interface Pkcs11Module {
  load(path: string): void;
  close(): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(withToken: boolean): readonly Buffer[];
  C_GetTokenInfo(slot: Buffer): { readonly label: string };
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_CloseSession(session: Buffer): void;
  C_Login(session: Buffer, user: number, pin: string): void;
  C_FindObjectsInit(session: Buffer, template: readonly Attribute[]): void;
  C_FindObjects(session: Buffer): Buffer | null;
  C_FindObjectsFinal(session: Buffer): void;
  C_EncryptInit(session: Buffer, mechanism: Mechanism, key: Buffer): void;
  C_Encrypt(session: Buffer, data: Buffer, room: Buffer): Buffer;
  C_DecryptInit(session: Buffer, mechanism: Mechanism, key: Buffer): void;
  C_Decrypt(session: Buffer, data: Buffer, room: Buffer): Buffer;
}

/** A device that is logged in to. */
interface Device {
  readonly module: Pkcs11Module;
  readonly session: Buffer;
}

interface DeviceOptions {
  readonly path: string;
  readonly pin: string;
  /** The label of the token. */
  readonly token: string;
}

/** Loads the library of a device and logs in to one of its tokens. */
export function openDevice(library: Pkcs11Library, { path, pin, token }: DeviceOptions): Device {
  const module = new library.PKCS11();
  told(`the library ${path} cannot be loaded`, () => module.load(path));
  told(`the library ${path} does not start`, () => module.C_Initialize());
  const slot = module.C_GetSlotList(true).find((one) => module.C_GetTokenInfo(one).label.trim() === token);
  if (!slot) {
    finish(module);
    throw new ConfigError(`pkcs11: there is no token with the label ${token}`);
  }
  const session = module.C_OpenSession(slot, library.CKF_SERIAL_SESSION);
  try {
    told(`the PIN of the token ${token} was refused`, () => module.C_Login(session, library.CKU_USER, pin));
  } catch (error) {
    closeDevice({ module, session });
    throw error;
  }
  return { module, session };
}

/** The secret key with a label. */
export function findKey(library: Pkcs11Library, device: Device, label: string): Buffer {
  const { module, session } = device;
  module.C_FindObjectsInit(session, [
    { type: library.CKA_CLASS, value: library.CKO_SECRET_KEY },
    { type: library.CKA_LABEL, value: label },
  ]);
  const key = module.C_FindObjects(session);
  const another = key && module.C_FindObjects(session);
  module.C_FindObjectsFinal(session);
  if (key && !another) return key;
  closeDevice(device);
  throw new ConfigError(`pkcs11: ${key ? 'several secret keys have' : 'no secret key has'} the label ${label}`);
}

/** Logs out, and unloads the library. */
export function closeDevice({ module, session }: Device): void {
  module.C_CloseSession(session);
  finish(module);
}

function finish(module: Pkcs11Module): void {
  module.C_Finalize();
  module.close();
}

function told<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new ConfigError(`pkcs11: ${what}`, { cause });
  }
}
