import { factorOperations } from './operations/factors.ts';

/** Every operation of the service by its id. Routes, handlers, OpenAPI and the client follow from it. */
export const operations = { ...factorOperations } as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
