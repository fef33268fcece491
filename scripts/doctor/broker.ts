import type { Settings } from '@timpora/config';
import { grantsOf, topicSpecs, type Catalogue } from '@timpora/contracts';
import { canLogIn, inspectKafka, membership, type KafkaFindings } from '@timpora/stack';

import { catalogueIn } from '../launch/further.js';
import { folder } from '../launch/options.js';
import { ok, some, warning, wrong, type Finding } from './finding.js';
import type { Patient } from './patient.js';

/** Each agency's own login, as its service uses it. */
export async function checkLogins({ agencies }: Patient): Promise<readonly Finding[]> {
  const refused: string[] = [];
  for (const { kafka } of agencies) if (!(await canLogIn(kafka.brokers, kafka.user, kafka.password))) refused.push(kafka.user);
  const brokers = brokersOf(agencies);
  return refused.length > 0
    ? [wrong(`the broker at ${brokers} refuses the login of ${refused.join(', ')}; make it, or correct TIMPORA_KAFKA_PASSWORD`)]
    : [ok(`the broker at ${brokers} answers and accepts ${agencies.length === 1 ? 'the login' : `${agencies.length} logins`}`)];
}

const brokersOf = ([first]: readonly Settings[]): string => first?.kafka.brokers.join(', ') ?? 'nowhere';

/** Topics, their settings and rights, both too few and too many. */
export async function checkContracts({ servers }: Patient): Promise<readonly Finding[]> {
  if (!servers)
    return [warning("topics and access rights are seen with the administrator's login only; ask who runs the broker to run the doctor")];
  const [catalogue, { admitted, left }] = [await catalogueIn(folder), membership(folder)];
  const grants = grantsOf(catalogue).filter(({ user }) => admitted.includes(user));
  const findings = await inspectKafka(servers, { topics: topicSpecs(catalogue), grants, leavers: left });
  return [...topicsIn(findings, catalogue), ...rightsIn(findings)];
}

const repair = '`npm start` makes it right';

function topicsIn({ missingTopics, otherTopics, brokers }: KafkaFindings, catalogue: Catalogue): readonly Finding[] {
  const single = brokers < 3 ? [warning(`${brokers} broker: enough to try things; in earnest three, so that one may fail`)] : [];
  if (missingTopics.length + otherTopics.length === 0)
    return [ok(`${topicSpecs(catalogue).length} topics with the settings of the contracts`), ...single];
  return [
    ...(missingTopics.length > 0 ? [wrong(`topics are missing: ${some(missingTopics)}; ${repair}`)] : []),
    ...(otherTopics.length > 0 ? [wrong(`topics are other than the contracts say: ${some(otherTopics)}; ${repair}`)] : []),
    ...single,
  ];
}

function rightsIn({ missingRights, surplusRights }: KafkaFindings): readonly Finding[] {
  if (missingRights.length + surplusRights.length === 0) return [ok('access rights are those of the contracts, and no others')];
  return [
    ...(missingRights.length > 0 ? [wrong(`access rights are missing: ${some(missingRights)}; ${repair}`)] : []),
    ...(surplusRights.length > 0 ? [wrong(`somebody may do what the contracts do not allow: ${some(surplusRights)}; ${repair}`)] : []),
  ];
}
