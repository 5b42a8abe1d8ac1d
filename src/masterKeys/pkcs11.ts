import { randomBytes } from 'node:crypto';
import { ConfigError } from '../config.ts';
import { type KeyWrapperType, PURPOSE } from './keyWrapper.ts';
import { closeDevice, findKey, openDevice, type Pkcs11Library } from './pkcs11Device.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const AAD = Buffer.from(PURPOSE);

/**
 * A device that speaks PKCS #11, such as an HSM. A key is named as RFC 7512 does: `token=LABEL;object=LABEL`, with percent
 * signs where needed. It must be an AES key that may encrypt and decrypt (CKM_AES_GCM); it need not be extractable.
 */
export const createPkcs11 = (load: () => Pkcs11Library): KeyWrapperType => ({
  scheme: 'pkcs11',
  async open(keyName, { COFACTOR_PKCS11_MODULE: path, COFACTOR_PKCS11_PIN: pin }) {
    const { token, object } = labels(keyName);
    if (path === undefined || pin === undefined) {
      throw new ConfigError(
        "pkcs11 needs COFACTOR_PKCS11_MODULE, the path of the device's library, and COFACTOR_PKCS11_PIN",
      );
    }
    const library = load();
    const device = openDevice(library, { path, pin, token });
    const key = findKey(library, device, object);
    const mechanism = (iv: Buffer) => ({
      mechanism: library.CKM_AES_GCM,
      parameter: { type: library.CK_PARAMS_AES_GCM, iv, ivBits: 8 * IV_BYTES, aad: AAD, tagBits: 8 * TAG_BYTES },
    });
    const { module, session } = device;
    return {
      async wrap(dataKey) {
        const iv = randomBytes(IV_BYTES);
        module.C_EncryptInit(session, mechanism(iv), key);
        const room = Buffer.alloc(dataKey.length + TAG_BYTES);
        return Buffer.concat([iv, module.C_Encrypt(session, Buffer.from(dataKey), room)]);
      },
      async unwrap(wrapped) {
        const [iv, body] = [Buffer.from(wrapped.subarray(0, IV_BYTES)), Buffer.from(wrapped.subarray(IV_BYTES))];
        module.C_DecryptInit(session, mechanism(iv), key);
        return module.C_Decrypt(session, body, Buffer.alloc(body.length));
      },
      close: () => closeDevice(device),
    };
  },
});

function labels(keyName: string): { readonly token: string; readonly object: string } {
  const [, token, object] = /^token=([^;]+);object=([^;]+)$/.exec(keyName) ?? [];
  try {
    return { token: decodeURIComponent(token ?? missing()), object: decodeURIComponent(object ?? missing()) };
  } catch {
    throw new ConfigError(`pkcs11: the key must be token=LABEL;object=LABEL, not ${keyName}`);
  }
}

function missing(): never {
  throw new Error('no label');
}
