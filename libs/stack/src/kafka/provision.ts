import type { Grant, TopicSpec } from '@timpora/contracts';
import kafkajs, { type AclEntry, type Admin as KafkaAdmin } from 'kafkajs';

import { StackProblem, type Stack } from '../stack.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, Kafka, logLevel, ResourcePatternTypes } = kafkajs;

export interface Wanted {
  readonly topics: readonly TopicSpec[];
  readonly grants: readonly Grant[];
  /**
   * Take away whatever these logins may do beyond the grants, and whatever anybody else may do with these topics.
   * False where several exchanges share one broker, as in tests.
   */
  readonly withdrawOthers: boolean;
}

/** Brings topics, their settings and ACLs to what the contracts say. Quick when nothing changed. */
export async function provisionKafka({ kafka }: Pick<Stack, 'kafka'>, wanted: Wanted): Promise<void> {
  const admin = new Kafka({
    clientId: 'timpora-provision',
    brokers: [...kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username: kafka.admin.user, password: kafka.admin.password },
    logLevel: logLevel.NOTHING,
    retry: { retries: 8, initialRetryTime: 200 },
  }).admin();
  await admin.connect();
  try {
    await provideTopics(admin, wanted.topics);
    await provideAcls(admin, wanted);
  } finally {
    await admin.disconnect();
  }
}

const entries = (settings: TopicSpec['settings']): { name: string; value: string }[] =>
  Object.entries(settings).map(([name, value]) => ({ name, value }));

async function provideTopics(admin: KafkaAdmin, topics: readonly TopicSpec[]): Promise<void> {
  const present = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !present.has(name));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ name, partitions, settings }) => ({
        topic: name,
        numPartitions: partitions,
        replicationFactor: -1,
        configEntries: entries(settings),
      })),
    });
  }
  const older = topics.filter(({ name }) => present.has(name));
  if (older.length === 0) return;
  await comparePartitions(admin, older);
  await correctSettings(admin, older);
}

/** More partitions would send later events of a subject elsewhere than the earlier ones: never corrected, only told. */
async function comparePartitions(admin: KafkaAdmin, topics: readonly TopicSpec[]): Promise<void> {
  const metadata = await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
  const actual = new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length]));
  const other = topics.find(({ name, partitions }) => actual.get(name) !== partitions);
  if (other)
    throw new StackProblem(
      `The topic ${other.name} has ${actual.get(other.name) ?? 0} partitions where the contracts say ${other.partitions}; use another Kafka, or forget the local one with: npm run reset`,
    );
}

async function correctSettings(admin: KafkaAdmin, topics: readonly TopicSpec[]): Promise<void> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const actual = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  const wrong = topics.filter(({ name, settings }) =>
    Object.entries(settings).some(([key, value]) => actual.get(name)?.get(key) !== value),
  );
  if (wrong.length === 0) return;
  await admin.alterConfigs({
    validateOnly: false,
    resources: wrong.map(({ name, settings }) => ({ type: ConfigResourceTypes.TOPIC, name, configEntries: entries(settings) })),
  });
}

function aclsOf({ user, reads, writes, groupPrefix }: Grant): readonly AclEntry[] {
  const acl = (resourceType: number, resourceName: string, operation: number): AclEntry => ({
    resourceType,
    resourceName,
    resourcePatternType: resourceType === Number(AclResourceTypes.GROUP) ? ResourcePatternTypes.PREFIXED : ResourcePatternTypes.LITERAL,
    principal: `User:${user}`,
    host: '*',
    operation,
    permissionType: AclPermissionTypes.ALLOW,
  });
  return [
    ...reads.map((topic) => acl(AclResourceTypes.TOPIC, topic, AclOperationTypes.READ)),
    ...writes.map((topic) => acl(AclResourceTypes.TOPIC, topic, AclOperationTypes.WRITE)),
    acl(AclResourceTypes.GROUP, groupPrefix, AclOperationTypes.READ),
    acl(AclResourceTypes.GROUP, groupPrefix, AclOperationTypes.DELETE),
  ];
}

const keyOf = (acl: AclEntry): string =>
  [acl.resourceType, acl.resourcePatternType, acl.resourceName, acl.principal, acl.host, acl.operation, acl.permissionType].join('|');

async function provideAcls(admin: KafkaAdmin, { grants, topics, withdrawOthers }: Wanted): Promise<void> {
  const wanted = new Map(grants.flatMap(aclsOf).map((acl) => [keyOf(acl), acl]));
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  const present = resources.flatMap(({ acls, ...resource }) => acls.map((acl): AclEntry => ({ ...resource, ...acl })));
  const held = new Set(present.map(keyOf));
  const missing = [...wanted].filter(([key]) => !held.has(key)).map(([, acl]) => acl);
  const users = new Set(grants.map(({ user }) => `User:${user}`));
  const names = new Set([...topics.map(({ name }) => name), ...grants.map(({ groupPrefix }) => groupPrefix)]);
  const surplus = present.filter((acl) => (users.has(acl.principal) || names.has(acl.resourceName)) && !wanted.has(keyOf(acl)));
  if (missing.length > 0) await admin.createAcls({ acl: missing });
  if (withdrawOthers && surplus.length > 0) await admin.deleteAcls({ filters: surplus });
}
