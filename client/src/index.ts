export type {
  Activations,
  TotpActivation,
  U2fChallenge,
  WebauthnActivation,
  WebauthnChallenge,
} from './activations.ts';
export { type Client, createClient } from './createClient.ts';
export type { List, Page } from './createList.ts';
export type { ServerKind } from './createSend.ts';
export { ApiError, CofactorError, NetworkError } from './errors.ts';
export type { AllKinds, Answer, Enrolled, EnrollRequest, Factor, FactorType, VerifyReply, Wishes } from './factors.ts';
export type { Kinds } from './kinds.ts';
export type {
  CatalogItem,
  Operations,
  ProfileRequest,
  User,
  UserProfile,
} from './operations.ts';
export type { CallOptions, ClientOptions } from './options.ts';
export type { HttpRequest } from './targetOf.ts';
export type { FactorStatus, Link, Links } from './wire.ts';
