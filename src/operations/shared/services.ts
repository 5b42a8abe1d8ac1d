import type { OperationId, Operations } from '../../contract/index.ts';
import type { Input, Reply } from '../../contract/shared/operation.ts';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Prompts } from '../../delivery/prompts.ts';
import type { Roster } from '../../delivery/roster.ts';
import type { FailureTotal } from '../../domain/budgets/failureTotal.ts';
import type { Duo } from '../../domain/factors/duo.ts';
import type { TokenServer } from '../../domain/factors/tokenServer.ts';
import type { VipService } from '../../domain/factors/vip.ts';
import type { WebAuthnProofs } from '../../domain/fido/evidence.ts';
import type { Metrics } from '../../domain/metrics/metrics.ts';
import type { Jose } from '../../domain/oauth/jose.ts';
import type { KeySets } from '../../domain/oauth/keySets.ts';
import type { SigningKeys } from '../../domain/oauth/signingKeys.ts';
import type { Organization } from '../../domain/org/organization.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { OpenIdProvider } from '../../domain/signin/openIdProvider.ts';
import type { Passwords } from '../../domain/users/passwords.ts';
import type { EventHookCalls } from '../../hooks/eventHook.ts';
import type { Hooks } from '../../hooks/hook.ts';
import type { Store } from '../../store/store.ts';
import type { Links } from './links.ts';
import type { LongPolls } from './longPolls.ts';
import type { Created, Download, Page } from './replies.ts';

/** Everything an operation may use. Built once, in `main` or in a test. */
export interface Services {
  readonly store: Store;
  readonly delivery: Delivery;
  /** Tells devices of questions that wait for them. */
  readonly prompts: Prompts;
  /** Requests that are held open until something happens. */
  readonly longPolls: LongPolls;
  /** The providers of messages. */
  readonly providers: Roster;
  readonly hooks: Hooks;
  readonly eventHooks: EventHookCalls;
  readonly passwords: Passwords;
  /** Wrong answers over all users, of this process. */
  readonly failures: FailureTotal;
  readonly webauthn: WebAuthnProofs;
  readonly tokenServer: TokenServer;
  readonly duo: Duo;
  readonly vip: VipService;
  /** Signed tokens, of others and our own. */
  readonly jose: Jose;
  readonly signingKeys: SigningKeys;
  /** Keys of service apps that are kept at addresses of theirs. */
  readonly keySets: KeySets;
  /** A provider at which administrators may sign in besides here. */
  readonly openid: OpenIdProvider | undefined;
  /** Seals what callers keep for us and must not read or change. */
  readonly seals: Seals;
  readonly links: Links;
  /** Asks the database once; the answer stays as it is. */
  readonly organization: () => Promise<Organization>;
  readonly policy: Policy;
  /** Is told what happens, as numbers. */
  readonly metrics: Metrics;
  /** Erases what is left of users who were deleted, in the log and elsewhere. */
  readonly erase: () => Promise<void>;
  /** Reports a fault that no caller hears of. */
  readonly onError: (error: unknown) => void;
  readonly now: () => Temporal.Instant;
  readonly random: (bytes: number) => Uint8Array;
  readonly newId: (prefix: string) => string;
}

/** Sealing, bound to a purpose; `open` throws for what was not sealed here for the same. */
interface Seals {
  seal(value: unknown, boundTo: string): string;
  open(sealed: string, boundTo: string): unknown;
  /** The keyed hash of a text that must not be stored as it is. */
  hash(text: string, purpose: string): string;
}

/** The function that runs when an operation is called. */
export type Handler<Id extends OperationId> = (
  services: Services,
  input: Input<Operations[Id]>,
) => Promise<Reply<Operations[Id]> | Created<Reply<Operations[Id]>> | Page<Reply<Operations[Id]> | Download>>;
