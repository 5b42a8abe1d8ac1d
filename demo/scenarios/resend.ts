import assert from 'node:assert/strict';
import type { Client } from '@okta/okta-sdk-nodejs';
import { expectRefusal } from '../support/checks.ts';
import type { Demo, Scenario } from '../support/demo.ts';
import { expectTyped, PENDING } from '../support/factors.ts';

/** Another code for the same pending factor, by the SDK and as "Resending an SMS verification code in Okta" does it. */
export const resend: Scenario = {
  title: 'Resend, by the SDK and by its exposed http client',
  async run(demo) {
    const { inbox, say, advance } = demo;
    const { userFactorApi } = demo.client;
    const phoneNumber = demo.phone('+18024482040');
    const factor = { factorType: 'sms', provider: 'OKTA', profile: { phoneNumber } } as const;
    const { id: userId } = await demo.newUser();
    await advance('PT30S');
    const pending = await userFactorApi.enrollFactor({ userId, body: factor });
    const factorId = expectTyped(pending, { type: 'UserFactorSMS', prefix: 'mbl', status: PENDING });
    const codes = [await inbox.code(phoneNumber)];
    const resendByName = () =>
      userFactorApi.resendEnrollFactor({ userId, factorId, resendUserFactor: factor as never });

    say.step('Within 30 seconds: too soon');
    await expectRefusal(resendByName(), {
      status: 429,
      errorCode: 'E0000109',
      errorSummary: 'An SMS message was recently sent. Please wait 30 seconds before trying again.',
    });
    await inbox.nothing(phoneNumber);

    say.step('userFactorApi.resendEnrollFactor, 30 seconds later');
    await advance('PT30S');
    const resent = await resendByName();
    assert.equal(expectTyped(resent, { type: 'UserFactorSMS', prefix: 'mbl', status: PENDING }), factorId);
    codes.push(await inbox.code(phoneNumber));

    say.step('oktaClient.http.http, another 30 seconds later');
    await advance('PT30S');
    await resendOTPSMS(demo, userId, factorId, phoneNumber);
    codes.push(await inbox.code(phoneNumber));

    say.step('The same with a body in JSON');
    await advance('PT30S');
    const url = `${demo.url}/api/v1/users/${userId}/factors/${factorId}/resend`;
    const response = await rawHttp(demo.client).http(url, {
      method: 'post',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify(factor),
    });
    assert.equal(response.status, 200);
    assert.equal(((await response.json()) as { id: string }).id, factorId);
    codes.push(await inbox.code(phoneNumber));

    say.step('Only the newest code counts');
    const newest = String(codes.at(-1));
    const older = codes.find((code) => code !== newest);
    if (older !== undefined) {
      await expectRefusal(userFactorApi.activateFactor({ userId, factorId, body: { passCode: older } }), {
        status: 403,
        errorCode: 'E0000068',
        errorSummary: 'Invalid Passcode/Answer',
        cause: "Your token doesn't match our records. Please try again.",
      });
    }
    const active = await userFactorApi.activateFactor({ userId, factorId, body: { passCode: newest } });
    expectTyped(active, { type: 'UserFactorSMS', prefix: 'sms', status: 'ACTIVE', profile: { phoneNumber } });
  },
};

/** The SDK's types know fewer requests than it sends. */
const rawHttp = ({ http }: Client) =>
  http as unknown as { http(url: string, request: object): Promise<Pick<Response, 'status' | 'json'>> };

/**
 * The post's function as printed, but for the formatter's commas. Its body is an object, which the SDK hands on as it
 * is: what goes over the wire is the text `[object Object]`, and the post found that to work.
 */
async function resendOTPSMS(demo: Demo, oktaUserId: string, smsFactorId: string, phoneNumber: string) {
  const config = { OKTA_URL: demo.url };
  const oktaClient = { http: rawHttp(demo.client) };
  const url = `${config.OKTA_URL}/api/v1/users/${oktaUserId}/factors/${smsFactorId}/resend`;
  const body = {
    factorType: 'sms',
    provider: 'OKTA',
    profile: {
      phoneNumber: phoneNumber,
    },
  };
  const request = {
    method: 'post',
    headers: {
      Accept: 'application/json',
      'Content-Type': 'application/json',
    },
    body: body,
  };
  await oktaClient.http.http(url, request);
}
