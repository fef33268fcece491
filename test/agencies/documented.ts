import type { Agency } from '@timpora/contracts';

import type { AgencyClient } from './agency-client.js';

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly example?: unknown;
}

interface Operation {
  readonly summary?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>> };
}

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly operation: Operation;
}

export const openApiOf = async (client: AgencyClient, agency: Agency): Promise<OpenApi> =>
  (await (await client.plain(agency, '/docs/openapi.json')).json()) as OpenApi;

/** A stream does not end by itself: who may take it is tried in changes.ts. */
export const endsByItself = ({ path }: Route): boolean => path !== '/api/changes/stream';

/** Every route that an agency documents. */
export async function documented(client: AgencyClient, agency: Agency): Promise<readonly Route[]> {
  const { paths } = await openApiOf(client, agency);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase() as Route['method'], path, operation })),
  );
}
