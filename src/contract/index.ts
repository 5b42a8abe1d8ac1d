import { authenticatorOperations } from './operations/authenticators.ts';
import { deviceOperations } from './operations/deviceApi.ts';
import { factorDeviceOperations } from './operations/factorDevices.ts';
import { factorProfileOperations } from './operations/factorProfiles.ts';
import { factorOperations } from './operations/factors.ts';
import { inlineHookOperations } from './operations/inlineHooks.ts';
import { messageProviderOperations } from './operations/messageProviders.ts';
import { orgFactorOperations } from './operations/orgFactors.ts';
import { policyOperations } from './operations/policies.ts';
import { telephonyOperations } from './operations/telephony.ts';
import { telephonyProviderOperations } from './operations/telephonyProviders.ts';
import { templateOperations } from './operations/templates.ts';
import { traceOperations } from './operations/trace.ts';
import { transactionOperations } from './operations/transactions.ts';
import { userCredentialOperations } from './operations/userCredentials.ts';
import { userLifecycleOperations } from './operations/userLifecycle.ts';
import { userOperations } from './operations/users.ts';
import { yubikeyOperations } from './operations/yubikeys.ts';

/** Every operation of the service by its id. Routes, handlers, OpenAPI and the client follow from it. */
export const operations = {
  ...userOperations,
  ...userLifecycleOperations,
  ...userCredentialOperations,
  ...factorOperations,
  ...transactionOperations,
  ...factorDeviceOperations,
  ...deviceOperations,
  ...authenticatorOperations,
  ...orgFactorOperations,
  ...policyOperations,
  ...factorProfileOperations,
  ...yubikeyOperations,
  ...templateOperations,
  ...messageProviderOperations,
  ...telephonyProviderOperations,
  ...inlineHookOperations,
  ...telephonyOperations,
  ...traceOperations,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
