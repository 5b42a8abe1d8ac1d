import { type DeliveryState, deliveryStates } from './eventHook.ts';

/** The hook that is open, and which of its deliveries are shown, as the address of the page has it. */
export interface HookSearch {
  readonly hook?: string;
  readonly status?: DeliveryState;
}

/** The search in an address that anybody may have typed. */
export function hookSearchOf({ hook, status }: Readonly<Record<string, unknown>>): HookSearch {
  const known = deliveryStates.find((one) => one === status);
  return {
    ...(typeof hook === 'string' && hook !== '' && { hook: hook.slice(0, 40) }),
    ...(known && { status: known }),
  };
}
