import { ValidateBy } from 'class-validator';

import { compileCheck, type JsonSchema } from './json-schema.js';

export type Pii = 'direct' | 'indirect' | 'none';

export interface Field {
  readonly schema: JsonSchema;
  readonly pii: Pii;
  readonly optional: boolean;
}

/** A field word: decorates a property of a body, and carries the one rule that HTTP, Kafka and the published schema share. */
export type Word = PropertyDecorator & { readonly field: Field };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a body has a plain constructor, whatever a subclass adds
export type BodyClass<Body extends object = object> = new (...none: any[]) => Body;

/** On the class itself, by a name that every copy of this package shares: a further member's contracts may bring their own copy. */
const fields = Symbol.for('timpora.fields');
type Declared = ReadonlyMap<string, Field> | undefined;
const declaredOn = (body: object): Declared => (Object.hasOwn(body, fields) ? (body as { [fields]?: Declared })[fields] : undefined);

/** The fields of a body class in the order of their declaration, those of its parent first. */
export function fieldsOf(body: BodyClass): ReadonlyMap<string, Field> {
  const parent: unknown = Object.getPrototypeOf(body);
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? fieldsOf(parent as BodyClass) : [];
  return new Map([...inherited, ...(declaredOn(body) ?? [])]);
}

function word(field: Field): Word {
  const check = compileCheck(field.schema);
  const decorate: PropertyDecorator = (target, key) => {
    const own = new Map(declaredOn(target.constructor)).set(String(key), field);
    Object.defineProperty(target.constructor, fields, { value: own, configurable: true });
    ValidateBy({
      name: 'contract',
      validator: {
        validate: (value: unknown) => (value === undefined ? field.optional : check(value).length === 0),
        defaultMessage: () => `$property: ${field.schema.description ?? 'breaks the contract'}`,
      },
    })(target, key);
  };
  return Object.assign(decorate, { field });
}

/** A field word of this form, which a body must have. */
export const required = (schema: JsonSchema, pii: Pii = 'none'): Word =>
  word({ schema: { ...schema, 'x-pii': pii }, pii, optional: false });

/** The same field, which may be absent; `null` is never a value. */
export const Optional = ({ field }: Word): Word => word({ ...field, optional: true });

export const ListOf = ({ field }: Word, { min, max }: { min: number; max: number }): Word =>
  word({
    ...field,
    schema: {
      type: 'array',
      items: field.schema,
      minItems: min,
      maxItems: max,
      uniqueItems: true,
      description: `${min} to ${max} values, none twice, each: ${field.schema.description ?? ''}`,
      'x-pii': field.pii,
    },
  });

function partOf(body: BodyClass, names: readonly string[], change: (field: Field) => Field): BodyClass {
  class Part {}
  const fields = fieldsOf(body);
  for (const name of names) {
    const field = fields.get(name);
    if (!field) throw new Error(`${body.name} has no field ${name}`);
    word(change(field))(Part.prototype, name);
  }
  return Part;
}

/** A class with some fields of a body, for a command that asks for just these. */
export const only = <Body extends object, const Name extends keyof Body & string>(
  body: BodyClass<Body>,
  ...names: Name[]
): BodyClass<Pick<Body, Name>> => partOf(body, names, (field) => field) as BodyClass<Pick<Body, Name>>;

/** The same fields, each of which may be absent: what a command that changes a fact asks for. */
export const some = <Body extends object, const Name extends keyof Body & string>(
  body: BodyClass<Body>,
  ...names: Name[]
): BodyClass<Partial<Pick<Body, Name>>> => partOf(body, names, (field) => ({ ...field, optional: true }));

/** The JSON Schema of a body, closed: what its writer may state, and what the API asks for. */
export function schemaOf(body: BodyClass): JsonSchema {
  const fields = [...fieldsOf(body)];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, { schema }]) => [name, schema])),
    required: fields.filter(([, { optional }]) => !optional).map(([name]) => name),
    additionalProperties: false,
  };
}
