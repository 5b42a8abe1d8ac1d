import type { Client } from '@cofactor/client';
import { queryOptions } from '@tanstack/react-query';

/** An event hook as far as the console shows it. */
export interface EventHook {
  readonly id: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly verificationStatus: 'UNVERIFIED' | 'VERIFIED';
  readonly events: { readonly items: readonly string[] };
  readonly channel: { readonly config: { readonly uri: string } };
}

/** Every state of an event that a hook has not taken: it is tried again, or was given up. */
export const deliveryStates = ['WAITING', 'DEAD'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** An event that a hook has not taken. */
export interface Delivery {
  readonly id: string;
  readonly status: DeliveryState;
  readonly eventType: string;
  readonly published: string;
  readonly attempts: number;
  readonly reason: string;
  readonly lastAttempt: string;
  readonly nextAttempt: string | null;
}

/** The key under which hooks and their deliveries are kept. */
export const HOOKS = ['event hooks'] as const;
/** Deliveries that the service lists at most, the oldest. */
export const MOST_DELIVERIES = 200;
const PATH = '/api/v1/eventHooks';
const ONE = `${PATH}/:eventHookId`;

export const listHooks = (client: Client) =>
  queryOptions({
    queryKey: HOOKS,
    queryFn: ({ signal }) => client.request({ method: 'GET', path: PATH }, { signal }) as Promise<readonly EventHook[]>,
  });

/** The events that a hook has not taken, all of them or those in one state. */
export const listDeliveries = (client: Client, eventHookId: string, status: DeliveryState | undefined) =>
  queryOptions({
    queryKey: [...HOOKS, eventHookId, status],
    queryFn: ({ signal }) =>
      client.request(
        { method: 'GET', path: `${ONE}/deliveries`, params: { eventHookId }, query: { status } },
        { signal },
      ) as Promise<readonly Delivery[]>,
  });

/** Every step in the life of a hook. */
export type HookStep = 'replay' | 'verify' | 'activate' | 'deactivate' | 'delete';

/** The steps that a hook can take as it stands. */
export function stepsOf({ status, verificationStatus }: EventHook): readonly HookStep[] {
  if (status === 'INACTIVE') return ['activate', 'delete'];
  return verificationStatus === 'VERIFIED' ? ['replay', 'deactivate'] : ['verify', 'deactivate'];
}

export function takeStep(client: Client, eventHookId: string, step: HookStep): Promise<unknown> {
  const params = { eventHookId };
  if (step === 'delete') return client.request({ method: 'DELETE', path: ONE, params });
  const path = step === 'replay' ? `${ONE}/deliveries/replay` : `${ONE}/lifecycle/${step}`;
  return client.request({ method: 'POST', path, params });
}
