import { isOurNonce, newNonce } from '../../domain/oauth/dpopNonce.ts';
import { judgeProof, keyOfProof, type ProvenRequest } from '../../domain/oauth/dpopProof.ts';
import { OauthFault } from '../../domain/oauth/oauthFault.ts';
import { proofOnce } from '../../domain/oauth/once.ts';
import type { Services } from '../shared/services.ts';

/** The parts of the services that proofs of possession are judged with. */
export type ProofServices = Pick<Services, 'jose' | 'store' | 'seals' | 'now'>;

/** The demands on a proof besides that it is one for this request. */
interface Demands {
  /** It must have a nonce of ours: at the token endpoint (facts 130, 132). */
  readonly nonce?: true;
  /** The thumbprint of the key that it must be signed by. */
  readonly boundTo?: string;
}

/** Judges a proof of possession (RFC 9449 section 4.3), which is used up by that; gives the thumbprint of its key. */
export async function provePossession(
  { jose, store, seals }: ProofServices,
  proof: string,
  request: ProvenRequest,
  { nonce, boundTo }: Demands,
): Promise<string> {
  const jws = jose.read(proof);
  const key = jws && keyOfProof(jws);
  if (!key) throw new OauthFault('malformedProof');
  const thumbprint = jose.thumbprint(key);
  // Before the signature: whoever stole a token chooses the key, and how long it takes to check by it.
  if (boundTo !== undefined && boundTo !== thumbprint) throw new OauthFault('otherKey');
  if (!jose.verify(jws, key)) throw new OauthFault('wrongProof');
  const judged = judgeProof(jws, request);
  if (typeof judged === 'string') throw new OauthFault(judged);
  if (nonce && !isOurNonce(seals, jws.claims.nonce, request.now)) throw new OauthFault('nonceWanted');
  const heard = await store.limits.spend([proofOnce(thumbprint, judged.jti)], request.now);
  if (!heard.ok) throw new OauthFault('proofUsed');
  return thumbprint;
}

/** A nonce that proofs at the token endpoint may have for three days from now. */
export const nonceNow = ({ seals, now }: Pick<Services, 'seals' | 'now'>): string => newNonce(seals, now());
