import type { TelephonyProviderRequest, TelephonySettings } from '../../contract/providers/telephonyProvider.ts';
import type { MessageProvider } from './messageProvider.ts';

type Twilio = Pick<MessageProvider, 'settings' | 'channels'>;

/** Okta's fields of a Twilio account in our settings, with the channels they are for; or what is wrong with them. */
export function fromTelephony(
  { providerSid, providerAuthToken, providerSettings }: TelephonyProviderRequest,
  known?: Twilio,
): Twilio & { readonly wrong: readonly string[] } {
  const settings: Record<string, unknown> = { ...known?.settings };
  if (providerSid !== undefined) settings.accountSid = providerSid;
  if (providerAuthToken !== undefined) settings.authToken = providerAuthToken;
  if (known && !providerSettings) return { settings, channels: known.channels, wrong: [] };
  const { sms, call } = providerSettings ?? {};
  for (const name of ['from', 'messagingServiceSid', 'callFrom']) delete settings[name];
  if (sms?.twilioPhoneNumber) settings.from = sms.twilioPhoneNumber;
  if (sms?.twilioMessageSid) settings.messagingServiceSid = sms.twilioMessageSid;
  const caller = call?.twilioPhoneNumber ?? call?.twilioCallerId;
  if (caller) settings.callFrom = caller;
  return {
    settings,
    channels: [...(sms ? (['sms'] as const) : []), ...(call ? (['call'] as const) : [])],
    wrong: [
      ...(sms || call ? [] : ['providerSettings: One or both of sms, call']),
      ...wrongWay('sms', sms, ['twilioPhoneNumber', 'twilioMessageSid']),
      ...wrongWay('call', call, ['twilioPhoneNumber', 'twilioCallerId']),
    ],
  };
}

type Way = NonNullable<TelephonySettings['sms']>;

function wrongWay(channel: string, way: Way | undefined, usable: readonly (keyof Way)[]): readonly string[] {
  if (!way || usable.some((name) => way[name])) return [];
  const instead = `One of ${usable.join(', ')}`;
  return way.twilioVerifySid
    ? [`providerSettings.${channel}.twilioVerifySid: Twilio Verify makes codes nobody here could check. ${instead}`]
    : [`providerSettings.${channel}: ${instead}`];
}

/** The provider's settings in Okta's form. A number that only calls come from is a caller ID, as Okta has it. */
export function toTelephony({ channels, settings }: Twilio): TelephonySettings {
  const { from, messagingServiceSid, callFrom = from } = settings as Readonly<Record<string, string | undefined>>;
  const sms = {
    ...(messagingServiceSid !== undefined
      ? { twilioMessageSid: messagingServiceSid }
      : from !== undefined && { twilioPhoneNumber: from }),
  };
  const call = callFrom === from ? 'twilioPhoneNumber' : 'twilioCallerId';
  return {
    ...(channels.includes('sms') && { sms }),
    ...(channels.includes('call') && callFrom !== undefined && { call: { [call]: callFrom } }),
  };
}
