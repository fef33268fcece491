import { randomUUID } from 'node:crypto';

import type { Member } from '@timpora/contracts';
import kafkajs from 'kafkajs';

import { testStack } from '../../../../test/stack/test-stack.js';
import { asKafkaAdmin } from './admin.js';
import { inspectKafka } from './inspect.js';
import { deleteTopic } from './meddle.js';
import { provisionKafka } from './provision.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;

describe('the inspection of a broker', () => {
  const mark = randomUUID().slice(-12);
  const [heard, said] = [`heard-${mark}`, `said-${mark}`];
  // Nobody's login: the rights of the members belong to other tests.
  const user = `nobody-${mark}` as Member;
  const wanted = {
    topics: [heard, said].map((name) => ({
      name,
      partitions: 1,
      settings: { 'retention.ms': '86400000', 'compression.type': 'uncompressed' },
    })),
    grants: [{ user, reads: [heard], writes: [said], groupPrefix: `${user}.` }],
  };
  const right = (topic: string, operation: number) => ({
    resourceType: AclResourceTypes.TOPIC,
    resourceName: topic,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: `User:${user}`,
    host: '*',
    operation,
    permissionType: AclPermissionTypes.ALLOW,
  });
  const nothing = { missingTopics: [], otherTopics: [], missingRights: [], surplusRights: [] };

  beforeAll(() => provisionKafka(testStack(), { ...wanted, withdrawOthers: true }));
  afterAll(async () => {
    await provisionKafka(testStack(), {
      topics: wanted.topics,
      grants: [{ user, reads: [], writes: [], groupPrefix: `${user}.` }],
      withdrawOthers: true,
    });
    for (const topic of [heard, said]) await deleteTopic(testStack(), topic);
  });

  it('finds nothing where everything is as the contracts say', async () => {
    expect(await inspectKafka(testStack(), wanted)).toEqual({ brokers: 1, ...nothing });
  });

  it('names rights that are missing and rights that nothing grants', async () => {
    await asKafkaAdmin(testStack(), async (admin) => {
      await admin.createAcls({ acl: [right(heard, AclOperationTypes.WRITE)] });
      await admin.deleteAcls({ filters: [right(said, AclOperationTypes.WRITE)] });
    });
    expect(await inspectKafka(testStack(), wanted)).toMatchObject({
      missingRights: [`User:${user} may WRITE TOPIC ${said} from *`],
      surplusRights: [`User:${user} may WRITE TOPIC ${heard} from *`],
    });
    await provisionKafka(testStack(), { ...wanted, withdrawOthers: true });
    expect(await inspectKafka(testStack(), wanted)).toMatchObject(nothing);
  });

  it('names topics that are missing, and settings that are other', async () => {
    await asKafkaAdmin(testStack(), (admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name: said,
            configEntries: [
              { name: 'retention.ms', value: '1' },
              { name: 'compression.type', value: 'uncompressed' },
            ],
          },
        ],
      }),
    );
    const more = { ...wanted, topics: [...wanted.topics, { name: `never-made-${mark}`, partitions: 1, settings: {} }] };
    expect(await inspectKafka(testStack(), more)).toMatchObject({
      missingTopics: [`never-made-${mark}`],
      otherTopics: [`${said} (retention.ms)`],
    });
    await provisionKafka(testStack(), { ...wanted, withdrawOthers: true });
  });
});
