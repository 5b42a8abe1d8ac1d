import { deviceOperations } from './devices/deviceApiOperations.ts';
import { factorDeviceOperations } from './devices/factorDeviceOperations.ts';
import { transactionOperations } from './devices/transactionOperations.ts';
import { factorOperations } from './factors/factorOperations.ts';
import { groupOperations } from './groups/groupOperations.ts';
import { factorProfileOperations } from './hardwareTokens/factorProfileOperations.ts';
import { yubikeyOperations } from './hardwareTokens/yubikeyOperations.ts';
import { helpDeskOperations } from './helpDesk/helpDeskOperations.ts';
import { eventHookOperations } from './hooks/eventHookOperations.ts';
import { inlineHookOperations } from './hooks/inlineHookOperations.ts';
import { telephonyOperations } from './hooks/telephonyOperations.ts';
import { logOperations } from './log/logOperations.ts';
import { traceOperations } from './messages/messageOperations.ts';
import { appAccessOperations } from './oauth/appAccessOperations.ts';
import { appOperations } from './oauth/appOperations.ts';
import { clientOperations } from './oauth/clientOperations.ts';
import { apiTokenOperations } from './org/apiTokenOperations.ts';
import { authenticatorOperations } from './org/authenticatorOperations.ts';
import { organizationOperations } from './org/organizationOperations.ts';
import { orgFactorOperations } from './org/orgFactorOperations.ts';
import { policyOperations } from './org/policyOperations.ts';
import { trustedOriginOperations } from './org/trustedOriginOperations.ts';
import { messageProviderOperations } from './providers/messageProviderOperations.ts';
import { telephonyProviderOperations } from './providers/telephonyProviderOperations.ts';
import { templateOperations } from './templates/templateOperations.ts';
import { userCredentialOperations } from './users/credentialOperations.ts';
import { userLifecycleOperations } from './users/lifecycleOperations.ts';
import { roleOperations } from './users/roleOperations.ts';
import { userListOperations } from './users/userListOperations.ts';
import { userOperations } from './users/userOperations.ts';

/** Every operation of the service by its id. Routes, handlers, OpenAPI and the client follow from it. */
export const operations = {
  ...userOperations,
  ...userLifecycleOperations,
  ...userCredentialOperations,
  ...userListOperations,
  ...roleOperations,
  ...apiTokenOperations,
  ...groupOperations,
  ...factorOperations,
  ...transactionOperations,
  ...factorDeviceOperations,
  ...helpDeskOperations,
  ...deviceOperations,
  ...authenticatorOperations,
  ...orgFactorOperations,
  ...policyOperations,
  ...organizationOperations,
  ...factorProfileOperations,
  ...yubikeyOperations,
  ...templateOperations,
  ...messageProviderOperations,
  ...telephonyProviderOperations,
  ...inlineHookOperations,
  ...eventHookOperations,
  ...telephonyOperations,
  ...appOperations,
  ...appAccessOperations,
  ...clientOperations,
  ...trustedOriginOperations,
  ...logOperations,
  ...traceOperations,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
