/** A request as the fake service reads it. */
export interface VipMessage {
  readonly operation: 'ActivateToken' | 'Validate' | 'Synchronize';
  readonly id: string;
  readonly tokenId: string;
  readonly codes: readonly string[];
  readonly path: string;
}

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const VIP = 'https://schemas.vip.symantec.com/2006/08/vipservice';

/** The members of each operation in the order of the schema, and where it is asked. */
const operations = {
  ActivateToken: { path: '/mgmt/soap', codes: ['OTP1', 'OTP2'] },
  Validate: { path: '/val/soap', codes: ['OTP'] },
  Synchronize: { path: '/val/soap', codes: ['OTP1', 'OTP2'] },
} as const;

/** Reads a request as strictly as the schema: undefined for one that does not fit it. Made apart from the client's writer. */
export function readMessage(path: string, text: string): VipMessage | undefined {
  const envelope =
    /^<\?xml version="1\.0" encoding="UTF-8"\?><(\w+):Envelope xmlns:\1="([^"]+)" xmlns:(\w+)="([^"]+)"><\1:Body><\3:(\w+) Version="([\d.]+)" Id="(\w{1,40})">(.+)<\/\3:\5><\/\1:Body><\/\1:Envelope>$/.exec(
      text,
    );
  if (!envelope) return undefined;
  const [, , soap, prefix, vip, name, version, id = '', members = ''] = envelope;
  if (soap !== SOAP || vip !== VIP || version !== '2.0' || !name || !Object.hasOwn(operations, name)) return undefined;
  const operation = name as VipMessage['operation'];
  const names = ['TokenId', ...operations[operation].codes];
  const pattern = names.map((each) => `<${prefix}:${each}>([0-9A-Za-z]{1,40})</${prefix}:${each}>`).join('');
  const found = new RegExp(`^${pattern}$`).exec(members);
  if (!found || path !== operations[operation].path) return undefined;
  const [, tokenId = '', ...codes] = found;
  return { operation, id, tokenId, codes, path };
}

/** A reply of the schema. Each lie is an option of its own. */
export interface VipReplyOptions {
  readonly code: string;
  readonly requestId?: string;
  readonly operation?: string;
  readonly namespace?: string;
  /** What stands before the envelope, and inside the reply after its status. */
  readonly before?: string;
  readonly inside?: string;
  /** A second verdict beside the first. */
  readonly second?: string;
}

/** Writes a reply to a request. */
export function writeReply(message: VipMessage, options: VipReplyOptions): string {
  const { code, requestId = message.id, operation = message.operation, namespace = VIP } = options;
  const one = (verdict: string) =>
    `<${operation}Response RequestId="${requestId}" Version="2.0" xmlns="${namespace}"><Status><ReasonCode>${verdict}</ReasonCode>` +
    `<StatusMessage>so</StatusMessage></Status>${options.inside ?? ''}</${operation}Response>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>${options.before ?? ''}<S:Envelope xmlns:S="${SOAP}"><S:Body>` +
    `${one(code)}${options.second === undefined ? '' : one(options.second)}</S:Body></S:Envelope>`
  );
}
