/** SOAP 1.1 section 3. */
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
/** The target namespace of the schema of VIP Web Services. */
export const VIP = 'https://schemas.vip.symantec.com/2006/08/vipservice';

/** An operation of VIP Web Services, with its members in the order of the schema. */
export type VipRequest =
  | { readonly name: 'ActivateToken'; readonly TokenId: string; readonly OTP1: string; readonly OTP2: string }
  | { readonly name: 'Validate'; readonly TokenId: string; readonly OTP: string }
  | { readonly name: 'Synchronize'; readonly TokenId: string; readonly OTP1: string; readonly OTP2: string };

/** The path of each operation at the service. */
export const paths: Readonly<Record<VipRequest['name'], string>> = {
  ActivateToken: '/mgmt/soap',
  Validate: '/val/soap',
  Synchronize: '/val/soap',
};

/** Writes a request; its reply repeats the id. */
export function writeRequest({ name, ...members }: VipRequest, id: string): string {
  const body = Object.entries(members).map(([member, text]) => `<vip:${member}>${escaped(text)}</vip:${member}>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<soap:Envelope xmlns:soap="${SOAP}" xmlns:vip="${VIP}"><soap:Body>`,
    `<vip:${name} Version="2.0" Id="${id}">${body.join('')}</vip:${name}>`,
    '</soap:Body></soap:Envelope>',
  ].join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => entities[one] ?? '');
