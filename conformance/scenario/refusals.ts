import type { Session } from '../driver/session.ts';
import { listOf, refused } from '../driver/wanted.ts';

/** Kinds that an organization without their vendors does not have, and how an SDK hears of it. */
export async function refusedKinds(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const kinds = [
    { factorType: 'signed_nonce', provider: 'OKTA' },
    { factorType: 'token', provider: 'RSA', profile: { credentialId: 'ada' } },
    { factorType: 'token', provider: 'SYMANTEC', profile: { credentialId: 'VSMT1' } },
    { factorType: 'web', provider: 'DUO' },
  ];
  for (const body of kinds) {
    const subject = body.factorType === 'token' ? `token ${body.provider}` : body.factorType;
    // Tokens are enrolled with passcodes, and here are none: two SDKs have no model for one of RSA's that is.
    const code = body.factorType === 'token' ? 'E0000003' : 'E0000001';
    await s.call({ operation: 'enrollFactor', path: { userId }, body }, subject, refused(code));
  }
  const path = { userId, factorId: 'ost000000000000000000' };
  await s.call({ operation: 'getFactor', path }, 'of nobody', refused('E0000007'));
}

/** The catalogue of a user who has a phone, whose items then name it (fact 38). */
export async function catalog(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const body = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber: s.phone() } };
  await s.world.must('POST', `/api/v1/users/${userId}/factors?activate=true`, body);
  const call = { operation: 'listSupportedFactors', path: { userId } };
  await s.call(call, '', listOf('factorType', 'provider', 'status'));
}

export async function resetFactors(s: Session): Promise<void> {
  const { id: userId } = await s.person();
  const factors = `/api/v1/users/${userId}/factors`;
  const profile = { question: 'disliked_food', answer: 'Brussels sprouts' };
  await s.world.must('POST', factors, { factorType: 'question', provider: 'OKTA', profile });
  const { result } = await s.call({ operation: 'resetFactors', path: { userId } });
  if (result !== 'passed' || (await s.world.must('GET', factors)).length === 0) return;
  s.results.push({ operation: 'resetFactors', subject: '', outcome: 'failed', error: 'the factors are still there' });
}
