import { type Static, Type } from 'typebox';
import { fault } from '../../domain/values/fault.ts';
import { readBody } from './readBody.ts';
import { CreationOptions, RequestOptions } from './virtual/keyRequests.ts';

/** The data a page needs to use a key: our API's reply as it came, or a part of it. */
export const PageRequest = Type.Object({
  options: Type.Optional(Type.Unknown({ description: 'A reply to enroll or verify, or the options in it' })),
  challenge: Type.Optional(Type.String({ description: 'Instead of options' })),
  credentialId: Type.Optional(Type.String({ description: 'Which credential, where options do not say' })),
  origin: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9+.-]*:', description: 'Of the page' })),
  rpId: Type.Optional(Type.String({ description: 'Instead of the one in options' })),
});
export type PageRequest = Static<typeof PageRequest>;

interface Given {
  readonly options?: unknown;
  readonly challenge?: string;
  readonly credentialId?: string;
}

interface FactorLike {
  readonly publicKey?: unknown;
  readonly profile?: { readonly credentialId?: unknown };
  readonly _embedded?: { readonly activation?: unknown; readonly challenge?: unknown };
}

/** The options of a registration: in a reply to enroll they are the activation. */
export function creationOptions({ options, challenge }: Given): CreationOptions {
  const { _embedded, publicKey } = (options ?? {}) as FactorLike;
  const inner = (_embedded?.activation ?? publicKey ?? options) as object | undefined;
  return readBody(CreationOptions, { ...inner, ...(challenge !== undefined && { challenge }) });
}

/** The options of a sign-in: in a reply to verify they are the challenge, and the profile names the credential. */
export function requestOptions({ options, challenge, credentialId }: Given): RequestOptions {
  const { _embedded, publicKey, profile } = (options ?? {}) as FactorLike;
  const inner = (_embedded?.challenge ?? publicKey ?? options) as object | undefined;
  const id = credentialId ?? profile?.credentialId;
  return readBody(RequestOptions, {
    ...inner,
    ...(challenge !== undefined && { challenge }),
    ...(id !== undefined && { allowCredentials: [{ id }] }),
  });
}

/** Does it as the key would, and tells what a page would have caught. */
export function pageDoes<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    throw fault('validation', { subject: 'device' }).because(`${error.name}: ${error.message}`);
  }
}
