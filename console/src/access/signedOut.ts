import { ApiError } from '@cofactor/client';

/** Whether the service no longer knows who asks: the session is over (E0000005), or the token is not accepted. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.code === 'E0000005');
