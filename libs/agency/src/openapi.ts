import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ModulesContainer } from '@nestjs/core';
import type { documentation } from '@timpora/access';
import { fieldsOf, mayHold, schemaOf, type BodyClass, type JsonSchema } from '@timpora/contracts';

import type { View } from './reading/kinds.js';

/** Our own annotations mean nothing to OpenAPI; the rest of a field's schema is published as it is checked. */
function published({ listedIn, $id: _id, $schema: _schema, properties, items, ...schema }: JsonSchema): Record<string, unknown> {
  return {
    ...schema,
    ...(listedIn && { 'x-list': listedIn }),
    ...(items && { items: published(items) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, published(inner)])) }),
  };
}

/** The classes that commands come in, by name: what the routes declare as their parameters. */
function commandClasses(app: INestApplication): ReadonlyMap<string, BodyClass> {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const parameters = controllers.flatMap(({ metatype }) => {
    const prototype = (metatype as BodyClass).prototype as object;
    return Object.getOwnPropertyNames(prototype).flatMap(
      (method) => (Reflect.getMetadata('design:paramtypes', prototype, method) as BodyClass[] | undefined) ?? [],
    );
  });
  return new Map(parameters.filter((type) => typeof type === 'function' && fieldsOf(type).size > 0).map((type) => [type.name, type]));
}

const header = (name: string, required: boolean, description: string) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

const purposeHeader = header('Purpose', false, 'required for officers: why you read, one of the codes of your agency');
const keyHeader = header('Idempotency-Key', false, 'required for systems: your own name of this command; the same one when you repeat it');
const preferHeader = header(
  'Prefer',
  false,
  'wait=N: answer when all who may know it have it, or after N seconds (at most 60) who has not',
);
const versionHeader = header('If-Match', true, 'the version that you read, such as "3"');

function headersOf(path: string, method: string): readonly ReturnType<typeof header>[] {
  if (method === 'get') return /^\/api\/(facts|residents|changes)/.test(path) ? [purposeHeader] : [];
  if (!path.startsWith('/api/') || /^\/api\/(exchange\/|bulk$|token$)/.test(path)) return [];
  return path.includes('{factId}') ? [keyHeader, versionHeader, preferHeader] : [keyHeader, preferHeader];
}

/** The headers that a route asks for, and how it refuses. */
function withHeaders(path: string, method: string, operation: Operation): Operation {
  const problem = {
    description: 'A problem (RFC 9457): `code` is stable, /problems lists them',
    content: { 'application/problem+json': {} },
  };
  const parameters = [...(operation.parameters ?? []), ...headersOf(path, method)];
  return { ...operation, parameters, responses: { ...operation.responses, default: problem } } as Operation;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const methods = ['get', 'post'] as const;

function pathsWithHeaders(paths: OpenAPIObject['paths']): OpenAPIObject['paths'] {
  return Object.fromEntries(
    Object.entries(paths).map(([path, routes]) => {
      const known = methods.flatMap((method) => (routes[method] ? [[method, withHeaders(path, method, routes[method])] as const] : []));
      return [path, { ...routes, ...Object.fromEntries(known) }];
    }),
  );
}

/** The API of one agency, with the very schemas that its requests are checked by. */
export function openApiOf(
  { DocumentBuilder, SwaggerModule }: Awaited<ReturnType<typeof documentation>>,
  app: INestApplication,
  { member, catalogue }: View,
): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(`Timpora Exchange: ${member}`)
    .setDescription(
      'Facts about foreign residents, as this agency states and holds them. Errors are problem details (RFC 9457); their codes are listed at /problems. ' +
        'Officers send the header Purpose with every reading; systems send Idempotency-Key with every command; whoever revises a fact sends If-Match with its version.',
    )
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const facts = catalogue.facts.filter((fact) => mayHold(catalogue, member, fact));
  const schemas = { ...document.components?.schemas };
  for (const [name, body] of commandClasses(app)) if (name in schemas) schemas[name] = published(schemaOf(body));
  for (const fact of facts) schemas[`fact.${fact.kind}`] = { ...published(schemaOf(fact.body)), example: fact.example as unknown };
  return { ...document, paths: pathsWithHeaders(document.paths), components: { ...document.components, schemas } };
}
