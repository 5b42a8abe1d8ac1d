import type { Model } from '../../domain/fido/evidence.ts';

/** A model, with the certificates that its maker vouches for it with (DER). */
export interface KnownModel extends Model {
  readonly roots: readonly Uint8Array[];
}

/** The models of authenticators that are known. */
export interface Models {
  /** By AAGUID, or by what `certificateModel` gives. */
  of(id: string): KnownModel | undefined;
}

/** No models: the service was started without a file of FIDO's metadata service. */
export const noModels: Models = { of: () => undefined };
