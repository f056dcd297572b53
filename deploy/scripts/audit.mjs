// Known faults of the page's packages and of its browser tests, as the registry tells them: `node audit.mjs FOLDER...`. A fault that is high or critical
// fails, unless it has a reason here. A registry that tells none (a mirror, no network) is said, and fails nothing.
import { spawnSync } from 'node:child_process';

/** Faults that do not reach anybody, by their advisory (`GHSA-…`), each with its reason. */
const EXCEPTIONS = {};

const GRAVE = ['high', 'critical'];

/** What `npm audit` found in a folder; nothing if it could not ask. */
function audit(folder) {
  const npm = spawnSync('npm', ['audit', '--json', '--package-lock-only'], { cwd: folder, encoding: 'utf8', timeout: 120_000 });
  try {
    return JSON.parse(npm.stdout);
  } catch {
    return { message: npm.error?.message ?? 'no answer' };
  }
}

/** Grave faults: the advisory, the package, what it is about. Packages that only lead to one name the package, not the advisory. */
function faults({ vulnerabilities }) {
  const told = Object.values(vulnerabilities).flatMap(({ via }) => via.filter((each) => typeof each === 'object'));
  const grave = told.filter(({ severity }) => GRAVE.includes(severity));
  return grave.map(({ url, name, range, title }) => ({ id: url.split('/').at(-1), text: `${name} ${range}: ${title} (${url})` }));
}

let failed = false;
for (const folder of process.argv.slice(2)) {
  const found = audit(folder);
  if (found.vulnerabilities === undefined) {
    console.log(`NOT CHECKED: known faults of the packages of ${folder}. The registry did not tell them: ${found.message}`);
    continue;
  }
  for (const { id, text } of faults(found)) {
    if (EXCEPTIONS[id] !== undefined) continue;
    console.error(`${folder}: ${text}`);
    failed = true;
  }
}
process.exit(failed ? 1 : 0);
