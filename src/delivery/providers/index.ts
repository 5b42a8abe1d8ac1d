import type { Provider } from '../provider.ts';
import { bird } from './bird.ts';
import { http } from './http/http.ts';
import { infobip } from './infobip.ts';
import { log } from './log.ts';
import { messagebird } from './messagebird.ts';
import { plivo } from './plivo/plivo.ts';
import { smpp } from './smpp/smpp.ts';
import { smtp } from './smtp/smtp.ts';
import { sns } from './sns.ts';
import { telnyx } from './telnyx.ts';
import { twilio } from './twilio.ts';
import { vonage } from './vonage/vonage.ts';

/** All providers this program has, by id. */
export const providers = {
  twilio,
  vonage,
  sns,
  telnyx,
  plivo,
  messagebird,
  bird,
  infobip,
  http,
  smpp,
  smtp,
  log,
} satisfies { readonly [Id in string]: Provider };
