import type { ApiFaults } from './apiFaults.ts';
import type { ProviderFaults } from './providerFaults.ts';

/** Makes things go wrong on purpose. */
export interface FaultInjection {
  /**
   * Sets how the provider of messages behaves from now on: `down` fails every message (503 E0000139), `slow` takes
   * `milliseconds` to accept one, `late` accepts at once but the message arrives `milliseconds` later, `optedOut` (400
   * E0000140) and `unreachable` (400 E0000098 for phones) refuse the recipient, `up` is how it was.
   */
  readonly provider: ProviderFaults['set'];
  /** Adds a fault to API requests, before they are looked at, or to their replies. */
  readonly api: ApiFaults['add'];
  /** Everything works again. */
  clear(): void;
}
