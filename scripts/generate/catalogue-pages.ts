import {
  fieldsOf,
  legalBasis,
  mayKnow,
  statersOf,
  topicsHeardBy,
  topicsStatedBy,
  type About,
  type AnyFact,
  type Catalogue,
  type Member,
  type Purpose,
} from '@timpora/contracts';

import { asyncapiFolder } from './asyncapi.js';
import type { Page } from './page.js';
import { publishedFolder } from './published.js';

export const catalogueFolder = 'docs/catalogue';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const linkToFact = (kind: string, from: string): string => `[${kind}](${from}facts/${kind}.md)`;
const purposeOf = (purpose: Purpose): string => `${purpose}: ${legalBasis[purpose]}`;

const aboutWhom: Readonly<Record<About, string>> = {
  adults: 'About one adult.',
  minors: 'About one child (under 18).',
  anyone: 'About one resident of any age.',
};

function factPage(catalogue: Catalogue, fact: AnyFact): Page {
  const events = catalogue.events.filter((event) => event.fact === fact);
  const knowers = catalogue.members.filter((member) => mayKnow(member, fact));
  const staters = statersOf(catalogue, fact);
  return {
    path: `${catalogueFolder}/facts/${fact.kind}.md`,
    content: `# ${fact.kind}

Stated by ${staters.map((member) => `[${member}](../agencies/${member}.md)`).join(', ')}. Classification ${fact.classification}, retention ${fact.retention}.${fact.subject ? ` ${aboutWhom[fact.about]}` : ''}

## What it says

${table(
  ['field', 'must', 'what', 'personal', 'searched'],
  [...fieldsOf(fact.body)].map(([name, { schema, pii, optional }]) => [
    name,
    optional ? '' : 'yes',
    schema.description ?? '',
    pii === 'none' ? '' : pii,
    fact.searched[name] ?? '',
  ]),
)}
${rulesOf(fact)}
## What happens to it

${table(
  ['event', 'schema'],
  events.map(({ name, type }) => [name, `[${type}](../../../${publishedFolder}/${type}.json)`]),
)}

## Who may know it, and why

${
  knowers.length === 0
    ? 'Nobody else.'
    : table(
        ['member', 'purpose and legal basis'],
        knowers.map((member) => [`[${member}](../agencies/${member}.md)`, purposeOf(fact.knownBy[member] as Purpose)]),
      )
}
`,
  };
}

function rulesOf({ inOrder, onlyIn }: AnyFact): string {
  const rules = [
    ...inOrder.map(([first, second]) => `\`${first}\` is never after \`${second}\`.`),
    ...Object.entries(onlyIn).map(([field, states]) => `\`${field}\` is there in state ${states.join(' and ')}, and in no other.`),
  ];
  return rules.length === 0 ? '' : `\n${rules.map((rule) => `- ${rule}`).join('\n')}\n`;
}

function agencyPage(catalogue: Catalogue, member: Member): Page {
  const sends = topicsStatedBy(catalogue, member);
  const hears = topicsHeardBy(catalogue, member);
  const rows = (topics: typeof sends, more: (fact: AnyFact) => string): string =>
    table(
      ['topic', 'fact', sends === topics ? 'known by' : 'why'],
      topics.map(({ name, event: { fact } }) => [name, linkToFact(fact.kind, '../'), more(fact)]),
    );
  const knowers = (fact: AnyFact): string => catalogue.members.filter((other) => other !== member && mayKnow(other, fact)).join(', ');
  return {
    path: `${catalogueFolder}/agencies/${member}.md`,
    content: `# ${member}

For machines: [AsyncAPI](../../../${asyncapiFolder}/${member}.json).

## Sends

${sends.length === 0 ? 'Nothing yet.' : rows(sends, knowers)}

## Hears, and why

${rows(hears, (fact) => purposeOf(fact.knownBy[member] as Purpose))}
`,
  };
}

function indexPage(catalogue: Catalogue): Page {
  return {
    path: `${catalogueFolder}/README.md`,
    content: `# Who says what to whom

Written by \`npm run generate\` from the contracts. S: states it; the number is the purpose for which a member may know it (${Object.keys(legalBasis).join(', ')}).

${table(
  ['fact', ...catalogue.members.map((member) => `[${member}](agencies/${member}.md)`)],
  catalogue.facts.map((fact) => [linkToFact(fact.kind, ''), ...catalogue.members.map((member) => marksOf(catalogue, fact, member))]),
)}
`,
  };
}

function marksOf(catalogue: Catalogue, fact: AnyFact, member: Member): string {
  const purpose = fact.knownBy[member];
  return [...(statersOf(catalogue, fact).includes(member) ? ['S'] : []), ...(purpose ? [purpose.split('-')[0] ?? ''] : [])].join(' ');
}

/** One page per fact and per agency, and a table of all. */
export const cataloguePages = (catalogue: Catalogue): readonly Page[] => [
  indexPage(catalogue),
  ...catalogue.facts.map((fact) => factPage(catalogue, fact)),
  ...catalogue.members.map((member) => agencyPage(catalogue, member)),
];
