export { CopyWriter } from './copy-writer.js';
export { type CopyIn, runTogether, transactTogether } from './run-together.js';
export { type DatabaseConnection, openDataSource } from './data-source.js';
export { Hints } from './hints.js';
export { rowQuery, createPool, inTransaction } from './postgres-pool.js';
