import { fault } from '../../domain/fault.ts';
import { succeeded } from './answered.ts';
import type { DeviceWorld } from './device.ts';
import type { PhoneAccount } from './virtualPhone.ts';

type FactorOf = Pick<PhoneAccount, 'userId' | 'factorId'>;

interface Activation {
  readonly _embedded?: { readonly activation?: ActivationLinks };
}

interface ActivationLinks {
  readonly _links: { readonly qrcode?: { readonly href: string } };
}

/** What the owner of a phone sees on a login page, which the application makes of our API's replies. */
export interface LoginPage {
  /** Scans the QR code of a push factor; where that has a device already, one for another device is asked for. */
  scan(factor: FactorOf): Promise<string>;
  /** The number to pick on the phone. */
  number(factor: FactorOf, transaction: string): Promise<number | undefined>;
}

/** Looks at the login page as an application with the API token would show it. */
export function loginPage({ ask, token, scan }: Pick<DeviceWorld, 'ask' | 'token' | 'scan'>): LoginPage {
  const authorization = `SSWS ${token}`;
  const call = async (method: 'GET' | 'POST', path: string) =>
    succeeded(`${method} ${path}`, await ask({ method, path, authorization }));
  const pathOf = ({ userId, factorId }: FactorOf) => `/api/v1/users/${userId}/factors/${factorId}`;
  return {
    async scan(factor) {
      const { status, ...pending } = (await call('GET', pathOf(factor))) as Activation & { status: string };
      const invited =
        status === 'ACTIVE' ? ((await call('POST', `${pathOf(factor)}/devices`)) as ActivationLinks) : undefined;
      const href = (invited ?? pending._embedded?.activation)?._links.qrcode?.href;
      if (href !== undefined) return scan(href);
      throw fault('validation', { subject: 'factorId' }).because(
        'factorId: Nothing is there to scan; enroll push, or call lifecycle/activate again when its code has expired.',
      );
    },
    async number(factor, transaction) {
      const reply = await call('GET', `${pathOf(factor)}/transactions/${transaction}`);
      return (reply as { _embedded?: { challenge?: { correctAnswer?: number } } })._embedded?.challenge?.correctAnswer;
    },
  };
}
