import { mailboxOf } from '../values/emailAddress.ts';

const isEmail = (address: string): boolean => address.includes('@');

/** An address in the one spelling in which it is compared: E.164, or the mailbox of an e-mail address. */
export const comparedAddress = (address: string): string => (isEmail(address) ? mailboxOf(address) : address);

/** The last four digits of a phone number, by which people name it; undefined for an e-mail address. */
export const tailOf = (address: string): string | undefined => (isEmail(address) ? undefined : address.slice(-4));
