import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserInWords, platformOf } from './words.ts';

const agents: readonly (readonly [userAgent: string, words: string | undefined, platform: string])[] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome on Windows',
    'WEB',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge on Windows',
    'WEB',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
    'IOS',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    'Safari on a Mac',
    'WEB',
  ],
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android', 'ANDROID'],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
    'ANDROID',
  ],
  ['curl/8.14.1', 'curl', 'WEB'],
  ['okta-sdk-nodejs/8.1.0 node/26.10.0 Linux/6.1', 'a program on Linux', 'WEB'],
  ['mystery', undefined, 'WEB'],
];

for (const [userAgent, words, platform] of agents) {
  test(`"${userAgent.slice(0, 40)}…" is ${words ?? 'nothing anybody knows'}`, () => {
    assert.equal(browserInWords(userAgent), words);
    assert.equal(platformOf(userAgent), platform);
  });
}
