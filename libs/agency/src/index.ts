export { AgencyModule, type AgencyDefinition, type AgencyTimer } from './agency.module.js';
export { By } from './caller.js';
export { findByKeys } from './identity/identity-keys.sql.js';
export { keyOf, plainNumber, type DocumentSaying } from './identity/match-key.js';
export { readMrz, type MrzReading } from './identity/mrz.js';
export { mrzDiffers, mrzMisread, mrzUnreadable } from './identity/problems.js';
export { getUuid } from './reading/kinds.js';
export { runAgency, type RunningAgency } from './run-agency.js';
export { serve, type ServedAgency } from './serve.js';
