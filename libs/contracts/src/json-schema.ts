import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

import { isListed, type ListName } from './reference/lists.js';

/** The part of JSON Schema 2020-12 that contracts use, with our annotations `x-pii` and `listedIn`. */
export interface JsonSchema {
  readonly type?: 'string' | 'integer' | 'boolean' | 'array' | 'object';
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  /** Dated list that the value must be in when it is stated. Readers do not check it: lists grow without their code. */
  readonly listedIn?: ListName;
  readonly 'x-pii'?: 'direct' | 'indirect' | 'none';
  readonly $id?: string;
  readonly $schema?: string;
  readonly title?: string;
}

// ownProperties: what a prototype has is no field of a body.
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, ownProperties: true });
addFormats.default(ajv, ['date', 'date-time', 'uuid']);
ajv.addKeyword({ keyword: 'x-pii', schemaType: 'string' });
ajv.addKeyword({
  keyword: 'listedIn',
  type: 'string',
  schemaType: 'string',
  error: { message: 'must be in the list' },
  validate: (list: ListName, value: string) => isListed(list, value),
});

/** What is wrong with a value, by place. Never carries the value itself. */
export interface SchemaProblem {
  readonly path: string;
  readonly message: string;
}

const problemOf = ({ instancePath, message, params, keyword }: ErrorObject): SchemaProblem => ({
  path: keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])}` : instancePath,
  message: keyword === 'required' ? 'is missing' : keyword === 'additionalProperties' ? 'has an unknown field' : (message ?? keyword),
});

export type Check = (value: unknown) => readonly SchemaProblem[];

/** Compiles a schema once. @returns a check that gives the problems of a value, none when it fits */
export function compileCheck(schema: JsonSchema): Check {
  const { $id: _id, ...anonymous } = schema;
  let compiled: ValidateFunction | undefined;
  return (value) => {
    compiled ??= ajv.compile(anonymous);
    return compiled(value) ? [] : (compiled.errors ?? []).map(problemOf);
  };
}

/** The form that readers check: unknown fields pass and lists may have grown, so that one member's newer contract never stops another. */
export function openForm(schema: JsonSchema): JsonSchema {
  const { additionalProperties: _closed, listedIn: _list, items, properties, ...rest } = schema;
  return {
    ...rest,
    ...(items && { items: openForm(items) }),
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, openForm(inner)])) }),
  };
}
