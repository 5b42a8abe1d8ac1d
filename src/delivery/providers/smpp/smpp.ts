import { type Static, Type } from 'typebox';
import type { Destination } from '../../../outgoing/guard.ts';
import { type ProviderIo, type ProviderReceipt, provider } from '../../provider.ts';
import { unreachable } from '../shared/exchange.ts';
import { accepted, byCode, failed, invalid, mayRetry, type VendorCodes } from '../shared/receipts.ts';
import { flag, form, text } from '../shared/settings.ts';
import { type Library, library } from './library.ts';
import { BindRefused, type Gateway, type Link, type Opening, openLink } from './smppLink.ts';
import { partsOf } from './smppMessage.ts';
import { plainId, receiptOf } from './smppReceipt.ts';

const whole = (title: string, description: string, maximum: number) =>
  Type.Optional(Type.Integer({ title, description, minimum: 0, maximum }));

const settings = form({
  host: text('Host', 'Of the gateway'),
  port: whole('Port', '2775, or 3550 with TLS, when empty', 65535),
  tls: flag('TLS', 'Encrypt the connection; the code crosses it'),
  ca: Type.Optional(
    Type.String({ title: 'CA certificate', description: 'In PEM, of a gateway with a private one', maxLength: 20_000 }),
  ),
  systemId: Type.String({ title: 'System ID', description: 'To bind with', minLength: 1, maxLength: 15 }),
  password: Type.String({ title: 'Password', description: 'To bind with', format: 'password', maxLength: 64 }),
  systemType: Type.Optional(
    Type.String({ title: 'System type', description: 'When the carrier wants one', maxLength: 12 }),
  ),
  from: Type.String({
    title: 'From',
    description: 'Number, short code or up to 11 letters and digits',
    minLength: 1,
    maxLength: 20,
  }),
  fromTon: whole('Type of number of From', 'When the carrier wants another than its form suggests', 6),
  fromNpi: whole('Numbering plan of From', 'When the carrier wants another than its form suggests', 18),
  serviceType: Type.Optional(
    Type.String({ title: 'Service type', description: 'When the carrier wants one', maxLength: 5 }),
  ),
  concatenation: Type.Optional(
    Type.Union([Type.Literal('udh'), Type.Literal('sar'), Type.Literal('payload')], {
      title: 'Long messages',
      description: 'How their parts are marked: user data header, SAR parameters, or whole in message_payload',
      default: 'udh',
    }),
  ),
  receipts: flag('Delivery receipts', 'Ask for them, and bind as transceiver to get them'),
  decimalReceiptIds: flag('Decimal receipt IDs', 'Receipts name in decimal what was answered in hexadecimal'),
});

/** Command statuses by name: SMPP 3.4 section 5.1.3. */
const codes: VendorCodes = {
  ESME_RINVDSTADR: invalid('the number is not valid'),
  ESME_RINVSRCADR: mayRetry('From is not allowed'),
  ESME_RTHROTTLED: mayRetry('too many messages'),
  ESME_RMSGQFUL: mayRetry('the queue is full'),
  ESME_RSUBMITFAIL: mayRetry('the message was not taken'),
  ESME_RSYSERR: mayRetry('internal error'),
  ESME_RBINDFAIL: mayRetry('the bind was refused'),
  ESME_RINVPASWD: mayRetry('the password is wrong'),
  ESME_RINVSYSID: mayRetry('the system ID is wrong'),
  ESME_RALYBND: mayRetry('already bound'),
};

/** A carrier's own gateway by SMPP 3.4; the connection stays bound between messages. */
export const smpp = provider({
  id: 'smpp',
  label: 'SMPP gateway',
  channels: ['sms'],
  settings,

  async send({ to, rendered }, settings, io) {
    const smpp = await library();
    const parts = partsOf(smpp, rendered.text, settings.concatenation ?? 'udh', io.random(1)[0] ?? 0);
    const envelope = {
      service_type: settings.serviceType ?? '',
      ...sender(settings),
      ...{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.replace(/^\+/, '') },
    };
    try {
      const link = await within(io.signal, linkTo(smpp, settings, io));
      const answers = await within(
        io.signal,
        Promise.all(
          parts.map((part, index) => {
            const last = settings.receipts && index === parts.length - 1;
            return link.submit({ ...envelope, ...part, registered_delivery: last ? 1 : 0 });
          }),
        ),
      );
      const wrong = answers.find(({ command_status }) => command_status !== 0);
      if (wrong) return byStatus(smpp, wrong.command_status);
      return accepted(plainId(answers.at(-1)?.message_id, settings.decimalReceiptIds ?? false));
    } catch (error) {
      return error instanceof BindRefused ? byStatus(smpp, error.status) : unreachable(error, io.signal);
    }
  },

  destinations: (settings) => [destinationOf(settings)],

  async close(settings) {
    for (const trusted of [true, false]) {
      const key = keyOf(settings, trusted);
      const opening = links.get(key);
      links.delete(key);
      await opening?.close();
    }
  },
});

type Settings = Static<typeof settings>;

const links = new Map<string, Opening>();

/** The one connection for these settings, bound by whoever needs it first. */
async function linkTo(smpp: Library, settings: Settings, { reported, connector }: ProviderIo): Promise<Link> {
  const to = destinationOf(settings);
  const problem = connector.problem(to);
  if (problem !== undefined) throw Object.assign(new Error(problem), { code: 'FORBIDDEN_ADDRESS' });
  const key = keyOf(settings, connector.trusted);
  const known = links.get(key);
  const gateway = { ...gatewayOf(settings), lookup: connector.lookup(to) };
  const opening = known ?? openLink(smpp, gateway, () => links.get(key) === opening && links.delete(key));
  links.set(key, opening);
  const link = await opening.opened;
  link.onDeliver = (pdu) => {
    const report = receiptOf(pdu, settings.decimalReceiptIds ?? false);
    if (report) reported?.(report);
  };
  return link;
}

/** A connection to where only the operator may go is never handed to others. */
const keyOf = (settings: Settings, trusted: boolean): string => JSON.stringify([trusted, settings]);

/** The gateway as the guard sees it. */
const destinationOf = ({ host, tls = false }: Settings): Destination => ({ host, encrypted: tls });

const gatewayOf = ({
  host,
  port,
  tls = false,
  ca,
  systemId,
  password,
  systemType = '',
  receipts,
}: Settings): Omit<Gateway, 'lookup'> => ({
  ...{ host, port: port ?? (tls ? 3550 : 2775), tls, systemId, password, systemType, receive: receipts ?? false },
  ...(ca !== undefined && { ca }),
});

/** International numbers, short codes and names are told apart by type and plan: SMPP 3.4 sections 5.2.5 and 5.2.6. */
function sender({ from, fromTon, fromNpi }: Settings) {
  const digits = from.replace(/^\+/, '');
  const [ton, npi] = !/^\d+$/.test(digits) ? [5, 0] : digits.length <= 6 ? [3, 0] : [1, 1];
  return { source_addr_ton: fromTon ?? ton, source_addr_npi: fromNpi ?? npi, source_addr: digits };
}

function byStatus({ errors }: Library, status: number): ProviderReceipt {
  const [name] = Object.entries(errors).findLast(([, one]) => one === status) ?? [];
  return name ? byCode('SMPP', codes, name) : failed(`SMPP command status 0x${status.toString(16).padStart(8, '0')}`);
}

/** The value, unless the signal comes first. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
