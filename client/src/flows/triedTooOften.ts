import { CofactorError } from '../errors.ts';

/** Others change the same user's factors as fast as we look. */
export const triedTooOften = (): CofactorError =>
  new CofactorError("The user's factors were changed by others again and again; try later");
