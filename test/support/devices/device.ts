import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** The connection of a device to a service. */
export interface DeviceWire {
  /** The part of the activation link before `/authenticator/`. */
  readonly audience: string;
  now(): number;
  send(
    method: 'GET' | 'POST',
    path: string,
    request: { body?: unknown; authorization?: string },
    // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
  ): Promise<{ status: number; body: any; headers: Readonly<Record<string, unknown>> }>;
}

/** A key pair of a device's, and its public half as JWK. */
export interface Key {
  readonly secret: KeyObject;
  readonly jwk: object;
}

export function newKey(namedCurve = 'P-256'): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  return { secret: privateKey, jwk: publicKey.export({ format: 'jwk' }) };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A compact JWS; ES256 unless `signer` makes something else of it. */
export function statement(
  header: object,
  payload: object,
  { secret }: Pick<Key, 'secret'>,
  signer = (text: string) => sign('sha256', Buffer.from(text), { key: secret, dsaEncoding: 'ieee-p1363' }),
): string {
  const text = `${part({ alg: 'ES256', typ: 'cofactor-device+jwt', ...header })}.${part(payload)}`;
  return `${text}.${signer(text).toString('base64url')}`;
}

/** Reads the ids of user and factor, and the secret, from an activation link. */
export function readLink(link: string): { user: string; factor: string; activation: string } {
  const [, user = '', factor = '', activation = ''] =
    /\/authenticator\/#\/activate\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(link) ?? [];
  return { user, factor, activation };
}

/** A device as docs/device-api.md has it: one key, one factor. */
export class TestDevice {
  readonly wire: DeviceWire;
  key: Key = newKey();
  kid = '';
  totp = '';

  constructor(wire: DeviceWire) {
    this.wire = wire;
  }

  /** A copy of this device that talks to another process. */
  movedTo(wire: DeviceWire): TestDevice {
    return Object.assign(new TestDevice(wire), { key: this.key, kid: this.kid, totp: this.totp });
  }

  /** The claims of every statement, and more. */
  claims(op: string, more: object = {}): object {
    const iat = Math.floor(this.wire.now() / 1_000);
    return { aud: this.wire.audience, op, iat, jti: randomBytes(16).toString('base64url'), ...more };
  }

  sign(op: string, more: object = {}, key: Key = this.key): string {
    return statement({ kid: this.kid }, this.claims(op, more), key);
  }

  async enroll(link: string, about: object = {}) {
    const told = { ...readLink(link), name: 'Test phone', platform: 'ANDROID', version: '1.0', ...about };
    const signed = statement({ jwk: this.key.jwk }, this.claims('enroll', told), this.key);
    const reply = await this.post('enroll', signed);
    if (reply.status === 200) {
      this.kid = reply.body.kid;
      this.totp = reply.body.totp.sharedSecret;
    }
    return reply;
  }

  transactions(wait = 0) {
    return this.read(this.sign('transactions'), wait);
  }

  read(signed: string, wait = 0) {
    return this.wire.send('GET', `/device/v1/transactions?wait=${wait}`, { authorization: `Device ${signed}` });
  }

  answer(transaction: string, decision: string, more: object = {}) {
    return this.post('answer', this.sign('answer', { transaction, decision, ...more }));
  }

  /** Answers what waits now. */
  async decide(decision: string, more: object = {}) {
    const { body } = await this.transactions();
    return this.answer(body.transactions[0]?.id ?? 'none', decision, more);
  }

  async rotate(next: Key = newKey()) {
    const inner = statement({ jwk: next.jwk }, this.claims('next-key', { kid: this.kid }), next);
    const reply = await this.post('key', this.sign('key', { next: inner }));
    if (reply.status === 200) this.key = next;
    return reply;
  }

  subscribe(subscription: object | null) {
    return this.post('subscription', this.sign('subscription', { subscription }));
  }

  remove() {
    return this.post('remove', this.sign('remove'));
  }

  post(op: string, signed: string) {
    return this.wire.send('POST', `/device/v1/${op}`, { body: { statement: signed } });
  }
}
