import { leadsTo } from './chain.ts';
import { library } from './library.ts';
import type { KnownModel } from './models.ts';
import type { Attestation } from './readAttestation.ts';

/**
 * Refuses an Android attestation that ends in a certificate of its own making. The library does so too, but follows
 * addresses in the certificates first: with one of an attacker's, this service would call whom they like.
 */
export async function requireKnownRoot({ format, certificates }: Attestation): Promise<void> {
  if (format !== 'android-key') return;
  const { SettingsService, convertCertBufferToPEM } = await library();
  const root = certificates.at(-1);
  const known = SettingsService.getRootCertificates({ identifier: format });
  if (!root || !known.includes(convertCertBufferToPEM(new Uint8Array(root)))) {
    throw new Error('its certificates do not lead to a root of Google');
  }
}

/**
 * Whether the maker of an authenticator vouches for its model, once the attestation's signature was found right.
 * Throws when it pretends to be of a model that is known and is not.
 */
export function isVouched(
  { format, certificates }: Attestation,
  model: KnownModel | undefined,
  now: Temporal.Instant,
): boolean {
  // The library knows the roots of these two, and accepts nothing else.
  if (format === 'apple' || format === 'android-key') return true;
  if (certificates.length === 0 || !model) return false;
  if (leadsTo(certificates, model.roots, now)) return true;
  throw new Error(`its certificates do not lead to a root of ${model.name}`);
}
