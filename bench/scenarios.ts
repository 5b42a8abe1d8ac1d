import { nextStep, totpCode } from './codes.ts';
import type { Connection } from './connection.ts';
import { apiToken, type SeededFactor } from './seed.ts';

/** One whole thing a client does, over one connection; throws when the service answers anything but success. */
export type Scenario = (connection: Connection) => Promise<void>;

type Place = Pick<SeededFactor, 'userId' | 'factorId'>;

const pathOf = ({ userId, factorId }: Place) => `/api/v1/users/${userId}/factors/${factorId}/verify`;

/** The bare server, asked as the service is. */
export function echo(method: 'GET' | 'POST', path: string, body: string): Scenario {
  return async (connection) => {
    const { status } = await connection.request(method, path, apiToken, body);
    if (status !== 200) throw new Error(`echo answered ${status}`);
  };
}

export function listFactors(factors: readonly SeededFactor[]): Scenario {
  let n = 0;
  return async (connection) => {
    const { userId } = at(factors, n++);
    const { status, body } = await connection.request('GET', `/api/v1/users/${userId}/factors`, apiToken);
    if (status !== 200) throw new Error(body);
  };
}

/** A valid code that was never used before each time; factors in a circle, each through its steps in order. */
export function verifyTotp(all: readonly SeededFactor[]): Scenario {
  const factors = all.flatMap(({ secret, ...rest }) =>
    secret === undefined ? [] : [{ ...rest, secret: Buffer.from(secret, 'base64url'), last: -1 }],
  );
  let n = 0;
  return async (connection) => {
    for (let looked = 0; looked < factors.length; looked++) {
      const factor = at(factors, n++);
      const step = nextStep(factor.last, Date.now());
      if (step === undefined) continue;
      factor.last = step;
      await verify(connection, factor, totpCode(factor.secret, step));
      return;
    }
    throw new Error('every code has been used: seed more users');
  };
}

/** Asks for a challenge, waits for the message, answers it. */
export function challengeAndVerify(all: readonly SeededFactor[], message: (e164: string) => Promise<string>): Scenario {
  const factors = all.flatMap(({ e164, ...rest }) => (e164 === undefined ? [] : [{ ...rest, e164 }]));
  let n = 0;
  return async (connection) => {
    const factor = at(factors, n++);
    const sent = message(factor.e164);
    const { status, body } = await connection.request('POST', pathOf(factor), apiToken);
    if (status !== 200) throw new Error(body);
    await verify(connection, factor, await sent);
  };
}

async function verify(connection: Connection, factor: Place, passCode: string): Promise<void> {
  const { status, body } = await connection.request('POST', pathOf(factor), apiToken, JSON.stringify({ passCode }));
  if (status !== 200 || !body.includes('"SUCCESS"')) throw new Error(`${status} ${body}`);
}

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
