export type { FixedCode } from '../dev/fixedCodes.ts';
export type { InboxMessage } from '../dev/inbox.ts';
export type { ApiFault } from './apiFaults.ts';
export type { Cofactor, CofactorOptions, Stretch, TestClock, TestInbox, Wanted } from './cofactor.ts';
export type { TestDevices, TestKey, TestPhone } from './devices.ts';
export type { FaultInjection } from './faults.ts';
export type { NewFactor, NewUser, SeededUser } from './people.ts';
export type { ProviderFault, ProviderFaultOptions } from './providerFaults.ts';
export { startCofactor } from './startCofactor.ts';
