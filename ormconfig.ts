import { DataSource } from 'typeorm';
import { migrations } from './src/app.module.js';

/** For TypeORM's command line on a database of your own (MILLRACE_DATABASE_URL); the application runs its migrations itself. */
export default new DataSource({
  type: 'postgres',
  url: process.env.MILLRACE_DATABASE_URL,
  migrations,
  migrationsTableName: 'millrace_migrations',
  synchronize: false,
});
