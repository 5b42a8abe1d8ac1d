import { inFolder, type Wanted } from './wanted.ts';

const origin = { name: 'Postman', origin: 'https://postman.example.com', scopes: [{ type: 'CORS' }] };

/** Trusted origins: made, changed, switched off and on, and deleted. */
export const browserRequests: readonly Wanted[] = inFolder('Browsers', [
  { operation: 'createTrustedOrigin', body: origin, keep: { trustedOriginId: 'reply.id' } },
  { operation: 'listTrustedOrigins', holds: ['reply.length > 0'] },
  { operation: 'getTrustedOrigin', holds: ["reply.name === 'Postman'"] },
  { operation: 'replaceTrustedOrigin', body: { ...origin, name: 'Once' }, holds: ["reply.name === 'Once'"] },
  { operation: 'deactivateTrustedOrigin', holds: ["reply.status === 'INACTIVE'"] },
  { operation: 'activateTrustedOrigin', holds: ["reply.status === 'ACTIVE'"] },
  { operation: 'deleteTrustedOrigin' },
  { operation: 'listUserSessions', holds: ['reply.length === 0'] },
  { operation: 'revokeUserSession', params: { sessionId: '102none' }, status: 404 },
]);
