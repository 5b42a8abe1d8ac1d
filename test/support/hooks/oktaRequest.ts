interface Over {
  readonly eventId?: string;
  readonly requestType?: string;
  readonly messageProfile?: object;
  readonly userProfile?: object;
}

/** A request of an Okta org to its telephony hook: the example of the OpenAPI file, with its numbers as they are. */
export const oktaRequest = ({ eventId = 'uS5871kJThSsU8qlA1LTcg', requestType, ...over }: Over = {}) => ({
  eventId,
  eventTime: '2020-01-17T21:23:56.000Z',
  eventType: 'com.okta.telephony.provider',
  eventTypeVersion: '1.0',
  contentType: 'application/json',
  cloudEventVersion: '0.1',
  source: 'https://example.okta.com/api/v1/inlineHooks/cbl2ad6phv9fsPLcF0g7',
  ...(requestType !== undefined && { requestType }),
  data: {
    context: {
      request: {
        id: 'reqRgSk8IBBRhuo0YdlEDTmUw',
        method: 'POST',
        url: { value: '/api/internal/v1/inlineHooks/com.okta.telephony.provider/generatePreview' },
        ipAddress: '127.0.0.1',
      },
    },
    userProfile: {
      firstName: 'test',
      lastName: 'user',
      login: 'test.user@okta.com',
      userId: '00uyxxSknGtK8022w0g3',
      ...over.userProfile,
    },
    messageProfile: {
      msgTemplate: '(HOOK)Your code is 11111',
      phoneNumber: 9876543210 as number | string,
      otpExpires: '2022-01-28T21:48:34.321Z',
      deliveryChannel: 'SMS',
      otpCode: 11111 as number | string,
      locale: 'EN-US',
      ...over.messageProfile,
    },
  },
});
