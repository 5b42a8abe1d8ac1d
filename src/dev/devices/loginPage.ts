import { fault } from '../../domain/values/fault.ts';
import { succeeded } from './answered.ts';
import type { DeviceWorld } from './device.ts';
import type { PhoneAccount } from './virtual/phoneScreen.ts';

type FactorOf = Pick<PhoneAccount, 'userId' | 'factorId'>;

/** The login page as the phone's owner sees it; the application makes it of our API's replies. */
export interface LoginPage {
  /** Scans the QR code of a push factor; where that has a device already, one for another device is asked for. */
  scan(factor: FactorOf): Promise<string>;
  /** The number to pick on the phone. */
  number(factor: FactorOf, transaction: string): Promise<number | undefined>;
}

/** Looks at the login page as an application with the API token would show it. */
export function loginPage({ ask, token, scan }: Pick<DeviceWorld, 'ask' | 'token' | 'scan'>): LoginPage {
  const authorization = `SSWS ${token}`;
  const call = async <T>(method: 'GET' | 'POST', path: string) =>
    succeeded(`${method} ${path}`, await ask({ method, path, authorization })) as T;
  const pathOf = ({ userId, factorId }: FactorOf) => `/api/v1/users/${userId}/factors/${factorId}`;
  return {
    async scan(factor) {
      const path = pathOf(factor);
      const { status } = await call<{ status: string }>('GET', path);
      const invitation = status === 'ACTIVE' ? `${path}/devices` : `${path}/lifecycle/activate`;
      const { _links } = await call<{ _links: { qrcode?: { href: string } } }>('POST', invitation);
      if (_links.qrcode) return scan(_links.qrcode.href);
      throw fault('validation', { subject: 'factorId' }).because('factorId: The factor has no QR code to scan.');
    },
    async number(factor, transaction) {
      interface Reply {
        readonly _embedded?: { readonly challenge?: { readonly correctAnswer?: number } };
      }
      const { _embedded } = await call<Reply>('GET', `${pathOf(factor)}/transactions/${transaction}`);
      return _embedded?.challenge?.correctAnswer;
    },
  };
}
