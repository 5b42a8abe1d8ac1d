import type { ApiToken } from '../domain/access/apiToken.ts';
import type { IdentityWrite } from '../domain/access/linkedIdentity.ts';
import type { AccessWrite } from '../domain/access/roleAssignment.ts';
import type { SessionWrite } from '../domain/access/session.ts';
import type { TrustedOriginWrite } from '../domain/access/trustedOrigin.ts';
import type { Limit } from '../domain/budgets/budgets.ts';
import type { TransactionWrite } from '../domain/devices/transaction.ts';
import type { Factor, FormerFactor } from '../domain/factors/factor.ts';
import type { OrgWrite } from '../domain/hardwareTokens/tokenPool.ts';
import type { YubikeySeed } from '../domain/hardwareTokens/yubikeyPool.ts';
import type { YubikeyRecord } from '../domain/hardwareTokens/yubikeyRecord.ts';
import type { HelpDeskWrite } from '../domain/helpDesk/helpDeskRequest.ts';
import type { EventHookWrite } from '../domain/hooks/eventHook.ts';
import type { InlineHookWrite } from '../domain/hooks/inlineHook.ts';
import type { LogEntry } from '../domain/log/logEntry.ts';
import type { MessageOutcome, MessageRecord } from '../domain/messages/messageRecord.ts';
import type { ServiceAppWrite } from '../domain/oauth/serviceApp.ts';
import type { SigningKeyWrite } from '../domain/oauth/signingKeys.ts';
import type { EnrollmentSettings } from '../domain/org/enrollmentSettings.ts';
import type { MessageProviderWrite } from '../domain/providers/messageProvider.ts';
import type { TemplateWrite } from '../domain/templates/template.ts';
import type { User } from '../domain/users/user.ts';
import type { Phone, PhoneChannel } from '../domain/values/phone.ts';
import type { KeyHold } from './shared/keyHold.ts';

/**
 * One step of a change; its SQL is the row of the same name in `Writers`. Saves and removals happen only while the stored
 * version is the one that was read.
 */
export type Write =
  | AccessWrite
  | EventHookWrite
  | HelpDeskWrite
  | IdentityWrite
  | OrgWrite
  | InlineHookWrite
  | MessageProviderWrite
  | SessionWrite
  | ServiceAppWrite
  | SigningKeyWrite
  | TemplateWrite
  | TransactionWrite
  | TrustedOriginWrite
  | { readonly do: 'insertFactor'; readonly factor: Factor; readonly claims: readonly string[] }
  | {
      readonly do: 'saveFactor';
      readonly before: Factor;
      readonly factor: Factor;
      /** Claims the factor gets besides those it was inserted with. */
      readonly claims?: readonly string[];
    }
  | { readonly do: 'removeFactor'; readonly factor: Factor; readonly former: FormerFactor }
  | { readonly do: 'savePhone'; readonly phone: Phone }
  | { readonly do: 'removePhone'; readonly userId: string; readonly channel: PhoneChannel }
  | { readonly do: 'insertUser'; readonly user: User }
  | { readonly do: 'saveUser'; readonly user: User }
  | { readonly do: 'removeUser'; readonly user: User }
  | { readonly do: 'insertToken'; readonly token: ApiToken }
  | { readonly do: 'revokeToken'; readonly id: string; readonly at: Temporal.Instant }
  | { readonly do: 'removeToken'; readonly id: string }
  | { readonly do: 'saveAuthenticatorSecret'; readonly authenticatorId: string; readonly secret: string }
  | { readonly do: 'saveEnrollment'; readonly settings: EnrollmentSettings }
  | { readonly do: 'insertYubikey'; readonly id: string; readonly seed: YubikeySeed; readonly at: Temporal.Instant }
  | { readonly do: 'removeYubikey'; readonly token: YubikeyRecord }
  /** `to` is the whole recipient; the record has it masked. */
  | { readonly do: 'insertMessage'; readonly message: MessageRecord; readonly to: string }
  | {
      readonly do: 'sentMessage';
      readonly userId: string;
      readonly id: string;
      readonly receipt: MessageOutcome;
      readonly at: Temporal.Instant;
    }
  | { readonly do: 'blockMessage'; readonly userId: string; readonly id: string; readonly reason: string }
  | {
      readonly do: 'reportMessage';
      readonly userId: string;
      readonly id: string;
      readonly status: 'DELIVERED' | 'UNDELIVERED';
      readonly reason?: string;
      readonly at: Temporal.Instant;
    }
  | {
      readonly do: 'verifiedMessages';
      readonly userId: string;
      readonly challengeId: string;
      readonly at: Temporal.Instant;
    }
  /** Gives back all that was taken from budgets. */
  | { readonly do: 'forgive'; readonly keys: readonly string[] }
  /** Undoes one `spend`: the budgets were taken from, and then nothing was done for it. */
  | { readonly do: 'refund'; readonly limits: readonly Limit[] }
  /** Gives `by` back to balances, and counts as a proof of trust. */
  | { readonly do: 'credit'; readonly limits: readonly Limit[]; readonly by: number; readonly at: Temporal.Instant }
  /** Marks an Idempotency-Key as carried out by this change; `stale` when another request has taken its place. */
  | { readonly do: 'markKey'; readonly hold: KeyHold }
  /** Makes a user know requesters by these names until an instant. */
  | {
      readonly do: 'knowRequesters';
      readonly userId: string;
      readonly names: readonly string[];
      readonly until: Temporal.Instant;
    }
  /** A user forgets every requester they knew, device tokens too. */
  | { readonly do: 'forgetRequesters'; readonly userId: string }
  /** Remembers a key until an instant (`isRemembered`), with a whole number of 31 bits where one is given (`takeNote`). */
  | { readonly do: 'remember'; readonly key: string; readonly until: Temporal.Instant; readonly note?: number }
  | { readonly do: 'log'; readonly entry: LogEntry };

/** Writes as a value: all of them happen, in this order, or none (ADR 0002). */
export type Change = readonly Write[];

/**
 * The outcome of a change. `stale`: another request wrote first; read again. `taken`: the claim, login or name is held by
 * another.
 */
export type Applied = 'done' | 'stale' | 'taken';
