type Server = typeof import('@simplewebauthn/server');
type Helpers = typeof import('@simplewebauthn/server/helpers');

let loaded: Promise<Server & Helpers> | undefined;

/** The library for WebAuthn, from its first use on: it would cost the start of the service a tenth of a second. */
export function library(): Promise<Server & Helpers> {
  loaded ??= Promise.all([import('@simplewebauthn/server'), import('@simplewebauthn/server/helpers')]).then(
    ([server, helpers]) => ({ ...server, ...helpers }),
  );
  return loaded;
}
