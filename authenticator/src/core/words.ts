/** The browser and the system of a user agent, in words people use; undefined when neither can be told. */
export function browserInWords(userAgent: string): string | undefined {
  const browser = first(userAgent, browsers);
  const system = first(userAgent, systems);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system;
}

/** The `profile.platform` of a device with this user agent. */
export function platformOf(userAgent: string): 'ANDROID' | 'IOS' | 'WEB' {
  if (/Android/.test(userAgent)) return 'ANDROID';
  return /iPhone|iPad|iPod/.test(userAgent) ? 'IOS' : 'WEB';
}

type Rules = readonly (readonly [pattern: RegExp, words: string])[];

// In this order: most browsers also name the ones before them.
const browsers: Rules = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bVersion\/\S+ (?:Mobile\/\S+ )?Safari\//, 'Safari'],
  [/\bcurl\//, 'curl'],
  [/\bokta-sdk-|\bcofactor-client\b|\bnode\b|\bpython\b|\bGo-http-client\b|\bJava\//i, 'a program'],
];

const systems: Rules = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
];

function first(text: string, rules: Rules): string | undefined {
  return rules.find(([pattern]) => pattern.test(text))?.[1];
}
