// Made by `npm run generate` from the contract of the service; do not edit.

export interface CredentialIdEnroll {
  profile?: {
    credentialId?: string;
  };
}

export type FactorStatus =
  | 'ACTIVE'
  | 'DISABLED'
  | 'ENROLLED'
  | 'EXPIRED'
  | 'INACTIVE'
  | 'NOT_SETUP'
  | 'PENDING_ACTIVATION';

export interface Link {
  name?: string;
  href: string;
  type?: string;
  hints?: {
    allow: string[];
  };
}

export type Links = { [name: string]: Link | Link[] };

export interface TokenAnswer {
  passCode: string | number;
  /** the code after it */
  nextPassCode?: string | number;
}
