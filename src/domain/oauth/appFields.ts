import type { AppRequest } from '../../contract/oauth/app.ts';
import { type Fault, fault } from '../values/fault.ts';
import { type NewKeys, readKeySet } from './keySetFields.ts';
import type { AppDisplay, ServiceApp } from './serviceApp.ts';

/** The parts of an app that whoever may change it writes. */
type AppFields = Pick<ServiceApp, 'label' | 'dpopBound' | 'keys' | 'jwksUri' | 'shown'>;

/** The parts that an app is checked with. */
export interface FieldParts extends NewKeys {
  /** Why an address is none to be asked for keys. */
  readonly uriProblem: (uri: string) => string | undefined;
}

const MAX_LABEL = 100;
const MAX_SHOWN = 16 * 1024;
const SECRET = 'A service app has no secret: it authenticates with private_key_jwt';

/**
 * Checks an app that is to be made, or to replace `known`. Without keys the known ones stay; the causes of a refusal name
 * each member that will not do.
 */
export function appFields(request: AppRequest, known: ServiceApp | undefined, parts: FieldParts): AppFields | Fault {
  const { credentials, settings } = request;
  const client = settings?.oauthClient ?? {};
  const wrong = [...otherKinds(request), ...labelProblems(request.label)];
  const ownId = credentials?.oauthClient?.client_id ?? '';
  if (ownId !== '' && ownId !== known?.id) wrong.push('client_id: It is chosen by the service; leave it out');
  const { jwks, jwks_uri: uri } = client;
  const jwksUri = typeof uri === 'string' && uri !== '' ? uri : undefined;
  if (jwks && jwks.keys.length > 0 && jwksUri !== undefined) wrong.push('jwks_uri: Either this or jwks, not both');
  const problem = jwksUri === undefined ? undefined : parts.uriProblem(jwksUri);
  if (problem !== undefined) wrong.push(`jwks_uri: ${problem}`);
  const read = readKeySet(jwks?.keys ?? [], known?.keys ?? [], parts);
  if ('problems' in read) wrong.push(...read.problems);
  const stays = jwksUri === undefined && !jwks;
  if (stays && known === undefined) wrong.push('jwks: Send the public keys of the app, or jwks_uri');
  const shown = shownOf(request);
  if (JSON.stringify(shown).length > MAX_SHOWN) wrong.push('settings: Too long');
  if (wrong.length > 0 || 'problems' in read) {
    return fault('validation', { subject: wrong[0]?.split(/[:.[]/, 1)[0] ?? 'app' }).because(...wrong);
  }
  const uriAfter = stays ? known?.jwksUri : jwksUri;
  return {
    label: (request.label ?? '').trim(),
    dpopBound: client.dpop_bound_access_tokens ?? known?.dpopBound ?? true,
    keys: stays ? (known?.keys ?? []) : read.keys,
    ...(uriAfter !== undefined && { jwksUri: uriAfter }),
    shown,
  };
}

/** Members that are of other kinds of apps than service apps. */
function otherKinds({ name, signOnMode, credentials, settings }: AppRequest): string[] {
  const { application_type: type, grant_types: grants, response_types: responses } = settings?.oauthClient ?? {};
  const { client_secret: secret, token_endpoint_auth_method: method } = credentials?.oauthClient ?? {};
  const only = (member: string, value: string) => `${member}: Only ${value} is supported`;
  return [
    ...((name ?? 'oidc_client') === 'oidc_client' ? [] : [only('name', 'oidc_client')]),
    ...((signOnMode ?? 'OPENID_CONNECT') === 'OPENID_CONNECT' ? [] : [only('signOnMode', 'OPENID_CONNECT')]),
    ...((type ?? 'service') === 'service' ? [] : [only('application_type', 'service')]),
    ...((grants ?? []).every((one) => one === 'client_credentials') ? [] : [only('grant_types', 'client_credentials')]),
    ...((responses ?? []).every((one) => one === 'token') ? [] : [only('response_types', 'token')]),
    ...((method ?? 'private_key_jwt') === 'private_key_jwt'
      ? []
      : [only('token_endpoint_auth_method', 'private_key_jwt')]),
    ...((secret ?? '') === '' ? [] : [`client_secret: ${SECRET}`]),
  ];
}

function labelProblems(label: string | undefined): string[] {
  const length = label?.trim().length ?? 0;
  return length > 0 && length <= MAX_LABEL && !/\p{Cc}/u.test(label ?? '')
    ? []
    : [`label: 1 to ${MAX_LABEL} characters`];
}

/** The members that are kept for whoever sent them. */
function shownOf({ accessibility, visibility, profile, credentials, settings }: AppRequest): AppDisplay {
  const {
    application_type: _type,
    grant_types: _grants,
    response_types: _responses,
    jwks: _keys,
    jwks_uri: _uri,
    dpop_bound_access_tokens: _bound,
    ...oauthClient
  } = settings?.oauthClient ?? {};
  return {
    ...(accessibility && { accessibility }),
    ...(visibility && { visibility }),
    ...(profile && { profile }),
    ...(settings?.notes && { notes: settings.notes }),
    ...(credentials?.userNameTemplate && { userNameTemplate: credentials.userNameTemplate }),
    ...(credentials?.oauthClient?.autoKeyRotation !== undefined && {
      autoKeyRotation: credentials.oauthClient.autoKeyRotation,
    }),
    oauthClient,
  };
}
