import { topicsHeardBy, topicsStatedBy, type Catalogue, type Member, type Topic } from '@timpora/contracts';
import { envelopeSchema } from '@timpora/exchange/protocol';

import type { Page } from './page.js';
import { publishedFolder } from './published.js';

export const asyncapiFolder = `${publishedFolder}/asyncapi`;

const channelOf = (topic: string): string => topic.replaceAll('.', '_');
const message = ({ event }: Topic): string => event.type;

const channel = (topic: Topic): object => ({
  address: topic.name,
  title: `${topic.event.name}, about a ${topic.event.fact.kind}`,
  messages: { [message(topic)]: { $ref: `#/components/messages/${message(topic)}` } },
});

const operation = (topic: Topic, action: 'send' | 'receive'): object => ({
  action,
  channel: { $ref: `#/channels/${channelOf(topic.name)}` },
  messages: [{ $ref: `#/channels/${channelOf(topic.name)}/messages/${message(topic)}` }],
});

const messageSpec = ({ event: { type, name, version, fact } }: Topic): object => ({
  name: type,
  title: `${name}, version ${version}`,
  summary: `The whole ${fact.kind} after the event; in a retraction no data.`,
  contentType: 'application/cloudevents+json',
  headers: { $ref: '#/components/schemas/headers' },
  payload: {
    allOf: [{ $ref: '#/components/schemas/envelope' }],
    properties: { type: { const: type }, data: { $ref: `../${type}.json` } },
  },
});

/** The chain and the signature, as bytes (docs/exchange.md). */
const headers = {
  type: 'object',
  properties: {
    generation: { type: 'string', pattern: '^[1-9][0-9]{0,14}$', description: 'decimal digits' },
    sequence: { type: 'string', pattern: '^[1-9][0-9]{0,14}$', description: 'decimal digits; 1, 2, 3, ... within a generation' },
    prev: { type: 'string', description: '32 bytes: the head before this record' },
    signature: { type: 'string', description: '64 bytes Ed25519, on the last record of a batch' },
    kid: { type: 'string', description: 'the key of the signature' },
  },
  required: ['generation', 'sequence', 'prev'],
};

/** What one member sends and hears, as AsyncAPI 3: the channels that its login may write and read. */
function asyncapiOf(catalogue: Catalogue, member: Member): object {
  const [sends, hears] = [topicsStatedBy(catalogue, member), topicsHeardBy(catalogue, member)];
  const topics = [...new Map([...sends, ...hears].map((topic) => [topic.name, topic])).values()];
  return {
    asyncapi: '3.0.0',
    id: `urn:timpora:member:${member}`,
    info: {
      title: `Timpora Exchange: ${member}`,
      version: '1.0.0',
      description: `Every channel that ${member} may write or read. The broker denies everything else.`,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      exchange: {
        host: '{broker}',
        protocol: 'kafka-secure',
        description: 'Kafka of the exchange; each member has one login.',
        variables: { broker: { default: 'localhost:4190', description: 'host:port, told when a member is admitted' } },
        security: [{ $ref: '#/components/securitySchemes/login' }],
      },
    },
    channels: Object.fromEntries(topics.map((topic) => [channelOf(topic.name), channel(topic)])),
    operations: Object.fromEntries([
      ...sends.map((topic) => [`send_${channelOf(topic.name)}`, operation(topic, 'send')] as const),
      ...hears.map((topic) => [`hear_${channelOf(topic.name)}`, operation(topic, 'receive')] as const),
    ]),
    components: {
      messages: Object.fromEntries(topics.map((topic) => [message(topic), messageSpec(topic)])),
      schemas: { envelope: envelopeSchema, headers },
      securitySchemes: { login: { type: 'scramSha512', description: 'SASL/SCRAM-SHA-512 over TLS' } },
    },
  };
}

export const asyncapiPages = (catalogue: Catalogue): readonly Page[] =>
  catalogue.members.map((member) => ({
    path: `${asyncapiFolder}/${member}.json`,
    content: `${JSON.stringify(asyncapiOf(catalogue, member), null, 2)}\n`,
  }));
