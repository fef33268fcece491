import type { Grant, TopicSpec } from '@timpora/contracts';
import kafkajs, { type AclEntry, type Admin as KafkaAdmin } from 'kafkajs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;

/** What the contracts say of a broker. */
export interface Wanted {
  readonly topics: readonly TopicSpec[];
  readonly grants: readonly Grant[];
  /** Logins that may do nothing any more. */
  readonly leavers?: readonly string[];
}

/** A topic that is there, but not as the contracts say. */
export interface OtherTopic {
  readonly topic: TopicSpec;
  readonly partitions: number;
  /** Names of settings with another value. */
  readonly settings: readonly string[];
}

/** @returns topics that are not there, and those that are other than wanted */
export async function topicDifferences(
  admin: KafkaAdmin,
  topics: readonly TopicSpec[],
): Promise<{ readonly missing: readonly TopicSpec[]; readonly other: readonly OtherTopic[] }> {
  const present = new Set(await admin.listTopics());
  const there = topics.filter(({ name }) => present.has(name));
  const missing = topics.filter(({ name }) => !present.has(name));
  if (there.length === 0) return { missing, other: [] };
  const metadata = await admin.fetchTopicMetadata({ topics: there.map(({ name }) => name) });
  const partitions = new Map(metadata.topics.map((topic) => [topic.name, topic.partitions.length]));
  const settings = await settingsOf(admin, there);
  const other = there.flatMap((topic): OtherTopic[] => {
    const wrong = Object.entries(topic.settings)
      .filter(([key, value]) => settings.get(topic.name)?.get(key) !== value)
      .map(([key]) => key);
    const actual = partitions.get(topic.name) ?? 0;
    return wrong.length > 0 || actual !== topic.partitions ? [{ topic, partitions: actual, settings: wrong }] : [];
  });
  return { missing, other };
}

async function settingsOf(admin: KafkaAdmin, topics: readonly TopicSpec[]): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map(({ name }) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      new Map(configEntries.map(({ configName, configValue }) => [configName, configValue])),
    ]),
  );
}

/** @returns rights that are missing, and rights of these logins or on these topics that nothing grants */
export async function aclDifferences(
  admin: KafkaAdmin,
  { topics, grants, leavers = [] }: Wanted,
): Promise<{ readonly missing: readonly AclEntry[]; readonly surplus: readonly AclEntry[] }> {
  const wanted = new Map(grants.flatMap(aclsOf).map((acl) => [keyOf(acl), acl]));
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  const present = resources.flatMap(({ acls, ...resource }) => acls.map((acl): AclEntry => ({ ...resource, ...acl })));
  const held = new Set(present.map(keyOf));
  const users = new Set([...grants.map(({ user }) => user), ...leavers].map((user) => `User:${user}`));
  const names = new Set([...topics.map(({ name }) => name), ...grants.map(({ groupPrefix }) => groupPrefix)]);
  return {
    missing: [...wanted].filter(([key]) => !held.has(key)).map(([, acl]) => acl),
    surplus: present.filter((acl) => (users.has(acl.principal) || names.has(acl.resourceName)) && !wanted.has(keyOf(acl))),
  };
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

const nameIn = (names: object, value: number): string => Object.entries(names).find(([, each]) => each === value)?.[0] ?? String(value);

/** A right in words: `User:polres may READ TOPIC permit-issued from *`. */
export const inWords = ({ principal, operation, resourceType, resourceName, host, permissionType }: AclEntry): string =>
  `${principal} ${permissionType === Number(AclPermissionTypes.DENY) ? 'may not' : 'may'} ${nameIn(AclOperationTypes, operation)} ${nameIn(AclResourceTypes, resourceType)} ${resourceName} from ${host}`;
