import {
  legalBasis,
  schemaOf,
  statersOf,
  topicSpecs,
  topicsOf,
  type AnyEvent,
  type AnyFact,
  type Catalogue,
  type Member,
  type Purpose,
} from '@timpora/contracts';

import { breaksOf, type Published } from './compatibility.js';
import { committed, committedIn, type Page } from './page.js';

export const publishedFolder = 'libs/contracts/published';
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const knownBy = (fact: AnyFact): Record<string, unknown> =>
  Object.fromEntries(
    (Object.entries(fact.knownBy) as [Member, Purpose][]).map(([member, purpose]) => [
      member,
      { purpose, legalBasis: legalBasis[purpose] },
    ]),
  );

/** The JSON Schema of an event's body in its closed form, with what else the contract says of it as `x-` annotations. */
export function publishedSchema(catalogue: Catalogue, { fact, name, version, type }: AnyEvent): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:timpora:${type}`,
    title: `${name}, version ${version}`,
    description: `The whole ${fact.kind} after the event. Closed: what its owner may state. A reader lets unknown fields pass and does not check "listedIn".`,
    'x-kind': fact.kind,
    'x-owner': fact.owner,
    'x-stated-by': statersOf(catalogue, fact),
    'x-known-by': knownBy(fact),
    'x-subject': fact.subject,
    'x-classification': fact.classification,
    'x-retention': fact.retention,
    'x-in-order': fact.inOrder,
    'x-only-in': fact.onlyIn,
    ...schemaOf(fact.body),
    examples: [fact.example],
  };
}

/** `min.insync.replicas` follows the size of the cluster; the one here is that of a single broker. */
function publishedTopics(catalogue: Catalogue): object {
  const specs = new Map(topicSpecs(catalogue).map((spec) => [spec.name, spec]));
  return {
    settings: topicSpecs(catalogue)[0]?.settings,
    topics: topicsOf(catalogue).map(({ name, event, writers, readers }) => ({
      name,
      type: event.type,
      kind: event.fact.kind,
      partitions: specs.get(name)?.partitions,
      writers,
      readers,
    })),
  };
}

/** What other agencies build against: a schema per event, and the topics with who writes and who reads. */
export const publishedContracts = (catalogue: Catalogue): readonly Page[] => [
  ...catalogue.events.map((event) => ({ path: `${publishedFolder}/${event.type}.json`, content: json(publishedSchema(catalogue, event)) })),
  { path: `${publishedFolder}/topics.json`, content: json(publishedTopics(catalogue)) },
];

/** What the contracts would break of what is published, a line each; naming the members. */
export async function brokenContracts(catalogue: Catalogue): Promise<readonly string[]> {
  const files = (await committedIn(publishedFolder)).filter((path) => /\.v\d+\.json$/.test(path));
  const lines = files.map(async (path) => {
    const before = JSON.parse((await committed(path)) ?? '{}') as Published;
    const event = catalogue.eventByType.get(before.$id.replace('urn:timpora:', ''));
    const after = event && (JSON.parse(json(publishedSchema(catalogue, event))) as Published);
    return breaksOf(before, after).map(({ what, members }) => `  ${before.$id}: ${what} (${members.join(', ')})`);
  });
  return (await Promise.all(lines)).flat();
}
