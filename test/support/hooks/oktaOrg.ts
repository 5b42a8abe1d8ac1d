import { after, before, beforeEach } from 'node:test';
import type { Outgoing } from '../../../src/delivery/delivery.ts';
import { type RenderedMessage, renderMessage } from '../../../src/delivery/render.ts';
import type { MessageOutcome } from '../../../src/domain/messages/messageRecord.ts';
import type { EngineName } from '../engines.ts';
import { type CallOptions, type World, world } from '../world.ts';
import { oktaRequest } from './oktaRequest.ts';

export const path = '/hooks/okta/telephony';
export const SECRET = 'the secret of an Okta org 0815';
export const withSecret: CallOptions = { token: null, headers: { authorization: SECRET } };
/** A user of the org. */
export const okta = '00uyxxSknGtK8022w0g3';

interface Org {
  w: World;
  /** Messages of the test that runs, whether the carrier took them or not. */
  outgoing: Outgoing[];
  /** The carrier's answer to a message; accepts unless a test says otherwise. */
  carrier: (message: Outgoing) => Promise<MessageOutcome>;
}

const accepts: Org['carrier'] = async () => ({
  accepted: true,
  attempts: [{ provider: 'p1', name: 'Carrier', result: 'ACCEPTED', milliseconds: 120, reference: 'r' }],
});

/** An Okta org that has the service as its telephony hook, for the tests of one `describe`. */
export function oktaOrg(engine: EngineName) {
  const org = { outgoing: [], carrier: accepts } as Omit<Org, 'w'> as Org;
  let events = 0;
  let numbers = 0;
  before(async () => {
    org.w = await world(engine, {
      oktaHookSecret: SECRET,
      delivery: () => ({
        send(message) {
          org.outgoing.push(message);
          return org.carrier(message);
        },
      }),
    });
  });
  after(() => org.w.close());
  beforeEach(() => {
    org.outgoing = [];
    org.carrier = accepts;
  });
  const number = () => `+1802448${5000 + ++numbers}`;
  const event = () => `event-${++events}`;
  const send = (body: unknown, options: CallOptions = withSecret) => org.w.call('POST', path, body, options);
  const request = (messageProfile: object = {}, requestType?: string) =>
    oktaRequest({
      eventId: event(),
      messageProfile: { phoneNumber: number(), otpCode: '012345', msgTemplate: 'Acme: 012345', ...messageProfile },
      ...(requestType !== undefined && { requestType }),
    });
  const newest = (): Outgoing => org.outgoing.at(-1)!;
  const words = (): RenderedMessage => renderMessage(newest());
  const record = async (id: string) => (await org.w.store.messages.byId(okta, id))!;
  return { org, number, event, send, request, newest, words, record };
}
