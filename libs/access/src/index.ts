export { AccessModule } from './access.module.js';
export { addClient, listClients, revokeClient, rotateClient } from './clients/clients.sql.js';
export { CreateClients1764000000041 } from './clients/create-clients.migration.js';
export { clientCommands, ClientsProblem, manageClientsOf } from './clients/manage-clients.js';
export { tokenPath } from './clients/tokens.controller.js';
export {
  ApiBody,
  ApiConsumes,
  ApiExcludeController,
  ApiHeader,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiTags,
  documentation,
} from './documented.js';
export { type AccessOptions } from './options.js';
export { assertEveryRouteIsGuarded } from './every-route-is-guarded.js';
export { harmlessText, limitedJson, linesOfJson } from './limited-json.js';
export { CreateAccessLog1764000000002 } from './log/create-access-log.migration.js';
export { AccessLog, routeOf, type AccessEntry, type LoggedRequest } from './log/access-log.js';
export { bodyNotJson, bodyTooLarge, purposeMissing, requestInvalid, routeUnknown } from './problems/general.js';
export { type Principal, type PrincipalRequest } from './principal.js';
export { defineProblem, DomainError, knownProblems, refuseIf, type Problem } from './problems/problem.js';
export { Refusals, refuseWith, UNEXPECTED, type ProblemBody, type UnexpectedListener } from './problems/problem.filter.js';
export { Needs, Open, RIGHT, roles, type Right, type Role } from './rights.js';
export { deskPath, endedSessionCookie, longestSessionToken, sessionCookie, type SessionPlace } from './session.js';
