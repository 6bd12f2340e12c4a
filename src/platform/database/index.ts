export { CopyWriter, copyIn } from './copy-writer.js';
export { type DatabaseConnection, openDataSource } from './data-source.js';
export { rowQuery, createPool, inTransaction } from './postgres-pool.js';
