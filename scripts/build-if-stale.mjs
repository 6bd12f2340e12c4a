// Before npm start: builds only if a source is newer than the build.
import { canBuild, isStale } from './freshness.mjs';

if (isStale()) {
  if (canBuild()) {
    console.log('Building: the sources are newer than the build');
    await import('./build.mjs');
  } else console.error('The sources are newer than the build, and the compiler is not installed: npm ci, without --omit=dev');
}
