import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { bodyClasses, catalogue, mayHold, schemaOf, type JsonSchema, type Member } from '@timpora/contracts';

/** Our own annotations mean nothing to OpenAPI; the rest of a field's schema is published as it is checked. */
function published({ listedIn, $id: _id, $schema: _schema, properties, items, ...schema }: JsonSchema): Record<string, unknown> {
  return {
    ...schema,
    ...(listedIn && { 'x-list': listedIn }),
    ...(items && { items: published(items) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, published(inner)])) }),
  };
}

/** The API of one agency, with the very schemas that its requests are checked by. */
export function openApiOf(app: INestApplication, member: Member): OpenAPIObject {
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
  for (const [name, body] of bodyClasses()) if (name in schemas) schemas[name] = published(schemaOf(body));
  for (const fact of facts) schemas[`fact.${fact.kind}`] = { ...published(schemaOf(fact.body)), example: fact.example as unknown };
  return { ...document, components: { ...document.components, schemas } };
}
