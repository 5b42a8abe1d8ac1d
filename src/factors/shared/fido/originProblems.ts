import { wrongOrigin } from '../../../domain/fido/origins.ts';

/** Everything wrong with the origins that an administrator allows to ask for keys, as causes. */
export function originProblems(allowedOrigins: readonly string[] = []): readonly string[] {
  return allowedOrigins.flatMap((origin) => {
    const wrong = wrongOrigin(origin);
    return wrong === undefined ? [] : [`allowedOrigins: ${origin.slice(0, 100)}: ${wrong}`];
  });
}
