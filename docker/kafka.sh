#!/bin/bash
# One broker with SASL/SCRAM and ACLs. SCRAM: the --add-scram options of the agencies' logins.
set -eu
cat > /tmp/server.properties <<EOF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9093
listeners=HOST://0.0.0.0:9092,INSIDE://0.0.0.0:9094,CONTROLLER://127.0.0.1:9093
advertised.listeners=HOST://127.0.0.1:${EXTERNAL_PORT},INSIDE://kafka:9094
inter.broker.listener.name=INSIDE
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,HOST:SASL_PLAINTEXT,INSIDE:SASL_PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.host.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.inside.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="${ADMIN_PASSWORD}";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:admin;User:ANONYMOUS
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
log.dirs=/data
EOF
[ -e /data/meta.properties ] || /opt/kafka/bin/kafka-storage.sh format -t "$(/opt/kafka/bin/kafka-storage.sh random-uuid)" -c /tmp/server.properties \
  --add-scram "SCRAM-SHA-512=[name=admin,password=${ADMIN_PASSWORD}]" ${SCRAM}
exec /opt/kafka/bin/kafka-server-start.sh /tmp/server.properties
