import { randomUUID } from 'node:crypto';

/** Hexadecimal digits of the milliseconds since 1970. */
const TIME_DIGITS = 12;

/**
 * The id of a request: its time, then 80 random bits. Those of one time are neighbours in the index of the log, so that
 * events of many requests are written to few pages.
 */
export const newRequestId = (now: Temporal.Instant): string =>
  `${now.epochMilliseconds.toString(16).padStart(TIME_DIGITS, '0')}${randomUUID().replaceAll('-', '').slice(TIME_DIGITS)}`;
