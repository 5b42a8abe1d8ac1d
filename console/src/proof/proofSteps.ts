import type { Client } from '@cofactor/client';

/** The challenge of a security key. */
export interface KeyChallenge {
  readonly challenge: Readonly<Record<string, unknown>> & { readonly challenge: string };
  readonly credentialId: string;
}

/** The answer to a step of a proof. */
export type ProofReply =
  | { readonly status: 'SUCCESS' }
  | ({ readonly status: 'CHALLENGE' } & KeyChallenge)
  | { readonly status: 'WAITING'; readonly state: string; readonly number?: number };

interface ProofStep {
  readonly answer?: Readonly<Record<string, string>>;
  readonly state?: string;
  readonly wait?: number;
}

/** One step by which an administrator proves the factor of their session once more. */
export const prove = (client: Client, step: ProofStep): Promise<ProofReply> =>
  client.request({ method: 'POST', path: '/admin/session/proof', body: step }) as Promise<ProofReply>;

/** Has the browser ask for the security key, and gives what it signed. */
export async function sign({ challenge, credentialId }: KeyChallenge): Promise<Readonly<Record<string, string>>> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      ...challenge,
      challenge: bytes(challenge.challenge),
      allowCredentials: [{ type: 'public-key', id: bytes(credentialId) }],
    },
  })) as PublicKeyCredential;
  const { clientDataJSON, authenticatorData, signature } = credential.response as AuthenticatorAssertionResponse;
  return {
    clientData: base64(clientDataJSON),
    authenticatorData: base64(authenticatorData),
    signatureData: base64(signature),
  };
}

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));

const base64 = (buffer: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(buffer)));
