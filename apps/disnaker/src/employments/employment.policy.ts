import type { Problem } from '@timpora/access';
import type { EmploymentBody } from '@timpora/contracts';

import { endsBeforeStart, hasEnded } from './problems.js';

export const isActive = ({ state }: EmploymentBody): Problem | null => (state === 'ACTIVE' ? null : hasEnded);

export const mayEnd = (employment: EmploymentBody, endedOn: string): Problem | null =>
  isActive(employment) ?? (endedOn < employment.startedOn ? endsBeforeStart : null);
