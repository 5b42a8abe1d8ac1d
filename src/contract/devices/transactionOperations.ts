import { Type } from 'typebox';
import { VerifyReply } from '../factors/factors.ts';
import { operation } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';

const TransactionPath = Type.Object({
  userId: Type.String(),
  factorId: Type.String(),
  transactionId: Type.String(),
});
const transaction = '/api/v1/users/:userId/factors/:factorId/transactions/:transactionId' as const;

/** A challenge that is answered elsewhere, asked after by the id its reply leads to (facts 93 to 98). */
export const transactionOperations = {
  getFactorTransactionStatus: operation({
    method: 'GET',
    path: transaction,
    scope: 'okta.users.read',
    summary: 'Retrieve a factor transaction status',
    params: TransactionPath,
    query: Type.Object({
      wait: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 30,
          'x-cofactor-extension': true,
          description: 'Seconds to hold the reply back while nothing has been answered',
        }),
      ),
    }),
    body: None,
    status: 200,
    reply: VerifyReply,
    errors: [
      ...['notFound', 'userLocked', 'userNotActive', 'factorNotActive', 'factorServiceFailed', 'factorServiceSilent'],
    ] as const,
  }),
  /** A link of Okta's that its document has no operation for (fact 96). */
  cancelFactorTransaction: operation({
    method: 'DELETE',
    path: transaction,
    scope: 'okta.users.manage',
    summary: 'Cancel a factor transaction',
    params: TransactionPath,
    query: None,
    body: None,
    status: 204,
    reply: None,
    errors: ['notFound'],
  }),
} as const;
