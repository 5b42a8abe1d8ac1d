import type { CertificateReader } from '../../domain/factors/clientCertificate.ts';
import type { VipAnswer, VipQuestion, VipService, VipSettings } from '../../domain/factors/vip.ts';
import type { VipExchange } from './exchange.ts';
import { paths, type VipRequest, writeRequest } from './request.ts';

/** Parts of the service. */
export interface VipServiceParts {
  readonly exchange: VipExchange;
  /** Undefined while they are not complete. */
  readonly settings: () => Promise<VipSettings | undefined>;
  readonly hostProblem: VipService['hostProblem'];
  readonly certificates: CertificateReader;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => Temporal.Instant;
}

/** Questions that wait for the service at once; more find it busy, and are not sent. */
const MOST_AT_ONCE = 256;
/** Credential ids are four letters and digits of the maker and up to 36 more (TokenIdType of the schema). */
const CREDENTIAL_ID = /^[\dA-Z]{5,40}$/;
/** Codes of VIP credentials have six digits; temporary ones of an administrator's may be longer. */
const CODE = /^\d{6,16}$/;

/** VIP Web Services, asked by SOAP 1.1 over mutual TLS. */
export function createVipService(parts: VipServiceParts): VipService {
  const { exchange, settings, hostProblem, certificates, random, now } = parts;
  let waiting = 0;

  async function send(found: VipSettings, request: VipRequest): Promise<VipAnswer> {
    const id = Buffer.from(random(16)).toString('hex');
    const { host, port, credentials, authority } = found;
    const reply = await exchange({
      ...{ host, port, credentials, path: paths[request.name], body: writeRequest(request, id) },
      ...(authority !== undefined && { authority }),
    });
    if (reply.is === 'none') return { is: 'unanswered', reason: reply.reason, sent: reply.sent };
    if (reply.status !== 200) return { is: 'unanswered', reason: 'REFUSED', sent: true };
    // With it comes an XML parser, which most services never need.
    const { readReasonCode } = await import('./reply.ts');
    const code = readReasonCode(reply.text, request.name, id);
    return code === undefined ? { is: 'unanswered', reason: 'NOT_BELIEVED', sent: true } : answerOf(code);
  }

  /** Asks a question that is fit to be sent. */
  async function asked(
    { credentialId, passCode, nextPassCode = passCode }: VipQuestion,
    request: VipRequest,
  ): Promise<VipAnswer> {
    const found = await settings();
    if (!found) return { is: 'unanswered', reason: 'NOT_CONFIGURED', sent: false };
    if (Temporal.Instant.compare(found.expires, now()) <= 0) {
      return { is: 'unanswered', reason: 'CERTIFICATE_EXPIRED', sent: false };
    }
    if (!CREDENTIAL_ID.test(credentialId) || !CODE.test(passCode) || !CODE.test(nextPassCode)) {
      return { is: 'rejected', reason: 'UNREADABLE' };
    }
    if (waiting >= MOST_AT_ONCE) return { is: 'unanswered', reason: 'BUSY', sent: false };
    waiting += 1;
    try {
      return await send(found, request);
    } finally {
      waiting -= 1;
    }
  }

  return {
    hostProblem,
    ...certificates,

    activate(question) {
      const { credentialId: TokenId, passCode: OTP1, nextPassCode: OTP2 } = question;
      return asked(question, { name: 'ActivateToken', TokenId, OTP1, OTP2 });
    },

    validate({ nextPassCode, ...question }) {
      const { credentialId: TokenId, passCode: OTP } = question;
      if (nextPassCode === undefined) return asked(question, { name: 'Validate', TokenId, OTP });
      // Both are judged: two codes must not be worth as little as the first of them.
      const codes = { OTP1: OTP, OTP2: nextPassCode };
      return asked({ ...question, nextPassCode }, { name: 'Synchronize', TokenId, ...codes });
    },
  };
}

/** Success, and the codes that are no verdict on the security code; whatever else the service says is a no. */
function answerOf(code: string): VipAnswer {
  if (code === '0000') return { is: 'accepted' };
  if (code === '4923') return { is: 'nextCodeWanted' };
  // 4990 to 4999 are states of a credential; 4879: temporarily not available; 4e04: a version that it does not speak.
  if (/^499\d$/.test(code)) return { is: 'rejected', reason: 'NOT_USABLE' };
  if (code === '4879' || code === '4e04') return { is: 'unanswered', reason: 'REFUSED', sent: true };
  return { is: 'rejected', reason: 'WRONG_CODE' };
}
