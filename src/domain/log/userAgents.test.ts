import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readUserAgent } from './userAgents.ts';

const agents: readonly (readonly [string, ReturnType<typeof readUserAgent>])[] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
    { os: 'Windows 10', browser: 'EDGE', device: 'Computer' },
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    { os: 'iOS', browser: 'SAFARI', device: 'Mobile' },
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    { os: 'Android', browser: 'CHROME', device: 'Mobile' },
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    { os: 'Android', browser: 'CHROME', device: 'Tablet' },
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    { os: 'Linux', browser: 'FIREFOX', device: 'Computer' },
  ],
  ['okta-sdk-nodejs/7.1.0 node/22.0.0', { os: 'Unknown', browser: 'UNKNOWN', device: 'Unknown' }],
];

for (const [agent, facts] of agents) {
  test(`${facts.browser} on ${facts.os} is a ${facts.device}`, () => assert.deepEqual(readUserAgent(agent), facts));
}
