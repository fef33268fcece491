import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { ACCESS_OPTIONS, type AccessOptions } from '../options.js';
import type { PrincipalRequest } from '../principal.js';
import { residentsIn } from './residents-in.js';

export interface Outcome {
  readonly status: number;
  /** Of a refusal. */
  readonly code?: string | null;
  /** What is about to be answered. */
  readonly answer?: unknown;
}

/** What the log needs of a request; one line of many has no more. */
export type LoggedRequest = Pick<
  PrincipalRequest,
  'principal' | 'right' | 'purpose' | 'correlation' | 'shows' | 'method' | 'route' | 'params' | 'query' | 'body'
>;

/** A row of the log, as an auditor reads it. */
export interface AccessEntry {
  readonly id: string;
  readonly at: Date;
  readonly subject: string;
  readonly role: string | null;
  readonly right: string | null;
  readonly route: string;
  readonly residents: readonly string[];
  readonly kind: string | null;
  readonly factId: string | null;
  readonly purpose: string | null;
  readonly legalBasis: string | null;
  readonly result: number;
  readonly code: string | null;
}

/** What an auditor looks for; null where it does not matter. */
interface AccessQuestion {
  readonly resident: string | null;
  readonly subject: string | null;
  /** Instant. */
  readonly since: string | null;
  /** Only entries older than the one with this id. */
  readonly before: string | null;
  readonly limit: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const asUuid = (text: unknown): string | null => (typeof text === 'string' && uuid.test(text) ? text : null);
const asCode = (text: unknown): string | null => (typeof text === 'string' && /^[a-z0-9-]{1,60}$/.test(text) ? text : null);

/** Who did or tried what, about whom, why, with which result. Search texts are not kept: they may be names. */
@Injectable()
export class AccessLog {
  constructor(
    private readonly db: DataSource,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** Written before the answer leaves; when it cannot be written, nothing is answered. */
  write(request: LoggedRequest, outcome: Outcome): Promise<void> {
    return this.writeAll([[request, outcome]]);
  }

  /** What is answered together, in one statement. */
  async writeAll(answers: readonly (readonly [LoggedRequest, Outcome])[]): Promise<void> {
    await this.db.query(
      `insert into access_log (subject, role, right_used, route, residents, kind, fact_id, purpose, legal_basis, result, code, correlation)
       select subject, role, "right", route, residents, kind, "factId", purpose, "legalBasis", result, code, correlation
         from json_to_recordset($1::json) as e (subject text, role text, "right" text, route text, residents uuid[], kind text, "factId" uuid, purpose text,
                                                "legalBasis" text, result int, code text, correlation uuid)`,
      [JSON.stringify(answers.map(([request, outcome]) => this.entryOf(request, outcome)))],
    );
  }

  private entryOf(request: LoggedRequest, { status, code = null, answer }: Outcome): Record<string, unknown> {
    const { principal, right = null, purpose = null, params, correlation } = request;
    const residents = new Set(
      [...askedAbout(request), ...(request.shows ?? []), ...residentsIn(answer)].flatMap((text) => asUuid(text)?.toLowerCase() ?? []),
    );
    return {
      ...(principal ? { subject: principal.subject, role: principal.role } : { subject: 'unknown', role: null }),
      ...{ right, route: routeOf(request), residents: [...residents], kind: asCode(params['kind']), factId: asUuid(params['factId']) },
      ...{ purpose, legalBasis: this.options.legalBasis[purpose ?? ''] ?? null, result: status, code, correlation },
    };
  }

  /** Newest first. By `access_log.id`, the number: a bare `id` would be the text, which sorts 10 before 9. */
  read({ resident, subject, since, before, limit }: AccessQuestion): Promise<AccessEntry[]> {
    return this.db.query<AccessEntry[]>(
      `select id::text as id, at, subject, role, right_used as "right", route, residents, kind, fact_id as "factId", purpose, legal_basis as "legalBasis", result, code
         from access_log where ($1::uuid is null or residents @> array[$1::uuid]) and ($2::text is null or subject = $2) and ($3::bigint is null or id < $3)
          and ($4::timestamptz is null or at >= $4)
        order by access_log.id desc limit $5`,
      [resident, subject, before, since, limit],
    );
  }
}

/** The residents that a request names: in its address, in the body of a command, in an auditor's question. */
const askedAbout = ({ params, query, body }: LoggedRequest): readonly unknown[] => [
  params['subjectRef'],
  fieldOf(query, 'resident'),
  ...residentsIn(body),
];

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** The route's template, never the address that was asked: it may hold a name. */
export function routeOf(request: Pick<PrincipalRequest, 'method' | 'route'>): string {
  const path = (request.route as { path?: string } | undefined)?.path;
  return `${request.method} ${path ?? 'unknown'}`;
}
