import type { Provider } from '../provider.ts';
import { bird } from './bird.ts';
import { http } from './http.ts';
import { infobip } from './infobip.ts';
import { log } from './log.ts';
import { messagebird } from './messagebird.ts';
import { plivo } from './plivo.ts';
import { smpp } from './smpp.ts';
import { smtp } from './smtp.ts';
import { sns } from './sns.ts';
import { telnyx } from './telnyx.ts';
import { twilio } from './twilio.ts';
import { vonage } from './vonage.ts';

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
