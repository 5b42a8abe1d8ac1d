import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Remotes } from '../../../src/domain/factors/remotes.ts';
import { relyingPartyOf } from '../../../src/domain/fido/origins.ts';
import { defaultPolicy } from '../../../src/domain/policy/policy.ts';
import { u2f } from '../../../src/factors/u2f/u2f.ts';
import { webauthn } from '../../../src/factors/webauthn/webauthn.ts';
import { createWebAuthnProofs } from '../../../src/remotes/webauthn/proofs.ts';
import { kindContext } from '../../support/factors/kindContext.ts';
import { handmadeKey } from '../../support/factors/securityKeys/handmadeKey.ts';
import { handmadeU2f } from '../../support/factors/securityKeys/handmadeU2f.ts';
import { BASE } from '../../support/world.ts';

// No HTTP and no database: thousands of answers are judged by the kinds themselves.
const policy = { ...defaultPolicy, fido: { ...defaultPolicy.fido, relyingParty: () => relyingPartyOf(BASE) } };
const context = kindContext({ policy });
const remotes = { webauthn: createWebAuthnProofs({ now: () => context.now }) } as Remotes;
const id = 'fwf00000000000000001';
const challenge = {
  value: Buffer.alloc(32, 1).toString('base64url'),
  expires: context.now.add({ minutes: 5 }).toString(),
};

type Answer = { clientData: string } & Record<string, string>;

/** Every answer that differs from this one in a byte of one of its fields: a bit of it turned, or the rest cut off. */
function* mutated(answer: Answer): Generator<Answer> {
  for (const [field, text] of Object.entries(answer)) {
    const bytes = Buffer.from(text, 'base64');
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [0, 3, 7]) {
        const other = Buffer.from(bytes);
        other.writeUInt8(other.readUInt8(at) ^ (1 << bit), at);
        yield { ...answer, [field]: other.toString('base64') };
      }
      if (at % 8 === 0) yield { ...answer, [field]: bytes.subarray(0, at).toString('base64') };
    }
  }
}

async function webauthnJudges(state: Parameters<typeof webauthn.profile>[0], answer: Answer) {
  const status = state.credential ? 'ACTIVE' : 'PENDING_ACTIVATION';
  const factor = { id, status, state } as const;
  const evidence = await webauthn.answers!.gather(factor, answer, remotes);
  const decision = webauthn.answers!.verify(factor, answer, context, evidence);
  return decision.ok ? decision.state : undefined;
}

const rpId = new URL(BASE).hostname;
const differsIn = (one: Answer, other: Answer) => Object.keys(one).find((field) => one[field] !== other[field]);

for (const alg of ['ES256', 'EdDSA', 'RS256'] as const) {
  test(`webauthn, ${alg}: an answer with one byte changed, or cut short, is accepted for nothing else, and never an error of ours`, async () => {
    const key = handmadeKey(alg);
    const registration = (await key.register(challenge.value)) as Answer;
    const registered = await webauthnJudges({ rpId, challenge }, registration);
    assert.ok(registered);
    for (const answer of mutated(registration)) {
      const judged = await webauthnJudges({ rpId, challenge }, answer);
      // Some signatures can be written in more ways than one.
      if (judged) assert.deepEqual([judged, differsIn(answer, registration)], [registered, 'attestation']);
    }
    const state = { ...registered, challenge };
    const assertion = key.sign(challenge.value) as Answer;
    const verified = await webauthnJudges(state, assertion);
    assert.ok(verified);
    for (const answer of mutated(assertion)) {
      const judged = await webauthnJudges(state, answer);
      if (judged) assert.deepEqual([judged, differsIn(answer, assertion)], [verified, 'signatureData']);
    }
  });
}

test('u2f: an answer with one byte changed, or cut short, is accepted for nothing else, and never an error of ours', () => {
  const key = handmadeU2f();
  const pending = { id, status: 'PENDING_ACTIVATION', state: { challenge } } as const;
  const registration = key.register(challenge.value) as Answer;
  const registered = u2f.answers!.verify(pending, registration, context, undefined);
  assert.ok(registered.ok);
  for (const answer of mutated(registration)) {
    const judged = u2f.answers!.verify(pending, answer, context, undefined);
    // Nothing vouches for the maker's certificate itself: it may be any that has its key.
    if (judged.ok) assert.deepEqual(judged.state, registered.state, JSON.stringify(answer));
  }
  const active = { id, status: 'ACTIVE', state: { ...registered.state, challenge } } as const;
  const signature = key.sign(challenge.value) as Answer;
  assert.ok(u2f.answers!.verify(active, signature, context, undefined).ok);
  for (const answer of mutated(signature)) {
    assert.equal(u2f.answers!.verify(active, answer, context, undefined).ok, false, JSON.stringify(answer));
  }
});
