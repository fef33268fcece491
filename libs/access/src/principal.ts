import type { Request } from 'express';

import type { Right, Role } from './rights.js';

/** Who asks, as the token says. */
export interface Principal {
  readonly subject: string;
  readonly role: Role;
  /** When the token ends, unix seconds. */
  readonly until?: number;
}

/** A request on its way through guard, handler and log. */
export interface PrincipalRequest extends Request {
  principal?: Principal;
  right?: Right;
  purpose?: string;
  correlation?: string;
  /** Residents on the page that is answered: from a page's text the log could not tell them. */
  shows?: readonly string[];
  /** Over the limit, and the log says so already for this minute. */
  isLoggedAsTooMany?: boolean;
}
