/** The number of a phone, without its separators: numbers are echoed as they were sent, and those make no other phone. */
export const numberOf = (profile: unknown): string | undefined =>
  (profile as { phoneNumber?: string } | undefined)?.phoneNumber?.replace(/[^\d+]/g, '');
