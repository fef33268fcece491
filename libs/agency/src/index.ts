export { AgencyModule, type AgencyDefinition, type AgencyTimer } from './agency.module.js';
export { By } from './caller.js';
export { getUuid } from './reading/kinds.js';
export { runAgency, type RunningAgency } from './run-agency.js';
export { serve, type ServedAgency } from './serve.js';
