import { factorOperations } from './operations/factors.ts';
import { userCredentialOperations } from './operations/userCredentials.ts';
import { userLifecycleOperations } from './operations/userLifecycle.ts';
import { userOperations } from './operations/users.ts';

/** Every operation of the service by its id. Routes, handlers, OpenAPI and the client follow from it. */
export const operations = {
  ...userOperations,
  ...userLifecycleOperations,
  ...userCredentialOperations,
  ...factorOperations,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
