import { type TSchema, Type } from 'typebox';
import type { ErrorName } from '../shared/errors.ts';
import { type Operation, operation, SMALL_BODY_BYTES } from '../shared/operation.ts';
import { None, Timestamp } from '../shared/primitives.ts';
import { DeviceDecision, DevicePlatform, DeviceSubscription } from './device.ts';

const Statement = Type.Object({ statement: Type.String({ maxLength: 8192 }) }, { additionalProperties: false });
const Account = Type.Object({
  userId: Type.String(),
  factorId: Type.String(),
  login: Type.String(),
  organization: Type.String(),
});
const refusals = ['statementRefused', 'notFound', 'tooManyRequests'] as const satisfies readonly ErrorName[];

/** A call of the Device API whose body is nothing but a statement. */
function signed<C extends TSchema, R extends TSchema>(described: {
  readonly path: `/device/v1/${string}`;
  readonly summary: string;
  readonly op: string;
  readonly by: 'device' | 'newKey';
  readonly claims: C;
  readonly carries?: NonNullable<Operation['statement']>['carries'];
  readonly reply: R;
  readonly errors: readonly ErrorName[];
}) {
  const { path, summary, op, by, claims, carries, reply, errors } = described;
  return operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path,
    scope: 'public',
    summary,
    statement: { op, by, in: 'body', claims, ...(carries && { carries }) },
    params: None,
    query: None,
    body: Statement,
    status: 200,
    reply,
    errors: [...refusals, ...errors],
  } satisfies Operation<typeof None, typeof None, typeof Statement, R, C>);
}

/** To be seen, on one line: no control characters, and none that turn around what stands beside it (UAX #9). */
const DEVICE_NAME = '^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]{1,64}$';

/** The calls of users' devices, each signed with a key of its own instead of an API token (docs/device-api.md). */
export const deviceOperations = {
  enrollDevice: signed({
    path: '/device/v1/enroll',
    summary: 'Become a device of a factor',
    op: 'enroll',
    by: 'newKey',
    claims: Type.Object({
      activation: Type.String({ maxLength: 128 }),
      user: Type.String({ pattern: '^\\w{1,64}$' }),
      factor: Type.String({ pattern: '^\\w{1,64}$' }),
      name: Type.String({ pattern: DEVICE_NAME }),
      platform: DevicePlatform,
      version: Type.String({ minLength: 1, maxLength: 32 }),
    }),
    reply: Type.Object({
      kid: Type.String(),
      account: Account,
      totp: Type.Object({
        sharedSecret: Type.String(),
        timeStep: Type.Integer(),
        digits: Type.Integer(),
        algorithm: Type.String(),
      }),
      pushKey: Type.Optional(Type.String()),
    }),
    errors: ['activationOver', 'validation'],
  }),
  listDeviceTransactions: operation({
    method: 'GET',
    path: '/device/v1/transactions',
    scope: 'public',
    summary: 'List what waits for an answer',
    statement: { op: 'transactions', by: 'device', in: 'authorization', claims: None },
    params: None,
    query: Type.Object({ wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 30 })) }),
    body: None,
    status: 200,
    reply: Type.Object({
      account: Account,
      transactions: Type.Array(
        Type.Object({
          id: Type.String(),
          created: Timestamp,
          expiresAt: Timestamp,
          numbers: Type.Optional(Type.Array(Type.Integer())),
          from: Type.Object({ address: Type.Optional(Type.String()), userAgent: Type.Optional(Type.String()) }),
        }),
      ),
    }),
    errors: refusals,
  }),
  answerDeviceTransaction: signed({
    path: '/device/v1/answer',
    summary: 'Answer a transaction',
    op: 'answer',
    by: 'device',
    claims: Type.Object({
      transaction: Type.String({ pattern: '^[\\w.-]{1,64}$' }),
      decision: DeviceDecision,
      number: Type.Optional(Type.Integer()),
    }),
    reply: Type.Object({ factorResult: Type.Enum(['SUCCESS', 'REJECTED']) }),
    errors: ['transactionOver', 'validation', 'userLocked', 'userNotActive', 'factorNotActive'],
  }),
  /** The new key says whose it is to be: it must be there, and nobody can claim another's. */
  replaceDeviceKey: signed({
    path: '/device/v1/key',
    summary: 'Sign with another key from now on',
    op: 'key',
    by: 'device',
    claims: Type.Object({ next: Type.String({ maxLength: 4096 }) }),
    carries: { field: 'next', op: 'next-key', claims: Type.Object({ kid: Type.String() }) },
    reply: None,
    errors: [],
  }),
  saveDeviceSubscription: signed({
    path: '/device/v1/subscription',
    summary: 'Say where the device is woken',
    op: 'subscription',
    by: 'device',
    claims: Type.Object({ subscription: Type.Union([DeviceSubscription, Type.Null()]) }),
    reply: None,
    errors: [],
  }),
  removeDevice: signed({
    path: '/device/v1/remove',
    summary: 'Stop being a device of the factor',
    op: 'remove',
    by: 'device',
    claims: None,
    reply: None,
    errors: [],
  }),
} as const;
