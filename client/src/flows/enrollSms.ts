import type { Client } from '../createClient.ts';
import type { CallOptions } from '../options.ts';
import type { Enrolling, EnrollRefusal } from './enrolling.ts';
import { settlePhone } from './settlePhone.ts';

/**
 * Enrolls a phone for text messages. Repeated, it goes on where it was: there is one pending factor for the number and
 * one message on its way to it, or the factor is active.
 */
export const enrollSms = (
  client: Client,
  userId: string,
  phoneNumber: string,
  options: CallOptions = {},
): Promise<Enrolling | EnrollRefusal> => settlePhone(client, userId, phoneNumber, false, options);
