import { Metadata, status } from '@grpc/grpc-js';
import { Logger } from '@nestjs/common';
import { MillraceError } from './definition/index.js';
import { type CallStatus, type StatusDetail, type StatusOf, badRequest, encodeStatus, errorInfo, retryInfo } from './platform/grpc/index.js';
import { httpStatusOf } from './problem.filter.js';

/** What each HTTP status of an error is in gRPC. */
const BY_HTTP: Readonly<Record<number, status>> = {
  400: status.INVALID_ARGUMENT,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  409: status.FAILED_PRECONDITION,
  413: status.INVALID_ARGUMENT,
  422: status.FAILED_PRECONDITION,
  429: status.RESOURCE_EXHAUSTED,
  503: status.UNAVAILABLE,
  504: status.DEADLINE_EXCEEDED,
};
/** Codes for which gRPC knows a closer one. */
const BY_CODE: Readonly<Record<string, status>> = {
  schema: status.INVALID_ARGUMENT,
  time_out_of_range: status.INVALID_ARGUMENT,
  id_reused: status.ALREADY_EXISTS,
  cancelled: status.CANCELLED,
};
const DOMAIN = 'millrace.dev';
const RETRY_AFTER_SECONDS = 1;
/** Trailers travel in HTTP/2 headers, of which receivers take 8 KiB: some percent-encoded words and the details must fit. */
const LONGEST_WORDS = 1000;
const LONGEST_DETAILS_BYTES = 3000;

/** The status of gRPC of a known error. */
export function grpcStatusOf(error: MillraceError): status {
  return BY_CODE[error.code] ?? BY_HTTP[httpStatusOf(error)] ?? status.INTERNAL;
}

/** Errors to statuses: the code in `millrace-code`, what else is known in `grpc-status-details-bin`. The unforeseen is logged, not told. */
export function statusMaker(): StatusOf {
  const logger = new Logger('grpc');
  return (error) => {
    if (!(error instanceof MillraceError)) {
      logger.error(error);
      return { code: status.INTERNAL, details: 'the call failed; the log of the application says why', metadata: metadataOf('internal') };
    }
    const code = grpcStatusOf(error);
    if (code === status.INTERNAL) logger.error(error);
    return known(error, code);
  };
}

function known(error: MillraceError, code: status): CallStatus {
  const details = words(error.message);
  const metadata = metadataOf(error.code);
  const { id, faults } = error.details ?? {};
  if (typeof id === 'string') metadata.set('millrace-prediction-id', id);
  const told: StatusDetail[] = [errorInfo(error.code.toUpperCase(), DOMAIN, plainDetails(error.details))];
  if (code === status.UNAVAILABLE || code === status.RESOURCE_EXHAUSTED) told.push(retryInfo(RETRY_AFTER_SECONDS));
  if (Array.isArray(faults)) told.push(badRequest(faults.map(({ path, message }) => ({ field: words(String(path)), description: words(String(message)) }))));
  // What would be too long goes from the end: the error's own info comes first.
  while (told.length > 0 && encodeStatus(code, details, told).length > LONGEST_DETAILS_BYTES) told.pop();
  metadata.set('grpc-status-details-bin', encodeStatus(code, details, told));
  return { code, details, metadata };
}

function metadataOf(code: string): Metadata {
  const metadata = new Metadata();
  metadata.set('millrace-code', code);
  return metadata;
}

/** Texts and numbers of an error's details. */
function plainDetails(details: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const plain = Object.entries(details ?? {}).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(plain.map(([name, value]) => [name, words(String(value))]));
}

/** Words that may hold a sender's text: half a surrogate pair would make the trailer's encoding throw. */
function words(text: string): string {
  return Buffer.from(text.slice(0, LONGEST_WORDS), 'utf8').toString('utf8');
}
