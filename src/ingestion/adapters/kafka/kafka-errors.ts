import { MillraceError } from '../../../definition/index.js';
import type { KafkaSettings } from '../../../platform/config/index.js';

/** What was tried, for the one who has to allow it. */
export interface Attempt {
  readonly operation: 'Read' | 'Write' | 'Describe' | 'Create';
  readonly topic: string;
}

interface LibraryError extends Error {
  readonly type?: string;
  readonly code?: string | number;
  readonly cause?: unknown;
  readonly originalError?: unknown;
}

const AUTHORIZATION = /^(TOPIC|CLUSTER|GROUP|TRANSACTIONAL_ID)_AUTHORIZATION_FAILED$/;
const TLS = /certificate|self.signed|SSL|TLS|CERT_|alert/i;

/** The library's error as one of ours that says what to do. A broker that is away is `log_unavailable`; nothing here is poison. */
export function kafkaError(error: unknown, settings: KafkaSettings, attempt: Attempt): MillraceError {
  if (error instanceof MillraceError) return error;
  const chain = causesOf(error);
  const described =
    chain.find(({ type }) => type !== undefined && AUTHORIZATION.test(type)) ?? chain.find(({ name }) => name === 'KafkaJSSASLAuthenticationError');
  const cause = { cause: error };
  if (described?.type) return new MillraceError('kafka_not_authorized', 'retryable', notAuthorized(settings, attempt), cause);
  if (described) {
    const user = settings.sasl?.username ?? '';
    const message = `the brokers do not let "${user}" in: is the password right (MILLRACE_KAFKA_PASSWORD), and is the user there for ${settings.sasl?.mechanism ?? 'SASL'}?`;
    return new MillraceError('kafka_login', 'retryable', message, cause);
  }
  const last = chain.at(-1);
  const text = last ? `${last.message}${typeof last.code === 'string' ? ` ${last.code}` : ''}` : String(error);
  if (chain.some(({ message, code }) => TLS.test(message) || TLS.test(String(code ?? '')))) {
    return new MillraceError('kafka_tls', 'retryable', `no trusted TLS connection to the brokers (${text}): ${tlsAdvice(settings)}`, cause);
  }
  return new MillraceError(
    'log_unavailable',
    'retryable',
    `the log cannot be reached: are the brokers ${settings.brokers.join(', ')} up, and is it their right listener? (${text})`,
    cause,
  );
}

/** Name of the broker's error, such as `OFFSET_OUT_OF_RANGE`, wherever in the chain it stands. */
export function protocolErrorOf(error: unknown): string | undefined {
  return causesOf(error).find(({ type }) => type !== undefined)?.type;
}

function causesOf(error: unknown): LibraryError[] {
  const chain: LibraryError[] = [];
  for (let next: unknown = error; next instanceof Error && !chain.includes(next);) {
    chain.push(next);
    const { cause, originalError } = next as LibraryError;
    next = originalError ?? cause;
  }
  return chain;
}

function notAuthorized({ brokers, sasl, ssl }: KafkaSettings, { operation, topic }: Attempt): string {
  const who = sasl ? `User:${sasl.username}` : ssl?.cert === undefined ? 'User:ANONYMOUS' : 'the name in the certificate of kafka.ssl.cert';
  const principal = sasl ? who : 'User:NAME';
  return `the brokers do not allow ${who} to ${operation} the topic "${topic}": kafka-acls.sh --bootstrap-server ${brokers[0]} --add --allow-principal ${principal} --operation ${operation} --topic ${topic}`;
}

function tlsAdvice({ ssl }: KafkaSettings): string {
  if (!ssl?.enabled) return 'this listener speaks TLS: set kafka.ssl in millrace.yaml';
  if (ssl.cert === undefined)
    return "kafka.ssl.ca must name the authority that signed the brokers' certificates; a listener that wants a client's certificate needs kafka.ssl.cert and kafka.ssl.key";
  return "kafka.ssl.ca must name the authority that signed the brokers' certificates, and kafka.ssl.cert one that the brokers trust";
}
