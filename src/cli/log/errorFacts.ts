import { stdSerializers } from 'pino';

/**
 * The part of an error that is logged. Its other members are left out: a driver's have the row or the mail that it was
 * about, with phone numbers and codes.
 */
export function errorFacts(error: Error): object {
  const { type, message, stack, code } = stdSerializers.err(error);
  return { type, message, stack, ...(typeof code === 'string' && { code }) };
}
