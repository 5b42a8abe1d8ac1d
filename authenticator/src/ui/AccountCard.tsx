import type { Account } from '../core/account.ts';
import { go } from '../state/place.ts';
import { Code } from './Code.tsx';
import { Icon } from './icons.tsx';

/** One account: whose it is, its code, and the way to what can be done with it. */
export const AccountCard = ({ account }: { readonly account: Account }) => (
  <li class="card account">
    <button type="button" class="whose" onClick={() => go(`account/${account.kid}`)}>
      <span class="initial" aria-hidden="true">
        {[...account.organization][0]?.toLocaleUpperCase()}
      </span>
      <span class="names">
        <strong>{account.organization}</strong>
        <span>{account.login}</span>
        <span class="unseen">, manage</span>
      </span>
      <Icon name="next" />
    </button>
    {account.forgotten ? (
      <p class="gone">The service no longer knows this device. You can remove the account.</p>
    ) : (
      <Code account={account} />
    )}
  </li>
);
