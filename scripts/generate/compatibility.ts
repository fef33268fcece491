/** A published schema of an event, as far as compatibility goes. */
export interface Published {
  readonly $id: string;
  readonly 'x-kind': string;
  readonly 'x-owner': string;
  readonly 'x-stated-by': readonly string[];
  readonly 'x-known-by': Readonly<Record<string, unknown>>;
  readonly 'x-subject': string | null;
  readonly properties: Readonly<Record<string, object>>;
  readonly required: readonly string[];
}

/** One change that a member which has not deployed the new contract, or a fact stated under the old one, would not survive. */
export interface Break {
  readonly what: string;
  /** Whom it breaks. */
  readonly members: readonly string[];
}

/**
 * What a new form of an event would break. Both directions count: members that still have the old contract read new events, and members with the new
 * one read old events again. Only optional fields may be added; everything else is a new version of the event.
 * @param after nothing when the event is gone
 */
export function breaksOf(before: Published, after: Published | undefined): readonly Break[] {
  const subscribers = Object.keys(before['x-known-by']);
  const all = [...new Set([...subscribers, ...before['x-stated-by']])];
  if (!after) return [{ what: 'the event is gone', members: all }];
  const lost = subscribers.filter((member) => !(member in after['x-known-by']));
  const silenced = before['x-stated-by'].filter((member) => !after['x-stated-by'].includes(member));
  return [
    ...(['x-kind', 'x-owner', 'x-subject'] as const)
      .filter((name) => before[name] !== after[name])
      .map((name) => ({ what: `${name.slice(2)} was ${String(before[name])} and is ${String(after[name])}`, members: all })),
    ...fieldBreaks(before, after).map((what) => ({ what, members: all })),
    ...lost.map((member) => ({ what: 'may know it no longer', members: [member] })),
    ...silenced.map((member) => ({ what: 'may state it no longer', members: [member] })),
  ];
}

function fieldBreaks(before: Published, after: Published): readonly string[] {
  const old = Object.keys(before.properties);
  const isRequired = (form: Published, field: string): boolean => form.required.includes(field);
  const kept = old.filter((field) => field in after.properties);
  return [
    ...old.filter((field) => !(field in after.properties)).map((field) => `the field ${field} is gone`),
    ...kept
      .filter((field) => formOf(before.properties[field]) !== formOf(after.properties[field]))
      .map((field) => `the field ${field} has another form`),
    ...kept.filter((field) => isRequired(before, field) && !isRequired(after, field)).map((field) => `the field ${field} may be missing`),
    ...after.required
      .filter((field) => !isRequired(before, field))
      .map((field) => `the field ${field} must be there, and old events lack it`),
  ];
}

/** What a reader checks: texts for people and lists, which grow, are no part of the form. */
const formOf = (schema: unknown): string =>
  JSON.stringify(schema, (name, value: unknown) =>
    ['description', 'examples', 'listedIn'].includes(name) || name.startsWith('x-') ? undefined : value,
  );
