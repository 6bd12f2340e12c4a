import { join } from 'node:path';

export const CLUSTER_ID = 'MkU3OEVBNTcwNTJENDM2Qk';
/** Users of the SASL listener and their passwords; `admin` may do everything, the others what an access control list says. */
export const USERS = { admin: 'admin-of-tests', millrace: 'millrace-of-tests', other: 'other-of-tests' };

/** @typedef {{ plain: number, sasl: number, tls: number, controller: number }} Ports */

/**
 * One node with three listeners for clients: plain, where everything is allowed; SCRAM and PLAIN over TLS; TLS with client certificates.
 * @param {{ folder: string, certificates: string, ports: Ports, overrides?: Readonly<Record<string, string>> }} options
 */
export function properties({ folder, certificates, ports, overrides = {} }) {
  const at = (/** @type {number} */ port) => `127.0.0.1:${port}`;
  const listeners = `PLAINTEXT://${at(ports.plain)},SASL_SSL://${at(ports.sasl)},SSL://${at(ports.tls)}`;
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const plainUsers = Object.entries(USERS).map(([name, password]) => `user_${name}="${password}"`);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@${at(ports.controller)}`,
    listeners: `${listeners},CONTROLLER://${at(ports.controller)}`,
    'advertised.listeners': listeners,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': folder,
    ...oneNode,
    'sasl.enabled.mechanisms': 'SCRAM-SHA-256,SCRAM-SHA-512,PLAIN',
    'listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': scram,
    'listener.name.sasl_ssl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${plainUsers.join(' ')};`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': join(certificates, 'broker.pem'),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': join(certificates, 'ca.crt'),
    'listener.name.ssl.ssl.client.auth': 'required',
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': 'false',
    'super.users': 'User:ANONYMOUS;User:admin',
    ...overrides,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** What a broker alone must not ask of others, and what a small one does not need. */
const oneNode = {
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  'auto.create.topics.enable': 'false',
  'num.network.threads': '2',
  'num.io.threads': '2',
  'log.cleaner.dedupe.buffer.size': '2097152',
};
