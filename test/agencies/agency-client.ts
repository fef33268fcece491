import type { Role } from '@timpora/access';
import { agencies, type Agency } from '@timpora/contracts';
import { newId } from '@timpora/exchange';
import { mintToken } from '@timpora/stack';

import { EventStream } from './event-stream.js';

/** A fact as the API shows it. */
export interface ShownFact {
  readonly issuer: Agency;
  readonly kind: string;
  readonly factId: string;
  readonly version: string;
  readonly change: string;
  readonly event: string;
  readonly subjectRef: string;
  readonly reason: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer<Body = ShownFact> {
  readonly status: number;
  /** Of a problem. */
  readonly code: string | null;
  readonly body: Body;
  readonly headers: Headers;
}

export interface Asking {
  readonly role?: Role;
  readonly purpose?: string;
  /** Null: none is sent. A new one for each command when absent. */
  readonly key?: string | null;
  readonly version?: string;
  readonly subject?: string;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a token that ends soon. */
  readonly minutes?: number;
  /** The bytes of the body, where they are not JSON of ours. */
  readonly raw?: string;
}

interface Request extends Asking {
  readonly method: 'GET' | 'POST';
  readonly body?: unknown;
}

interface Seen {
  readonly agency: Agency;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string | null;
  /** Of problems only. */
  readonly text: string;
}

/** Who speaks to the agencies as their systems and people do, and remembers what was answered. */
export class AgencyClient {
  readonly seen: Seen[] = [];
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private readonly folder: string,
    private readonly urlOf: (agency: Agency) => string,
  ) {}

  get<Body = ShownFact>(agency: Agency, path: string, asking: Asking = {}): Promise<Answer<Body>> {
    return this.send<Body>(agency, path, { method: 'GET', ...asking });
  }

  /** A command; of a system with a key of its own unless said otherwise. */
  post<Body = ShownFact>(agency: Agency, path: string, body: unknown, asking: Asking = {}): Promise<Answer<Body>> {
    return this.send<Body>(agency, path, { method: 'POST', body, ...asking });
  }

  /** A command that must be accepted. @returns the fact, as shown */
  async accepted(agency: Agency, path: string, body: unknown, asking: Asking = {}): Promise<ShownFact> {
    const answer = await this.post(agency, path, body, asking);
    if (answer.status >= 300) throw new Error(`${agency} ${path} refused: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** What a command is answered: its status, and the code when it is refused. */
  async outcome(agency: Agency, path: string, body: unknown, asking: Asking = {}): Promise<string> {
    const { status, code } = await this.post(agency, path, body, asking);
    return [status, code].filter(Boolean).join(' ');
  }

  async asked(agency: Agency, path: string, asking: Asking = {}): Promise<string> {
    const { status, code } = await this.get(agency, path, asking);
    return [status, code].filter(Boolean).join(' ');
  }

  /** Who shows this fact, and in which version. */
  async holders({ kind, issuer, factId }: Pick<ShownFact, 'kind' | 'issuer' | 'factId'>): Promise<Record<string, string>> {
    const answers = await Promise.all(
      agencies.map(async (agency) => ({ agency, answer: await this.get(agency, `/api/facts/${kind}/${issuer}/${factId}`) })),
    );
    return Object.fromEntries(
      answers.filter(({ answer }) => answer.status === 200).map(({ agency, answer }) => [agency, answer.body.version]),
    );
  }

  async token(agency: Agency, role: Role, subject = `${role}@${agency}`): Promise<string> {
    const name = `${agency}/${subject}/${role}`;
    const known = this.tokens.get(name) ?? mintToken(this.folder, { agency, role, subject });
    this.tokens.set(name, known);
    return known;
  }

  /** Lines of JSON to lines of JSON. */
  async lines<Line>(agency: Agency, path: string, raw: string): Promise<readonly Line[]> {
    const token = await this.token(agency, 'system');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const response = await this.plain(agency, path, { method: 'POST', headers, body: raw });
    const text = await response.text();
    this.seen.push({ agency, method: 'POST', path: path.replace(/[?].*/, ''), status: response.status, code: null, text: '' });
    if (response.status !== 200) throw new Error(`${agency} ${path} refused: ${text}`);
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
  }

  /** A stream of events; whoever opens it closes it. */
  async stream(agency: Agency, path: string, { role = 'system', subject, minutes, ...asking }: Asking = {}): Promise<EventStream> {
    const token = minutes ? mintToken(this.folder, { agency, role, minutes }) : this.token(agency, role, subject);
    const headers = { authorization: `Bearer ${await token}`, ...headersOf({ method: 'GET', role, ...asking }), ...asking.headers };
    const response = await this.plain(agency, path, { headers });
    this.seen.push({ agency, method: 'GET', path: path.replace(/[?].*/, ''), status: response.status, code: null, text: '' });
    return new EventStream(response);
  }

  /** Any request, with just these headers. */
  async plain(agency: Agency, path: string, request: RequestInit = {}): Promise<Response> {
    return fetch(`${this.urlOf(agency)}${path}`, request);
  }

  private async send<Body>(agency: Agency, path: string, asking: Request): Promise<Answer<Body>> {
    const { method, body, raw = body === undefined ? undefined : JSON.stringify(body) } = asking;
    const token = await this.token(agency, asking.role ?? 'system', asking.subject);
    const headers = { authorization: `Bearer ${token}`, ...headersOf(asking), ...asking.headers };
    const response = await this.plain(agency, path, { method, headers, ...(raw !== undefined && { body: raw }) });
    const text = await response.text();
    const { status } = response;
    const { code, ...answered } = answerIn<Body>(text, status);
    this.seen.push({ agency, method, path: path.replace(/[?].*/, ''), status, code, text: code === null ? '' : text });
    return { status, code, ...answered, headers: response.headers };
  }
}

function answerIn<Body>(text: string, status: number): { body: Body; code: string | null } {
  const body = (text === '' ? null : JSON.parse(text)) as Body & { code?: string };
  return { body, code: status < 400 ? null : (body.code ?? null) };
}

/** Headers that are named in lower case, without those that are absent. */
function headersOf({ method, body, role = 'system', purpose, version, ...asking }: Request): Record<string, string> {
  const key = method === 'POST' && role === 'system' && asking.key === undefined ? newId() : asking.key;
  const given = {
    'content-type': body === undefined ? undefined : 'application/json',
    'idempotency-key': key ?? undefined,
    purpose,
    'if-match': version,
  };
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
