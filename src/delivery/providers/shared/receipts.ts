import type { FinalRefusal, ProviderReceipt } from '../../provider.ts';

/** The meaning of a vendor's error code in our words: theirs repeat phone numbers and message texts. */
interface VendorCode {
  readonly says: string;
  /** Set where the recipient is the problem, and no other provider would do better. */
  readonly final?: FinalRefusal;
}

/** The codes of a vendor that are worth knowing; all others say nothing about the recipient, and another may try. */
export type VendorCodes = Readonly<Record<string, VendorCode>>;

export const invalid = (says: string): VendorCode => ({ says, final: 'INVALID_RECIPIENT' });
export const optedOut = (says: string): VendorCode => ({ says, final: 'OPTED_OUT' });
export const mayRetry = (says: string): VendorCode => ({ says });

/** The vendor has the message; its id is kept when it looks like one. */
export function accepted(reference?: unknown): ProviderReceipt {
  const id = typeof reference === 'number' ? String(reference) : reference;
  return typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id)
    ? { accepted: true, reference: id }
    : { accepted: true };
}

/** Not sent, through no fault of the recipient. */
export const failed = (reason: string): ProviderReceipt => ({ accepted: false, retry: true, reason });

/** The refusal of providers whose calls cannot dial on once they are answered. */
export const noExtensions = failed('EXTENSION: this provider cannot dial extensions');

/** Never to be sent to this recipient. */
export const refused = (reason: string, final?: FinalRefusal): ProviderReceipt => ({
  accepted: false,
  retry: false,
  reason,
  ...(final && { final }),
});

/** A refusal by the vendor's own code. Unknown codes are quoted only when they look like a code. */
export function byCode(vendor: string, codes: VendorCodes, code: unknown, status?: number): ProviderReceipt {
  const name = typeof code === 'number' ? String(code) : typeof code === 'string' ? code : '';
  const known = Object.hasOwn(codes, name) ? codes[name] : undefined;
  const shown = known || /^(?:\d{1,5}|[A-Z][A-Za-z_]{2,50})$/.test(name) ? `${vendor} ${name}` : vendor;
  const where = status === undefined ? shown : `${shown} (HTTP ${status})`;
  const reason = known ? `${where}: ${known.says}` : where;
  return known?.final ? refused(reason, known.final) : failed(reason);
}
