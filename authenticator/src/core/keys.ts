const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A key pair of WebCrypto: the key that signs, and the half that others verify with. */
export interface DeviceKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** A key of this device's own. The browser signs with it and shows it to nobody, not even to this app. */
export const newDeviceKey = (): Promise<DeviceKey> => crypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);

/** The half that the service is given (RFC 7517), with nothing in it but the point. */
export async function publicJwk({ publicKey }: DeviceKey): Promise<Readonly<Record<string, string>>> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' };
}
