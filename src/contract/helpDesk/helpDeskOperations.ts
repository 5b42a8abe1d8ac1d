import { Type } from 'typebox';
import { messageErrors } from '../shared/errors.ts';
import { operation, SMALL_BODY_BYTES } from '../shared/operation.ts';
import { None } from '../shared/primitives.ts';
import {
  HelpDeskDecision,
  HelpDeskPolicyBody,
  HelpDeskPolicyResource,
  HelpDeskRequestBody,
  HelpDeskRequestResource,
  OwnerProof,
} from './helpDesk.ts';

const requests = '/api/v1/users/:userId/help-desk-requests' as const;
const request = `${requests}/:requestId` as const;
const RequestPath = Type.Object({ userId: Type.String(), requestId: Type.String() });
const policy = '/api/v1/help-desk/policy' as const;

/** The errors of asking a user to prove themselves, which are those of verifying a factor. */
const proofErrors = [
  ...(['validation', 'notFound', 'factorServiceFailed', 'factorServiceSilent', 'invalidPasscode'] as const),
  ...(['invalidAnswer', 'passcodeReplayed', 'outsideWindow', 'userLocked', 'userNotActive'] as const),
  ...(['factorNotActive', 'tooManyRequests'] as const),
  ...messageErrors,
] as const;

/** Extensions of ours: what the help desk needs before it takes factors from a user who still has one (ADR 15). */
export const helpDeskOperations = {
  createHelpDeskRequest: operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path: requests,
    scope: 'okta.users.manage',
    summary: 'Ask to act on a user for the help desk',
    forOktaClients: true,
    params: Type.Object({ userId: Type.String() }),
    query: None,
    body: HelpDeskRequestBody,
    status: 201,
    reply: HelpDeskRequestResource,
    errors: proofErrors,
  }),
  getHelpDeskRequest: operation({
    method: 'GET',
    path: request,
    scope: 'okta.users.read',
    summary: 'Retrieve a request of the help desk; sees what the user answered on their device',
    forOktaClients: true,
    params: RequestPath,
    query: Type.Object({
      wait: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 30,
          description: 'Seconds to hold the reply back while the user has not answered',
        }),
      ),
    }),
    body: None,
    status: 200,
    reply: HelpDeskRequestResource,
    errors: [
      ...(['notFound', 'userLocked', 'userNotActive', 'factorNotActive', 'tooManyRequests'] as const),
      ...(['factorServiceFailed', 'factorServiceSilent'] as const),
    ],
  }),
  proveHelpDeskRequest: operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path: `${request}/proof`,
    scope: 'okta.users.manage',
    summary: 'Give the code that the user reads out; without one they are asked again',
    forOktaClients: true,
    params: RequestPath,
    query: None,
    body: OwnerProof,
    status: 200,
    reply: HelpDeskRequestResource,
    errors: proofErrors,
  }),
  decideHelpDeskRequest: operation({
    method: 'POST',
    maxBodyBytes: SMALL_BODY_BYTES,
    path: `${request}/decision`,
    scope: 'okta.users.manage',
    summary: 'Approve or deny the request of another administrator',
    forOktaClients: true,
    params: RequestPath,
    query: None,
    body: HelpDeskDecision,
    status: 200,
    reply: HelpDeskRequestResource,
    errors: ['notFound', 'tooManyRequests'],
  }),
  listHelpDeskRequests: operation({
    method: 'GET',
    path: '/api/v1/help-desk/requests',
    scope: 'okta.users.read',
    summary: 'List the requests that wait for a second administrator',
    forOktaClients: true,
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: Type.Array(HelpDeskRequestResource),
    errors: [],
  }),
  getHelpDeskPolicy: operation({
    method: 'GET',
    path: policy,
    scope: 'okta.policies.read',
    summary: 'Retrieve the rules for the help desk',
    forOktaClients: true,
    params: None,
    query: None,
    body: None,
    status: 200,
    reply: HelpDeskPolicyResource,
    errors: [],
  }),
  replaceHelpDeskPolicy: operation({
    method: 'PUT',
    path: policy,
    scope: 'okta.policies.manage',
    summary: 'Replace the rules for the help desk',
    forOktaClients: true,
    params: None,
    query: None,
    body: HelpDeskPolicyBody,
    status: 200,
    reply: HelpDeskPolicyResource,
    errors: ['tooManyRequests'],
  }),
} as const;
