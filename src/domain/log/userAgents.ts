/** The end user's program and machine, in the words of Okta's log. */
export interface UserAgentFacts {
  readonly os: string;
  readonly browser: string;
  readonly device: 'Computer' | 'Mobile' | 'Tablet' | 'Unknown';
}

/** Browsers by a word of their own in the header; those that also say the words of others stand before these. */
const browsers: readonly (readonly [word: RegExp, name: string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'EDGE'],
  [/\b(?:OPR|Opera)\//, 'OPERA'],
  [/\bSamsungBrowser\//, 'SAMSUNG'],
  [/\b(?:Firefox|FxiOS)\//, 'FIREFOX'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'CHROME'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'SAFARI'],
  [/\bTrident\//, 'IE'],
];

const systems: readonly (readonly [word: RegExp, name: string])[] = [
  [/\bWindows NT 10\.0/, 'Windows 10'],
  [/\bWindows\b/, 'Windows'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bMac OS X\b/, 'Mac OS X'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'Chrome OS'],
  [/\bLinux\b/, 'Linux'],
];

const nameOf = (table: typeof browsers, agent: string): string | undefined =>
  table.find(([word]) => word.test(agent))?.[1];

/** Reads a `User-Agent`, as far as it says so: the version of Windows is 10 from then on, and an iPad may call itself a Mac. */
export function readUserAgent(agent: string): UserAgentFacts {
  const os = nameOf(systems, agent);
  return { os: os ?? 'Unknown', browser: nameOf(browsers, agent) ?? 'UNKNOWN', device: deviceOf(agent, os) };
}

function deviceOf(agent: string, os: string | undefined): UserAgentFacts['device'] {
  if (/\biPad\b|\bTablet\b/.test(agent) || (os === 'Android' && !/\bMobile\b/.test(agent))) return 'Tablet';
  if (os === 'iOS' || os === 'Android') return 'Mobile';
  return os === undefined ? 'Unknown' : 'Computer';
}
