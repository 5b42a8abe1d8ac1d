import type { Activation } from './activation.ts';

/** The refusal of an activation for another service: an app is served by one, and keeps keys for that alone. */
export function elsewhere({ base }: Activation, own: string): string {
  const [theirs, ours] = [hostOf(base), hostOf(own)];
  return `This is for ${theirs}, and here is the authenticator of ${ours}. Open the link itself, or read the code with the camera of your phone, to use the one of ${theirs}.`;
}

/** A service by the name people know it by. */
export const hostOf = (base: string): string => base.replace(/^https?:\/\//, '');
