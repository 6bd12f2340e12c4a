/**
 * Imports a file of the build, which the compiler knows by its source: `built('definition/index.js')`.
 * @param {string} path below dist
 */
export const built = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
