import type { DevicePlatform } from '../../contract/devices/device.ts';
import type { Device } from './device.ts';

/** The part of a device that profiles show (fact 22). */
interface DeviceProfile {
  readonly deviceType: string;
  readonly key: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };
  readonly name: string;
  readonly platform: string;
  readonly version: string;
}

/** Okta's words for telephones; it has none for a browser. */
const deviceTypes: Readonly<Record<DevicePlatform, string>> = {
  ANDROID: 'SmartPhone_Android',
  IOS: 'SmartPhone_IPhone',
  WEB: 'Browser',
};

export const deviceProfile = ({ key, name, platform, version }: Device): DeviceProfile => ({
  deviceType: deviceTypes[platform],
  key,
  name,
  platform,
  version,
});
