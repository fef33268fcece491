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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
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
  async write(request: PrincipalRequest, { status, code = null, answer }: Outcome): Promise<void> {
    const { principal, right = null, purpose = null, params, correlation } = request;
    const asked = asUuid(params['subjectRef']);
    const residents = new Set([...(asked ? [asked] : []), ...residentsIn(answer)]);
    await this.db.query(
      `insert into access_log (subject, role, right_used, route, residents, kind, fact_id, purpose, legal_basis, result, code, correlation)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...(principal ? [principal.subject, principal.role] : ['unknown', null]),
        right,
        routeOf(request),
        [...residents],
        asCode(params['kind']),
        asUuid(params['factId']),
        purpose,
        this.options.legalBasis[purpose ?? ''] ?? null,
        status,
        code,
        correlation,
      ],
    );
  }

  /** Newest first. */
  read({
    resident,
    subject,
    before,
    limit,
  }: {
    resident: string | null;
    subject: string | null;
    before: string | null;
    limit: number;
  }): Promise<AccessEntry[]> {
    return this.db.query<AccessEntry[]>(
      `select id::text as id, at, subject, role, right_used as "right", route, residents, kind, fact_id as "factId", purpose, legal_basis as "legalBasis", result, code
         from access_log where ($1::uuid is null or residents @> array[$1::uuid]) and ($2::text is null or subject = $2) and ($3::bigint is null or id < $3)
        order by id desc limit $4`,
      [resident, subject, before, limit],
    );
  }
}

/** The route's template, never the address that was asked: it may hold a name. */
export function routeOf(request: PrincipalRequest): string {
  const path = (request.route as { path?: string } | undefined)?.path;
  return `${request.method} ${path ?? 'unknown'}`;
}
