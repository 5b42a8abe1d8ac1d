import { createRequire } from 'node:module';
import { ConfigError } from '../config.ts';
import { awsKms } from './awsKms.ts';
import type { KeyWrapperType } from './keyWrapper.ts';
import { createPkcs11 } from './pkcs11.ts';
import type { Pkcs11Library } from './pkcs11Device.ts';

/** Every kind of service or device that can wrap master keys. */
export const keyWrapperTypes: readonly KeyWrapperType[] = [awsKms, createPkcs11(pkcs11js)];

/** The optional peer that speaks to devices. It is a native one, built where it is installed. */
function pkcs11js(): Pkcs11Library {
  try {
    return createRequire(import.meta.url)('pkcs11js') as Pkcs11Library;
  } catch (cause) {
    throw new ConfigError('pkcs11 needs the package pkcs11js beside cofactor: npm install pkcs11js', { cause });
  }
}
