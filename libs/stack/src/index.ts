export { agencyEnvironment, type AgencyPlace } from './agency-environment.js';
export { findOrStartStack, stopLeftovers } from './find-or-start.js';
export { kafkaVersion } from './kafka/jars.js';
export { provisionKafka } from './kafka/provision.js';
export { mintToken, prepareKeys, type KeyFiles } from './keys.js';
export { adminClient, provisionDatabase } from './postgres/provision.js';
export { end, freePort, isOpen, isRunning } from './processes.js';
export { keptPassword } from './secrets.js';
export { StackProblem, type Ports, type Stack, type StackOptions } from './stack.js';
