import { knownRequesters, limits } from '../../schema/budgets.ts';
import { erasures, leftBudgets } from '../../schema/privacy.ts';
import { phones, unsealedPhones, userAttributes, users } from '../../schema/users.ts';
import { declare } from './declare.ts';

const GONE = 'until the user is deleted';
const ADDRESS_HASH = 'keyed hash of the number';

/** Tables that say who people are, from where they come, and how often. */
export const people = {
  users: declare(users, {
    data: 'the profile (login, names, e-mail addresses, telephone, whatever else it was given), the state of the account and when it changed, the recovery question',
    why: 'to know who signs in and where messages go, and to show administrators whom they look at',
    kept: GONE,
    about: { where: 'id = $1' },
    personal: [
      ...(['login_key', 'status', 'suspended_from', 'profile', 'recovery_question', 'created_at'] as const),
      ...(['activated_at', 'status_changed_at', 'last_login_at', 'updated_at', 'password_changed_at'] as const),
      ...(['link_purpose', 'link_expires_at'] as const),
    ],
    pseudonymous: ['id'],
    secret: {
      password_hash: 'hash of the password',
      recovery_answer_hash: 'hash of the answer to the recovery question',
      link_digest: 'digest of a link by which the password is set',
    },
    impersonal: ['provider', 'version'],
  }),
  user_attributes: declare(userAttributes, {
    data: 'the profile once more, in lower case',
    why: 'to find people by it',
    kept: GONE,
    about: { where: 'user_id = $1' },
    personal: ['name', 'value_key', 'value_number'],
    pseudonymous: ['user_id'],
    impersonal: ['position'],
  }),
  phones: declare(phones, {
    data: 'numbers a person was reached at, sealed',
    why: 'so that a number that was proven once need not be proven again, and to find whose it is',
    kept: GONE,
    about: { where: 'user_id = $1' },
    personal: ['channel', 'address', 'verified'],
    pseudonymous: ['user_id', 'id'],
    secret: { address_hash: ADDRESS_HASH, tail_hash: 'keyed hash of its last four digits' },
  }),
  unsealed_phones: declare(unsealedPhones, {
    data: 'numbers that a version before sealing left in clear',
    why: 'to be sealed; empty soon after the first start of this version',
    kept: GONE,
    about: { where: 'user_id = $1' },
    personal: ['channel', 'number', 'e164', 'extension', 'verified'],
    pseudonymous: ['user_id', 'id'],
  }),
  known_requesters: declare(knownRequesters, {
    data: 'networks from which a person was verified or set a password, and devices that were remembered',
    why: 'so that strangers who guess cannot lock the person out',
    kept: '90 days after the last verification from there, or until the user is deleted or forgets them',
    about: { where: 'user_id = $1' },
    personal: ['until_ms'],
    partly: { name: 'digests of fingerprints and device tokens' },
    pseudonymous: ['user_id'],
  }),
  limits: declare(limits, {
    data: 'how many guesses, messages and questions there were, by user, factor, number, mailbox and network; the latter three sealed, and found by keyed hashes',
    why: 'against guessing codes, and against messages that only cost money',
    kept: 'until 30 days after nothing of it counts any more',
    about: { among: 'budgets' },
    left: 'the count of a number, mailbox or network, under a keyed hash alone',
    personal: ['used', 'until_ms', 'forget_ms'],
    partly: { key: 'keyed hashes, and digests of fingerprints and device tokens' },
    secret: { sealed_key: 'the key again, sealed' },
  }),
  left_budgets: declare(leftBudgets, {
    data: 'what a deleted user had used up, under keyed hashes of login, addresses and number',
    why: 'so that deleting and creating somebody refills nothing',
    kept: 'until 30 days after nothing of it counts any more',
    about: { not: 'hashes of which nobody knows any more what they were made of' },
    left: 'counts without a name',
    pseudonymous: ['mark', 'key', 'used', 'until_ms', 'forget_ms'],
  }),
  erasures: declare(erasures, {
    data: 'ids of users who were deleted within the last hour',
    why: 'to erase what requests that were under way have written about them since',
    kept: 'an hour after the deletion',
    about: { where: 'user_id = $1' },
    left: 'the id, for an hour',
    pseudonymous: ['user_id'],
    impersonal: ['passes', 'due_ms'],
  }),
};
