import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError, defineProblem, routeOf, type PrincipalRequest } from '@timpora/access';
import { requestHashOf, type Caller, type Seat } from '@timpora/exchange';

const keyRequired = defineProblem({
  code: 'idempotency.key-required',
  status: 400,
  title: 'A system must say which of its commands this is',
  whatToDo: 'Send the header Idempotency-Key with a value of your own for each command, and the same one when you repeat it.',
});
const keyMalformed = defineProblem({
  code: 'idempotency.key-malformed',
  status: 400,
  title: 'The Idempotency-Key is not usable',
  whatToDo: 'Send 1 to 200 printable ASCII characters.',
});
const versionMalformed = defineProblem({
  code: 'version.malformed',
  status: 400,
  title: 'If-Match is not a version',
  whatToDo: 'Send the ETag that you were given, such as If-Match: "3".',
});

function expectedVersion(header: string | undefined): number | null {
  if (header === undefined) return null;
  const [, version] = /^"?([1-9][0-9]{0,14})"?$/.exec(header) ?? [];
  if (version === undefined) throw new DomainError(versionMalformed);
  return Number(version);
}

function idempotencyKey(header: string | undefined, role: string): string | null {
  if (header === undefined) {
    if (role === 'system') throw new DomainError(keyRequired);
    return null;
  }
  if (!/^[\x21-\x7e]{1,200}$/.test(header)) throw new DomainError(keyMalformed);
  return header;
}

/** A request, or a line of one, which has its seat. */
type Asking = PrincipalRequest & { readonly seat?: Seat };

export function callerOf(_: unknown, context: ExecutionContext): Caller {
  const request = context.switchToHttp().getRequest<Asking>();
  const { principal, seat } = request;
  if (!principal) throw new Error('a command without a principal: its route is not guarded');
  return {
    subject: principal.subject,
    command: routeOf(request),
    idempotencyKey: idempotencyKey(request.header('idempotency-key'), principal.role),
    requestHash: requestHashOf(request.originalUrl, request.body, request.header('if-match') ?? null),
    expectedVersion: expectedVersion(request.header('if-match')),
    ...(seat && { seat }),
  };
}

/** Who sends this command, which of its commands it is, and which version it read. */
export const By = createParamDecorator(callerOf);
