import { transactions } from '../../schema/devices.ts';
import { factorClaims, factorStates, factors as factorTable, formerFactors } from '../../schema/factors.ts';
import { factorProfiles, factorProfileUses, yubikeyCounts, yubikeyTokens } from '../../schema/hardwareTokens.ts';
import { declare } from './declare.ts';

const GONE = 'until the factor is removed or the user is deleted';
const OF_USER = 'select claim from factor_claims where user_id = $1';

/** Tables of what people prove themselves with. */
export const factors = {
  factors: declare(factorTable, {
    data: 'which kinds of factors a person has, since when',
    why: 'to ask for them',
    kept: GONE,
    about: { where: 'user_id = $1' },
    personal: ['factor_type', 'provider', 'status', 'created_at', 'updated_at'],
    pseudonymous: ['user_id', 'id'],
  }),
  factor_states: declare(factorStates, {
    data: 'what a factor knows, sealed: number, address, question, name and model of devices and keys; and its secrets',
    why: 'to judge answers, and to reach the person',
    kept: GONE,
    about: { where: 'user_id = $1' },
    partly: {
      state:
        'all that the API does not show of a factor either: keys, seeds, digests of codes and answers, links, challenges',
    },
    pseudonymous: ['user_id', 'factor_id'],
    impersonal: ['version'],
  }),
  factor_claims: declare(factorClaims, {
    data: 'that a person has this token or key, and that nobody else has',
    why: 'so that one token is not two people',
    kept: GONE,
    about: { where: 'user_id = $1' },
    pseudonymous: ['claim', 'user_id', 'factor_id'],
  }),
  former_factors: declare(formerFactors, {
    data: 'which factors are gone, why and when',
    why: 'to say so to those who still ask for them',
    kept: 'until the user is deleted',
    about: { where: 'user_id = $1' },
    personal: ['fate', 'at'],
    pseudonymous: ['user_id', 'id', 'successor'],
  }),
  transactions: declare(transactions, {
    data: 'questions to a device (pushes): when, what became of them, and from which address and browser the sign-in came, sealed',
    why: 'to show the person what they approve, and to take one answer',
    kept: 'about a day after they ended, or until the factor is removed',
    about: { where: 'user_id = $1' },
    personal: ['status', 'created_at', 'expires_ms'],
    partly: { state: 'the number to compare', requester: 'digests of fingerprints and device tokens' },
    pseudonymous: ['user_id', 'id', 'factor_id'],
  }),
  yubikey_tokens: declare(yubikeyTokens, {
    data: "the organization's YubiKeys: serial and public id, and when one was assigned and used",
    why: 'to judge their passcodes',
    kept: 'until an administrator removes the token',
    about: { where: `id in (select substr(claim, 9) from (${OF_USER}) as own where claim like 'yubikey:%')` },
    left: 'the token, which is assigned to nobody then',
    pseudonymous: ['id', 'serial', 'public_id', 'activated_at', 'last_verified_at', 'updated_at'],
    secret: { secrets: 'private id and AES key', seed_digest: 'digest of the seed' },
    impersonal: ['created_at'],
  }),
  yubikey_counts: declare(yubikeyCounts, {
    data: 'the counter of the last passcode of each seed',
    why: 'so that no passcode counts twice, should the token be uploaded again',
    kept: 'for ever: without it old passcodes would be good again',
    secret: { seed_digest: 'digest of the seed' },
    impersonal: ['last_count'],
  }),
  factor_profiles: declare(factorProfiles, {
    data: 'kinds of custom tokens',
    why: 'to judge their codes',
    kept: 'until an administrator removes them',
    impersonal: ['id', 'name', 'vendor_name', 'settings', 'created_at', 'updated_at'],
  }),
  factor_profile_uses: declare(factorProfileUses, {
    data: 'which kind of custom token a factor is of',
    why: 'so that a kind that is in use is not removed',
    kept: GONE,
    about: { where: `claim in (${OF_USER})` },
    pseudonymous: ['claim'],
    impersonal: ['profile_id'],
  }),
};
