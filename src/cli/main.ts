#!/usr/bin/env node
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { Module } from '@nestjs/common';
import { CommandFactory } from 'nest-commander';
import { readSettings, startServer } from '../server.js';
import { CLIENT_COMMANDS } from './client-commands.js';
import { type InProcessServer, START_IN_PROCESS } from './client.js';
import { hintAfter, report } from './command.js';
import { UpCommand } from './up.command.js';
import { VerifyCommand } from './verify.command.js';

/** The application for the time of one command: with the pipelines and runs that its data folder has. */
async function startInProcess(): Promise<InProcessServer> {
  const settings = readSettings();
  settings.http.port = 0;
  settings.grpc.enabled = false;
  settings.role = 'all';
  const server = await startServer(settings, []);
  const { adminKey } = server;
  const key = adminKey?.from === 'file' ? (await readFile(adminKey.file, 'utf8')).trim() : (process.env.MILLRACE_ADMIN_KEY ?? '');
  return { url: server.url, key, stop: () => server.stop() };
}

@Module({ providers: [UpCommand, VerifyCommand, ...CLIENT_COMMANDS, { provide: START_IN_PROCESS, useValue: startInProcess }] })
class CliModule {}

// Help and usage name the command after the script.
process.argv[1] = 'millrace';
const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

try {
  await CommandFactory.run(CliModule, {
    logger: false,
    cliName: 'millrace',
    version,
    errorHandler: (error) => {
      hintAfter(error);
      process.exit(report(error, false));
    },
    serviceErrorHandler: (error) => {
      process.exitCode = report(error, false);
    },
  });
} catch (error) {
  process.exitCode = report(error, false);
}
