/** The receipt of a message that a provider took, under its reference. */
export const taken = (reference: string) =>
  ({
    accepted: true,
    attempts: [{ provider: 'p1', name: 'Twilio', result: 'ACCEPTED', milliseconds: 210, reference }],
  }) as const;
