import { MIMEType } from 'node:util';
import { type Fault, fault } from '../domain/values/fault.ts';

/** The form nearly every caller writes, told apart without parsing. */
const USUAL = /^application\/json(?:; ?charset=utf-?8)?$/i;

/** The reason why content of this type and coding cannot be read; undefined when it is JSON in UTF-8. */
export function wrongEncoding(
  contentType: string | undefined,
  { 'content-encoding': coding }: { readonly 'content-encoding'?: string | undefined },
): Fault | undefined {
  if (coding !== undefined && !/^(?:identity)?$/i.test(coding.trim())) {
    return fault('unsupportedMediaType').because('Send the body as it is, without Content-Encoding.');
  }
  if (contentType !== undefined && USUAL.test(contentType)) return undefined;
  const type = parsed(contentType);
  if (type?.essence !== 'application/json') {
    return fault('unacceptableType').because('Send Content-Type: application/json.');
  }
  const charset = type.params.get('charset');
  if (charset === null || /^utf-?8$/i.test(charset)) return undefined;
  return fault('unsupportedMediaType').because(
    'Send the body in UTF-8: Content-Type: application/json; charset=utf-8.',
  );
}

function parsed(contentType: string | undefined): MIMEType | undefined {
  try {
    return new MIMEType(contentType ?? '');
  } catch {
    return undefined;
  }
}
