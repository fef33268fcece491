import { portOf } from '@timpora/config';
import type { Agency } from '@timpora/contracts';
import { mintToken } from '@timpora/stack';

export type Role = 'system' | 'officer' | 'operator' | 'auditor';

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of many routes; the launcher reads a few fields of each
  readonly body: any;
}

export interface LineAnswer {
  readonly fact?: { readonly factId: string; readonly version: string; readonly subjectRef: string | null };
  readonly problem?: { readonly code: string };
}

/** The agencies' HTTP API, as their systems use it. */
export class AgencyApi {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private readonly folder: string,
    private readonly place: { readonly agencies: readonly Agency[]; readonly basePort: number },
  ) {}

  /** Who was started. */
  get agencies(): readonly Agency[] {
    return this.place.agencies;
  }

  url(agency: Agency, path = ''): string {
    return `http://127.0.0.1:${portOf(agency, this.place.basePort)}${path}`;
  }

  async get(agency: Agency, path: string, role: Role = 'system'): Promise<Answer> {
    return this.send(agency, path, { method: 'GET', headers: { authorization: await this.bearer(agency, role) } });
  }

  /** Sends a command of a system; `key` makes it safe to repeat. */
  async post(agency: Agency, path: string, { body, key, version }: { body: unknown; key: string; version?: string }): Promise<Answer> {
    const headers = {
      authorization: await this.bearer(agency, 'system'),
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    };
    return this.send(agency, path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Sends commands by the line. @returns the answers, in the order of the lines; fewer when it could not try all */
  async bulk(agency: Agency, lines: readonly object[]): Promise<readonly LineAnswer[]> {
    const response = await fetch(this.url(agency, '/api/bulk'), {
      method: 'POST',
      headers: { authorization: await this.bearer(agency, 'system'), 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    });
    const text = await response.text();
    if (!response.ok) return [];
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LineAnswer);
  }

  async bearer(agency: Agency, role: Role): Promise<string> {
    const known = this.tokens.get(`${agency}/${role}`) ?? mintToken(this.folder, { agency, role, subject: `launcher-${role}` });
    this.tokens.set(`${agency}/${role}`, known);
    return `Bearer ${await known}`;
  }

  private async send(agency: Agency, path: string, request: RequestInit): Promise<Answer> {
    const response = await fetch(this.url(agency, path), request);
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as unknown) : null };
  }
}
