import { applyDecorators, SetMetadata } from '@nestjs/common';

import type { CredentialSource } from './credentials.js';

export const roles = ['system', 'officer', 'operator', 'auditor'] as const;
export type Role = (typeof roles)[number];

export type Right =
  | 'state-facts'
  | 'read-facts'
  | 'look-up-identity'
  | 'decide-identity'
  | 'read-exchange'
  | 'retry-parked'
  | 'decide-incidents'
  | 'read-access-log';

/** The one table of who may do what. What is not here is denied. */
const grants: Readonly<Record<Role, readonly Right[]>> = {
  system: ['state-facts', 'read-facts', 'look-up-identity'],
  // That two references are one person is a decision of people, of two (docs/exchange.md).
  officer: ['state-facts', 'read-facts', 'look-up-identity', 'decide-identity'],
  // Decides between contents that it may not read: whoever may read them tells it which is right (docs/decisions/0005).
  operator: ['read-exchange', 'retry-parked', 'decide-incidents'],
  auditor: ['read-access-log', 'read-exchange'],
};

export const mayDo = (role: Role, right: Right): boolean => grants[role].includes(right);

export const isRole = (text: unknown): text is Role => roles.some((role) => role === text);

export const RIGHT = 'timpora:right';

export const CREDENTIALS = 'timpora:credentials';

/** The route asks for this right, by token and purpose in the headers unless it says otherwise. A route that says neither this nor `Open` is refused. */
export const Needs = (right: Right, by: CredentialSource = 'headers'): MethodDecorator =>
  applyDecorators(SetMetadata(RIGHT, right), SetMetadata(CREDENTIALS, by));

/** The route is for everybody: health, documents. */
export const Open = (): MethodDecorator => SetMetadata(RIGHT, 'open');
