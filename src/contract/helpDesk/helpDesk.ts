import { type Static, Type } from 'typebox';
import { Timestamp } from '../shared/primitives.ts';

/** The acts of the help desk that take something from a user, or give them a way in. */
export const helpDeskActions = ['RESET_FACTORS', 'REMOVE_FACTORS', 'TEMPORARY_CODE'] as const;
export type HelpDeskAction = (typeof helpDeskActions)[number];

/** The approver of a request: the user, by a factor of theirs, or a second administrator. */
export const helpDeskApprovals = ['OWNER', 'ADMINISTRATOR'] as const;

/** The request of an administrator to act on a user: what, who approves it, and why. */
export const HelpDeskRequestBody = Type.Object({
  action: Type.Enum([...helpDeskActions], { examples: ['RESET_FACTORS'] }),
  factorIds: Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), {
      minItems: 1,
      maxItems: 20,
      description: 'With REMOVE_FACTORS: the factors to remove, each once',
    }),
  ),
  approval: Type.Optional(
    Type.Enum([...helpDeskApprovals], {
      description: 'OWNER: the user proves by the factor `factorId` that they ask. ADMINISTRATOR: another one approves',
    }),
  ),
  factorId: Type.Optional(
    Type.String({ maxLength: 64, description: 'With OWNER: the factor of theirs that still works' }),
  ),
  reason: Type.Optional(Type.String({ maxLength: 500, description: 'Why; it goes into the system log' })),
  ticket: Type.Optional(Type.String({ maxLength: 100, description: 'What it was asked for with; goes into the log' })),
});
export type HelpDeskRequestBody = Static<typeof HelpDeskRequestBody>;

/** The code that the user reads out. Without one they are asked again: a push rings, a message is sent. */
export const OwnerProof = Type.Object(
  {
    passCode: Type.Optional(Type.String({ maxLength: 64 })),
    nextPassCode: Type.Optional(Type.String({ maxLength: 64 })),
    stateToken: Type.Optional(Type.String({ maxLength: 512 })),
  },
  { additionalProperties: false },
);

/** The word of the second administrator. */
export const HelpDeskDecision = Type.Object({ decision: Type.Enum(['APPROVE', 'DENY'], { examples: ['APPROVE'] }) });

/** A request as shown. */
export const HelpDeskRequestResource = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  action: Type.Enum([...helpDeskActions]),
  factorIds: Type.Optional(Type.Array(Type.String())),
  status: Type.Enum(['WAITING', 'APPROVED', 'DENIED', 'USED', 'EXPIRED']),
  /** NOT_NEEDED: it takes nothing from a user who has an active factor, or the administrator needs no approval. */
  approval: Type.Enum([...helpDeskApprovals, 'NOT_NEEDED']),
  /** The factor by which the user proves that they ask. */
  factorId: Type.Optional(Type.String()),
  /** The number to tell the user, who picks it on their device. */
  number: Type.Optional(Type.Integer()),
  /** Id of the person, or of the token or client that has none. */
  requestedBy: Type.String(),
  decidedBy: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  ticket: Type.Optional(Type.String()),
  created: Timestamp,
  expires: Timestamp,
  /** When it was used first. */
  used: Type.Optional(Timestamp),
});

const Switch = Type.Enum(['ACTIVE', 'INACTIVE']);

/** The organization's rules for the help desk; members that are left out are as a new organization has them. */
export const HelpDeskPolicyBody = Type.Object({
  status: Type.Optional(Switch),
  reason: Type.Optional(
    Type.Enum(['WITH_APPROVAL', 'ALWAYS', 'NEVER'], {
      description: 'When a reason must be given: with what needs an approval, with every act, or never',
    }),
  ),
  requestMinutes: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1440, description: 'For how long a request can be approved and used' }),
  ),
  coolingOffHours: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 720,
      description: 'For how long after an act the user alone cannot approve another request',
    }),
  ),
  notices: Type.Optional(Switch),
  lastUpdated: Type.Optional(Type.Unknown()),
});
export type HelpDeskPolicyBody = Static<typeof HelpDeskPolicyBody>;

export const HelpDeskPolicyResource = Type.Object({
  status: Switch,
  reason: Type.Enum(['WITH_APPROVAL', 'ALWAYS', 'NEVER']),
  requestMinutes: Type.Integer(),
  coolingOffHours: Type.Integer(),
  notices: Switch,
  lastUpdated: Type.Optional(Timestamp),
});
