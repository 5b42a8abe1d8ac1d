import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { library } from './library.ts';
import type { KnownModel, Models } from './models.ts';

/** The part of a metadata statement that is of use here (FIDO Metadata Statement 3.0). */
const Statement = Type.Object({
  aaguid: Type.Optional(Type.String()),
  attestationCertificateKeyIdentifiers: Type.Optional(Type.Array(Type.String())),
  description: Type.String(),
  /** DER in base64; some files have line breaks in it. */
  attestationRootCertificates: Type.Array(Type.String()),
  keyProtection: Type.Optional(Type.Array(Type.String())),
});

/** The part of an entry that is of use here (FIDO Metadata Service 3.0, section 3.1.1). */
const Entry = Type.Object({
  aaguid: Type.Optional(Type.String()),
  attestationCertificateKeyIdentifiers: Type.Optional(Type.Array(Type.String())),
  metadataStatement: Statement,
  statusReports: Type.Optional(Type.Array(Type.Object({ status: Type.String() }))),
});
type Entry = Static<typeof Entry>;

/** Section 3.1.4: what a relying party should not trust. A later report of an update does not heal keys that are out. */
const COMPROMISED = new Set([
  'REVOKED',
  'USER_VERIFICATION_BYPASS',
  'ATTESTATION_KEY_COMPROMISE',
  'USER_KEY_REMOTE_COMPROMISE',
  'USER_KEY_PHYSICAL_COMPROMISE',
]);

/** Models, and until when the file they come from is up to date. */
export interface Metadata {
  readonly models: Models;
  /** A date, `2026-12-31`. */
  readonly nextUpdate?: string;
}

/** Models of the metadata service's BLOB, once its signature and certificates lead to FIDO's root; throws otherwise. */
export async function readBlob(blob: string): Promise<Metadata> {
  const { verifyMDSBlob } = await library();
  const { payload } = await verifyMDSBlob(blob.trim());
  return { models: modelsOf(payload.entries), nextUpdate: payload.nextUpdate };
}

/** Models of plain JSON that an administrator vouches for: a list of metadata statements, or of the service's entries. */
export function readStatements(json: unknown): Metadata {
  if (!Array.isArray(json)) throw new Error('it is not a list');
  const entries = json.map((one): unknown => (Value.Check(Statement, one) ? { metadataStatement: one } : one));
  const wrong = entries.findIndex((one) => !Value.Check(Entry, one) || idsOf(one).length === 0);
  if (wrong >= 0)
    throw new Error(
      `number ${wrong + 1} is no metadata statement with an aaguid or attestationCertificateKeyIdentifiers`,
    );
  return { models: modelsOf(entries) };
}

/** Both, the administrator's own first. */
export function allModels(...all: readonly Models[]): Models {
  return { of: (id) => all.map((models) => models.of(id)).find((model) => model !== undefined) };
}

function modelsOf(entries: readonly unknown[]): Models {
  const known = new Map<string, KnownModel>();
  for (const entry of entries) {
    // Entries of UAF authenticators have neither; they are for another protocol.
    if (!Value.Check(Entry, entry)) continue;
    for (const id of idsOf(entry)) known.set(id.toLowerCase(), toModel(entry));
  }
  return { of: (id) => known.get(id) };
}

/** The AAGUID of a model, or the keys of the certificates that vouch for it. */
function idsOf({ aaguid, attestationCertificateKeyIdentifiers: keys, metadataStatement }: Entry): readonly string[] {
  const own = aaguid ?? metadataStatement.aaguid;
  return own === undefined ? (keys ?? metadataStatement.attestationCertificateKeyIdentifiers ?? []) : [own];
}

function toModel({ metadataStatement, statusReports = [] }: Entry): KnownModel {
  const { description, attestationRootCertificates, keyProtection = [] } = metadataStatement;
  const compromised = statusReports.find(({ status }) => COMPROMISED.has(status))?.status;
  return {
    name: description,
    ...(compromised !== undefined && { compromised }),
    hardware: keyProtection.some((how) => how === 'hardware' || how === 'secure_element'),
    fips: statusReports.some(({ status }) => status.startsWith('FIPS140_CERTIFIED_')),
    roots: attestationRootCertificates.map((base64) => new Uint8Array(Buffer.from(base64, 'base64'))),
  };
}
