import type { Static } from 'typebox';
import type { CredentialsRequest, PasswordRequest } from '../../contract/users/user.ts';
import { weakPassword } from '../../domain/users/passwordPolicy.ts';
import { foldAnswer, invalidRecovery } from '../../domain/users/recoveryQuestion.ts';
import type { User, UserProvider } from '../../domain/users/user.ts';
import { type Fault, fault } from '../../domain/values/fault.ts';
import type { Services } from '../shared/services.ts';

type Credentials = Static<typeof CredentialsRequest>;
type Password = Static<typeof PasswordRequest>;

/** Credentials as they are to be written; the plain password stays at hand because the login may still change. */
export interface NewCredentials {
  readonly password?: { readonly value: string; readonly hash: string };
  readonly recovery?: NonNullable<User['recovery']>;
}

/**
 * Hashes what a request sets, before anything is written; a password is first judged against the login it will belong
 * to, so that nothing is hashed for nothing. `current` is the recovery question the user has.
 */
export async function newCredentials(
  services: Services,
  given: Credentials | null | undefined,
  login: string,
  current?: User['recovery'],
): Promise<NewCredentials> {
  const { password, recovery_question: recovery } = given ?? {};
  const value = passwordValue(password);
  return {
    ...(value !== undefined && { password: { value, hash: await hashPassword(services, value, login) } }),
    ...(await newRecovery(services, recovery, current)),
  };
}

/** The provider of a request; undefined: OKTA. One without a `provider` is for the user as it is. */
export function providerOf(given: Credentials | null | undefined, current?: UserProvider): UserProvider | undefined {
  const type = given?.provider?.type ?? current ?? 'OKTA';
  if (type !== 'OKTA' && type !== 'FEDERATION') {
    throw invalidProvider(`Users of provider ${type.slice(0, 50)} are not supported, only of OKTA and FEDERATION.`);
  }
  const provider = type === 'OKTA' ? undefined : type;
  if (provider && (given?.password?.value !== undefined || given?.recovery_question?.answer !== undefined)) {
    throw invalidProvider(`A user of ${type} has no password and no recovery question here; leave them out.`);
  }
  return provider;
}

/** A user stays with the provider it was created with. */
export function requireProvider(given: Credentials | null | undefined, { provider }: User): void {
  if (providerOf(given, provider) === provider) return;
  throw invalidProvider(`It is ${provider ?? 'OKTA'} and cannot be changed; leave it out, or create the user anew.`);
}

const invalidProvider = (cause: string): Fault =>
  fault('validation', { subject: 'provider' }).because(`provider: ${cause}`);

/** The plain password of a request, if it has one; imports are refused (`hash` and `hook`). */
export function passwordValue(password: Password | null | undefined): string | undefined {
  if ((password?.hash ?? password?.hook ?? null) !== null) {
    throw fault('validation', { subject: 'password' }).because(
      'password: Imported hashes and password hooks are not supported; send password.value.',
    );
  }
  return password?.value;
}

/** The hash of a password somebody chose, once it is known to be strong enough (fact 158). */
export async function hashPassword({ passwords, policy }: Services, value: string, login: string): Promise<string> {
  const weak = weakPassword(value, login, policy.password);
  if (weak) throw weak;
  return passwords.hash(value);
}

/** A question sent back without its answer, as replies show it, changes nothing. */
async function newRecovery(
  { passwords }: Services,
  given: Credentials['recovery_question'],
  current: User['recovery'],
): Promise<Pick<NewCredentials, 'recovery'>> {
  if (!given || (given.question === undefined && given.answer === undefined)) return {};
  const { question = '', answer = '' } = given;
  if (given.answer === undefined && question === current?.question) return {};
  const invalid = invalidRecovery(question, answer);
  if (invalid) throw invalid;
  return { recovery: { question, answerHash: await passwords.hash(foldAnswer(answer)) } };
}
