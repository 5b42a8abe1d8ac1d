import type { Library } from './library.ts';

/** The way in which the parts of a long message are tied together: SMPP 3.4 section 5.2.12, 5.3.2.22, 5.3.2.32. */
type Concatenation = 'udh' | 'sar' | 'payload';

/** The fields of one `submit_sm` that are about its words. */
type Part = Readonly<Record<string, unknown>>;

const GSM = { data_coding: 0x00, whole: 160, part: 153 };
const UCS2 = { data_coding: 0x08, whole: 140, part: 134 };
const UDH_INDICATOR = 0x40;
const ESCAPE = 0x1b;

/**
 * A text as one or more `submit_sm`: in the GSM alphabet when it has all letters, else in UCS-2, and cut where a handset
 * can put it together again (3GPP TS 23.040 section 9.2.3.24.1). `reference` is the same for all parts, 0 to 255.
 */
export function partsOf(
  { encodings }: Pick<Library, 'encodings'>,
  text: string,
  how: Concatenation,
  reference: number,
): readonly Part[] {
  const gsm = encodings.ASCII.match(text);
  const { data_coding, whole, part } = gsm ? GSM : UCS2;
  const bytes = gsm ? encodings.ASCII.encode(text) : encodings.UCS2.encode(text);
  if (bytes.length <= whole) return [{ data_coding, short_message: bytes }];
  if (how === 'payload') return [{ data_coding, message_payload: bytes }];
  const pieces = cut(bytes, part, gsm ? splitsGsm : splitsUcs2);
  return pieces.map((piece, index) => {
    const [total, number] = [pieces.length, index + 1];
    if (how === 'sar') {
      const sar = { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: number };
      return { data_coding, short_message: piece, ...sar };
    }
    const udh = Buffer.from([0x05, 0x00, 0x03, reference, total, number]);
    return { data_coding, esm_class: UDH_INDICATOR, short_message: Buffer.concat([udh, piece]) };
  });
}

function cut(bytes: Buffer, size: number, splits: (bytes: Buffer, end: number) => number): readonly Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = Math.min(start + size, bytes.length);
    const safe = end === bytes.length ? end : end - splits(bytes, end);
    pieces.push(bytes.subarray(start, safe));
    start = safe;
  }
  return pieces;
}

/** An escape and the letter after it stay together. */
const splitsGsm = (bytes: Buffer, end: number): number => (bytes[end - 1] === ESCAPE ? 1 : 0);

/** So do the halves of a surrogate pair. */
const splitsUcs2 = (bytes: Buffer, end: number): number => ((bytes[end - 2]! & 0xfc) === 0xd8 ? 2 : 0);
