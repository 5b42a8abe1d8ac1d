import type { ApiToken } from '../domain/access/apiToken.ts';
import type { Limit } from '../domain/budgets/budgets.ts';
import type { TransactionWrite } from '../domain/devices/transaction.ts';
import type { Factor, FormerFactor } from '../domain/factors/factor.ts';
import type { OrgWrite } from '../domain/hardwareTokens/tokenPool.ts';
import type { YubikeySeed } from '../domain/hardwareTokens/yubikeyPool.ts';
import type { YubikeyRecord } from '../domain/hardwareTokens/yubikeyRecord.ts';
import type { InlineHookWrite } from '../domain/hooks/inlineHook.ts';
import type { LogEntry } from '../domain/log/logEntry.ts';
import type { MessageOutcome, MessageRecord } from '../domain/messages/messageRecord.ts';
import type { EnrollmentSettings } from '../domain/org/enrollmentSettings.ts';
import type { MessageProviderWrite } from '../domain/providers/messageProvider.ts';
import type { TemplateWrite } from '../domain/templates/template.ts';
import type { User } from '../domain/users/user.ts';
import type { Phone, PhoneChannel } from '../domain/values/phone.ts';
import type { KeyHold } from './shared/keyHold.ts';

/** One step of a change. Saves and removes happen only while the version read is still the stored one. */
export type Write =
  | OrgWrite
  | InlineHookWrite
  | MessageProviderWrite
  | TemplateWrite
  | TransactionWrite
  | { readonly do: 'insertFactor'; readonly factor: Factor; readonly claims: readonly string[] }
  | {
      readonly do: 'saveFactor';
      readonly before: Factor;
      readonly factor: Factor;
      /** Values it holds from now on, besides those it was inserted with. */
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
  | { readonly do: 'saveEnrollment'; readonly settings: EnrollmentSettings }
  | { readonly do: 'insertYubikey'; readonly id: string; readonly seed: YubikeySeed; readonly at: Temporal.Instant }
  | { readonly do: 'removeYubikey'; readonly token: YubikeyRecord }
  | { readonly do: 'insertMessage'; readonly message: MessageRecord }
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
  | { readonly do: 'forgive'; readonly keys: readonly string[] }
  /** What was taken for nothing: undoes one `spend`. */
  | { readonly do: 'refund'; readonly limits: readonly Limit[] }
  /** A proof of earnest: gives balances so many back. */
  | { readonly do: 'credit'; readonly limits: readonly Limit[]; readonly by: number; readonly at: Temporal.Instant }
  /** This change is what a request with an Idempotency-Key did; `stale` when another answers in its place by now. */
  | { readonly do: 'markKey'; readonly hold: KeyHold }
  | { readonly do: 'remember'; readonly key: string; readonly until: Temporal.Instant }
  | { readonly do: 'log'; readonly entry: LogEntry };

/** A write as a value: all of it happens, in this order, or none of it. */
export type Change = readonly Write[];

/** `stale`: someone else wrote first; read again. `taken`: a claim, login or name is held by another. */
export type Applied = 'done' | 'stale' | 'taken';
