/** Operations that an SDK does not have at all, by client. */
export const absent: Readonly<Record<string, readonly string[]>> = {};
