import { DOOR_PROBLEMS, EVENT_PROBLEMS } from '../../../ingestion/index.js';

/* Codes of the problems that several routes can answer. */

/** The path names a pipeline or run, and something of it is read from the database. */
export const OF_RUNS = ['pipeline_unknown', 'store_unavailable'];
/** A document is read and checked. */
export const OF_DOCUMENTS = ['malformed', 'document_invalid', 'pipeline_name'];
/** A version is made ready to work. */
export const OF_VERSIONS = ['source_conflict', 'model_digest_mismatch', 'store_unavailable', 'registry_unavailable', 'model_unavailable', 'log_unavailable'];
/** The same for a version that is new. */
export const OF_NEW_VERSIONS = [
  ...OF_VERSIONS,
  ...['source_changed', 'protection_not_available', 'model_missing', 'model_unknown', 'model_signature_mismatch', 'model_output_unknown'],
];
/** An event is appended, and its own commit waited for. */
export const OF_EVENTS = [...EVENT_PROBLEMS, ...DOOR_PROBLEMS];
/** Why an event has no prediction. */
export const OF_SET_ASIDE = [
  ...['late', 'future', 'rule', 'rule_failed', 'id_reused', 'not_finite', 'model_failed', 'model_output', 'expression_failed', 'field_absent'],
  ...['out_of_range', 'crash'],
];
/** A set-aside record is acted on. */
export const OF_QUARANTINE = [...OF_RUNS, 'query', 'not_quarantined', 'log_unavailable'];
export const OF_ACTS = [...OF_QUARANTINE, 'already_retried', 'quarantine_dropped', 'audit_unavailable'];
