// npm runs this after npm ci and before npm pack. An installation without the compiler (npm ci --omit=dev) takes dist as it finds it.
import { canBuild, isStale } from './freshness.mjs';

const packing = ['pack', 'publish'].includes(process.env.npm_command ?? '');
if (canBuild() && isStale()) {
  await import('./build.mjs');
  if (process.exitCode !== 0 && !packing) {
    console.error('The build failed; npm start and npm test will say so again');
    process.exitCode = 0;
  }
}
