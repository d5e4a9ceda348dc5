// A folder of .sql there and back, told: what was not taken, what a capture or a script leaves out, what differs.
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { roundTrips } from './round-trip.ts';
import type { SchemaDifference, SchemaProblem } from './shapes.ts';

/** Tells it on standard output; gives whether nothing differs. A release is a year: the newest when left out. */
export async function reportRoundTrip(path: string, release: string | undefined): Promise<boolean> {
  const version = versionOf(release);
  const [trip] = await roundTrips([{ id: path, version, path, validate: true }]);
  if (trip === undefined) return false;
  const { notTaken, omissions, notes, comparison, script } = trip;
  for (const problem of notTaken) console.log(`not taken   ${problemText(problem)}`);
  for (const note of [...omissions, ...notes]) console.log(`note        ${note}`);
  for (const problem of comparison.targetProblems) console.log(`refused     ${problemText(problem)}`);
  for (const difference of comparison.differences) console.log(`different   ${differenceText(difference)}`);
  for (const { kind, count, reason } of comparison.leftOut)
    console.log(`left out    ${count} × ${kind}: ${reason}`);
  const { length } = comparison.differences;
  console.log(`${path} for ${version}: ${script.length} characters scripted, ${length} differences`);
  return length === 0 && comparison.targetProblems.length === 0;
}

function versionOf(release: string | undefined): SqlVersion {
  const newest = SQL_VERSIONS.at(-1) ?? 2025;
  const found = SQL_VERSIONS.find((version) => String(version) === release);
  if (release !== undefined && found === undefined)
    throw new Error(`${release} is none of ${SQL_VERSIONS.join(', ')}.`);
  return found ?? newest;
}

/** A problem on one line. */
export function problemText({ file, line, message }: SchemaProblem): string {
  return file === undefined ? message : `${file}, line ${line}: ${message}`;
}

/** A difference on one line. */
export function differenceText({ element, property, source, target }: SchemaDifference): string {
  if (property === undefined) return `${element}: only in the ${source === undefined ? 'script' : 'schema'}`;
  return `${element}: ${property}: ${source ?? 'nothing'} → ${target ?? 'nothing'}`;
}
