import { inFolder, type Wanted } from './wanted.ts';

/** The settings of one outside service from the first to the last; `judged`: what comes of them while nobody is there. */
const settings = (key: string, name: string, configuration: object, judged: readonly Omit<Wanted, 'folder'>[]) => [
  {
    operation: 'createAuthenticator',
    name: `Name ${name}`,
    body: { key, name, provider: { configuration } },
    keep: { authenticatorId: 'reply.id' },
    holds: [`reply.key === '${key}'`, "!JSON.stringify(reply).includes('not-a-secret')"],
  },
  ...judged,
  {
    operation: 'replaceAuthenticator',
    name: `Change the user names that ${name} knows`,
    body: { provider: { configuration: { userNameTemplate: { template: 'email' } } } },
    holds: ["reply.provider.configuration.userNameTemplate.template === 'email'"],
  },
  {
    operation: 'deactivateAuthenticator',
    name: `Switch ${name} off`,
    holds: ["reply.status === 'INACTIVE'"],
  },
];

const refused = (name: string, body: object, errorCode: string): Omit<Wanted, 'folder'> => ({
  operation: 'enrollFactor',
  name,
  body,
  status: 400,
  holds: [`reply.errorCode === '${errorCode}'`],
});

/** Token servers, Duo and Symantec VIP: their settings, and the enrollments that need them to be there. */
export const outside = inFolder('Authenticators: services that judge', [
  ...settings('onprem_mfa', 'a token server', { hostName: '127.0.0.1', authPort: 9, sharedSecret: 'not-a-secret' }, [
    refused(
      'Enroll a token while its server is away',
      { factorType: 'token', provider: 'RSA', verify: { passCode: '5275875498' } },
      'E0000074',
    ),
  ]),
  ...settings('symantec_vip', 'Symantec VIP', { hostName: 'vipservices-auth.verisign.com' }, [
    refused(
      'Enroll a VIP credential before the certificate is set',
      {
        factorType: 'token',
        provider: 'SYMANTEC',
        profile: { credentialId: 'VSMT14393584' },
        verify: { passCode: '827635', nextPassCode: '411295' },
      },
      'E0000001',
    ),
  ]),
  ...settings('duo', 'Duo', { host: 'https://api-3f9ac2d1.duosecurity.com', integrationKey: 'DIXXXXXXXXXXXXXXXXXX' }, [
    refused('Enroll with Duo before the secret key is set', { factorType: 'web', provider: 'DUO' }, 'E0000001'),
  ]),
]);
