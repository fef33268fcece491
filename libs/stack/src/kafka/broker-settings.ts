import { join } from 'node:path';

import type { Admin, Ports } from '../stack.js';

interface BrokerPlace {
  readonly folder: string;
  readonly ports: Ports;
  readonly admin: Admin;
}

/** In a properties file a backslash escapes: Windows paths are written with slashes. */
const path = (...parts: string[]): string => join(...parts).replaceAll('\\', '/');

/** `server.properties` of one broker that is its own controller, with logins and access rights as in production. */
export const brokerSettings = ({ folder, ports, admin }: BrokerPlace, dataName = 'kafka-data'): string => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${ports.controller}
listeners=SASL_PLAINTEXT://127.0.0.1:${ports.kafka},CONTROLLER://127.0.0.1:${ports.controller}
inter.broker.listener.name=SASL_PLAINTEXT
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config=${jaas(admin)}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
# ANONYMOUS is the loopback controller listener.
super.users=User:${admin.user};User:ANONYMOUS
allow.everyone.if.no.acl.found=false
auto.create.topics.enable=false
unclean.leader.election.enable=false
offsets.retention.minutes=43200
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
log.dirs=${path(folder, dataName)}
`;

/** How Kafka's command line tools log in. */
export const toolSettings = (admin: Admin): string =>
  `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=${jaas(admin)}\n`;

function jaas({ user, password }: Admin): string {
  return `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${password}";`;
}

/** Warnings to standard output, which goes to a file. */
export const brokerLogging = `Configuration:
  status: error
  Appenders:
    Console:
      name: STDOUT
      PatternLayout:
        pattern: "%d %p %m (%c)%n"
  Loggers:
    Root:
      level: warn
      AppenderRef:
        - ref: STDOUT
`;
