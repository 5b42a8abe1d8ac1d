import { algorithmsOf } from '../../domain/oauth/algorithms.ts';
import { judgeAssertion } from '../../domain/oauth/clientAssertion.ts';
import type { UnverifiedJws } from '../../domain/oauth/jose.ts';
import { OauthFault } from '../../domain/oauth/oauthFault.ts';
import { assertionOnce } from '../../domain/oauth/once.ts';
import type { PublicKey } from '../../domain/oauth/publicKey.ts';
import type { ServiceApp } from '../../domain/oauth/serviceApp.ts';
import { isPrintable } from '../../domain/values/printable.ts';
import type { Services } from '../shared/services.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** The path that assertions are made for. */
export const TOKEN_PATH = '/oauth2/v1/token';

/**
 * Recognises a service app by the assertion it signed (RFC 7523 section 2.2; facts 128 and 129). Whatever the outcome of the
 * request, an assertion whose signature and claims hold is used up: as at Okta, the repeated request of DPoP needs a new one.
 * `named` is told of the app that the assertion names, before it is checked.
 */
export async function authenticateClient(
  services: Services,
  form: ReadonlyMap<string, string>,
  named: (app: ServiceApp) => void,
): Promise<ServiceApp> {
  if (form.has('client_secret')) throw new OauthFault('otherMethod');
  const text = form.get('client_assertion');
  if (text === undefined || form.get('client_assertion_type') !== ASSERTION_TYPE) throw new OauthFault('noClient');
  const jws = services.jose.read(text);
  if (!jws) throw new OauthFault('malformedAssertion');
  const clientId = jws.claims.iss;
  const given = form.get('client_id');
  if (typeof clientId !== 'string' || (given !== undefined && given !== clientId)) {
    throw new OauthFault('clientMismatch');
  }
  const app = isPrintable(clientId) ? await services.store.serviceApps.byId(clientId) : undefined;
  if (app) named(app);
  if (app?.status !== 'ACTIVE') throw new OauthFault('unknownClient');
  await verifyBy(services, app, jws);
  const { now, links, store } = services;
  const expected = { clientId, audiences: [links.absolute(TOKEN_PATH), links.absolute('')], now: now() };
  const judged = judgeAssertion(jws.claims, expected);
  if (judged === 'wrongAudience') throw new OauthFault(judged, `Here it is ${expected.audiences[0]}.`);
  if (typeof judged === 'string') throw new OauthFault(judged);
  // Only now: who cannot sign for a client uses up none of its ids.
  const heard = await store.limits.spend([assertionOnce(app.id, text, judged)], expected.now);
  if (!heard.ok) throw new OauthFault('used');
  return app;
}

/** Checks the signature with the one key of the app's own that the header names. */
async function verifyBy({ jose, keySets }: Services, app: ServiceApp, jws: UnverifiedJws): Promise<void> {
  const { algorithm, header } = jws;
  if (algorithm === undefined) throw new OauthFault('wrongAlgorithm');
  const kid = typeof header.kid === 'string' ? header.kid : undefined;
  const keys = app.jwksUri === undefined ? activeKeys(app) : await keySets.keys(app.jwksUri, kid);
  if (!keys) throw new OauthFault('keysUnavailable');
  const fitting = keys.filter((key) => (header.kid === undefined ? fits(key, jws) : key.kid === kid));
  const [key] = fitting;
  // Without a name there must be no choice.
  if (!key || fitting.length > 1) throw new OauthFault('unknownKey');
  if (!fits(key, jws)) throw new OauthFault('wrongAlgorithm');
  if (!jose.verify(jws, key)) throw new OauthFault('wrongSignature');
}

const fits = (key: PublicKey, { algorithm }: UnverifiedJws): boolean =>
  algorithm !== undefined && algorithmsOf(key).includes(algorithm);

const activeKeys = ({ keys }: ServiceApp): readonly PublicKey[] =>
  keys.filter(({ status }) => status === 'ACTIVE').map(({ jwk, kid }) => ({ ...jwk, kid }));
