export type { FixedCode } from '../dev/fixedCode.ts';
export type { InboxMessage } from '../dev/inboxMessage.ts';
export type { Cofactor, CofactorOptions, Stretch, TestClock, TestInbox, Wanted } from './cofactor.ts';
export type { ApiFault, FaultInjection, ProviderFault, ProviderFaultOptions } from './faults.ts';
export type { NewFactor, NewUser, SeededUser } from './replies.ts';
export { startCofactor } from './startCofactor.ts';
export type { TestDevices, TestKey, TestPhone } from './testDevices.ts';
