import type { DeliveryReport } from '../../provider.ts';

/** The final states of SMPP 3.4, section 5.2.28 and appendix B; all others are steps on the way. */
const words: Readonly<Record<string, DeliveryReport['status']>> = {
  DELIVRD: 'DELIVERED',
  EXPIRED: 'UNDELIVERED',
  DELETED: 'UNDELIVERED',
  UNDELIV: 'UNDELIVERED',
  REJECTD: 'UNDELIVERED',
};
const states: Readonly<Record<number, string>> = {
  2: 'DELIVRD',
  3: 'EXPIRED',
  4: 'DELETED',
  5: 'UNDELIV',
  8: 'REJECTD',
};

/** The bits of `esm_class` that say what a `deliver_sm` is, and the one for a receipt (section 5.2.12). */
const KIND = 0x3c;
const RECEIPT = 0x04;

/**
 * The report in a `deliver_sm`: from its optional parameters when it has them, else from the customary text. Undefined
 * when it is somebody's answer, or a step on the way. `decimal`: receipts name in decimal what `submit_sm_resp` named
 * in hexadecimal, as some carriers do.
 */
export function receiptOf(pdu: Readonly<Record<string, unknown>>, decimal: boolean): DeliveryReport | undefined {
  if (typeof pdu.esm_class !== 'number' || (pdu.esm_class & KIND) !== RECEIPT) return undefined;
  const text = textOf(pdu.short_message) ?? textOf(pdu.message_payload) ?? '';
  const named = typeof pdu.receipted_message_id === 'string' ? pdu.receipted_message_id : '';
  const id = named || (fieldOf(text, 'id', /\S+/) ?? '');
  const state = states[Number(pdu.message_state)] ?? fieldOf(text, 'stat', /\w{1,7}/)?.toUpperCase() ?? '';
  const status = words[state];
  if (id === '' || !status) return undefined;
  const reference = decimal && /^\d+$/.test(id) ? BigInt(id).toString(16) : id;
  if (status === 'DELIVERED') return { reference, status };
  const error = fieldOf(text, 'err', /\w{1,5}/);
  return { reference, status, reason: error && !/^0*$/.test(error) ? `${state} ${error}` : state };
}

/** A field of the customary text; some carriers put a blank before its value. */
const fieldOf = (text: string, name: string, value: RegExp): string | undefined =>
  new RegExp(`\\b${name}:(?:\\s(?!\\w+:))?(${value.source})`, 'i').exec(text)?.[1];

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null && 'message' in value ? value.message : value;
  if (Buffer.isBuffer(text)) return text.toString('latin1');
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** A message id as it is kept: some carriers pad hexadecimal ones, and mix their cases. */
export const plainId = (id: unknown, decimal: boolean): string => {
  const text = String(id ?? '').trim();
  return decimal && /^[0-9a-f]+$/i.test(text) ? BigInt(`0x${text}`).toString(16) : text;
};
