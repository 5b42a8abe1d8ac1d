import type { AuthenticatorProvider } from '../../contract/org/authenticatorSettings.ts';
import type { LiveAuthenticator } from '../../domain/org/authenticators.ts';
import { outsideOf } from '../../domain/org/authenticatorTable.ts';
import type { AuthenticatorSettings } from '../../domain/org/enrollmentSettings.ts';
import { fault } from '../../domain/values/fault.ts';
import type { Write } from '../../store/change.ts';
import type { Services } from '../shared/services.ts';
import { withExpiry } from './clientCertificates.ts';
import { duoMistakes } from './duoSettings.ts';
import { tokenServerMistakes } from './tokenServerSettings.ts';
import { vipMistakes } from './vipSettings.ts';

type Sent = AuthenticatorProvider | null | undefined;

/** The secret in a request that changes an outside service's settings: one of several parts is a list of them. */
const secretIn = (key: string, sent: Sent): string | undefined => {
  const { secrets = [], overTls = [] } = outsideOf(key) ?? {};
  const [plain, tls] = [secrets, overTls].map((names) => names.flatMap((name) => sent?.configuration?.[name] ?? []));
  const parts = (tls?.length ? tls : plain) ?? [];
  return parts.length > 1 ? JSON.stringify(parts) : parts[0];
};

/** A new secret is written beside the settings, sealed, and never shown. */
export const secretWrites = ({ key, id }: Pick<AuthenticatorSettings, 'key' | 'id'>, sent: Sent): readonly Write[] => {
  const secret = secretIn(key, sent);
  return secret === undefined ? [] : [{ do: 'saveAuthenticatorSecret', authenticatorId: id, secret }];
};

/** An authenticator of an outside service after a change, once the change was found right; others are as they were sent. */
export function withOutside(
  { tokenServer, duo, vip }: Pick<Services, 'tokenServer' | 'duo' | 'vip'>,
  { key }: Pick<LiveAuthenticator, 'key'>,
  before: AuthenticatorSettings,
  after: AuthenticatorSettings,
  sent: Sent,
  at: string,
): AuthenticatorSettings {
  if (!sent) return after;
  const secret = secretIn(key, sent);
  const mistakes: Readonly<Record<string, () => readonly string[]>> = {
    onprem_mfa: () => tokenServerMistakes(tokenServer, before, after, sent),
    duo: () => duoMistakes(duo, before, after, secret),
    symantec_vip: () => vipMistakes(vip, after, sent),
  };
  const wrong = mistakes[key]?.() ?? [];
  const settings = { ...after, ...(secret !== undefined && { secretSince: at }) };
  if (wrong.length === 0) return knowsCertificate(key, settings) ? withExpiry(vip, before, settings, sent) : settings;
  throw fault('validation', { subject: 'provider' }).because(
    ...wrong.map((cause) => `provider.configuration.${cause}`),
  );
}

/** Whether the outside service knows the organization by a certificate. */
const knowsCertificate = (key: string, { provider }: AuthenticatorSettings): boolean =>
  key === 'symantec_vip' || (key === 'onprem_mfa' && provider?.configuration?.transport === 'TLS');
