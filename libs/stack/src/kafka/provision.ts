import type { Grant, TopicSpec } from '@timpora/contracts';
import kafkajs, { type AclEntry, type Admin as KafkaAdmin } from 'kafkajs';

import type { Stack } from '../stack.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, Kafka, logLevel, ResourcePatternTypes } = kafkajs;

export interface Wanted {
  readonly topics: readonly TopicSpec[];
  readonly grants: readonly Grant[];
  /** Take away whatever these logins may do beyond the grants. False where several exchanges share one broker, as in tests. */
  readonly withdrawOthers: boolean;
}

/** Brings topics, their settings and ACLs to what the contracts say. Quick when nothing changed. */
export async function provisionKafka({ kafka }: Pick<Stack, 'kafka'>, { topics, grants, withdrawOthers }: Wanted): Promise<void> {
  const admin = new Kafka({
    clientId: 'timpora-provision',
    brokers: [...kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username: kafka.admin.user, password: kafka.admin.password },
    logLevel: logLevel.NOTHING,
    retry: { retries: 8, initialRetryTime: 200 },
  }).admin();
  await admin.connect();
  try {
    await provideTopics(admin, topics);
    await provideAcls(admin, grants, withdrawOthers);
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
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: older.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const actual = new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
  const wrong = older.filter(({ name, settings }) => Object.entries(settings).some(([key, value]) => actual.get(name)?.get(key) !== value));
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

const keyOf = ({ resourceType, resourceName, principal, operation }: AclEntry): string =>
  [resourceType, resourceName, principal, operation].join('|');

async function provideAcls(admin: KafkaAdmin, grants: readonly Grant[], withdrawOthers: boolean): Promise<void> {
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
  const surplus = present.filter((acl) => users.has(acl.principal) && !wanted.has(keyOf(acl)));
  if (missing.length > 0) await admin.createAcls({ acl: missing });
  if (withdrawOthers && surplus.length > 0) await admin.deleteAcls({ filters: surplus });
}
