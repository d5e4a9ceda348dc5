// `npm run conformance`: every conformance suite, or those whose path holds an argument; a plain closing line. With
// `--corpus <folder>` the reader is held against Microsoft's parser on every script below that folder instead; with
// `--schema <folder>` and a release, the objects that its scripts make are captured, scripted, and held against it.
import { compareCorpus, OUTCOMES } from '../read/compare-corpus.ts';
import { available } from './build.ts';
import { reportRoundTrip } from './report-round-trip.ts';
import { runSuites, suiteFiles } from './run-suites.ts';

if (!available()) {
  console.log('CONFORMANCE WAS NOT RUN: it needs the .NET SDK 10 (https://dotnet.microsoft.com/download).');
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
} else if (process.argv[2] === '--corpus') {
  const { files, batches, statements, counts, findings } = await compareCorpus(process.argv[3] ?? '.');
  for (const finding of findings) console.log(finding);
  console.log(`${files} files, ${batches} batches, ${statements} statements about security`);
  for (const [outcome, what] of Object.entries(OUTCOMES))
    console.log(`${String(counts[outcome as keyof typeof counts]).padStart(8)}  ${what}`);
  process.exitCode = counts['valid-refused'] + counts.different > 0 ? 1 : 0;
} else if (process.argv[2] === '--schema') {
  process.exitCode = (await reportRoundTrip(process.argv[3] ?? '.', process.argv[4])) ? 0 : 1;
} else {
  const outcomes = await runSuites(suiteFiles(process.argv.slice(2)));
  for (const { file, passed, failed, seconds, output } of outcomes) {
    console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${file} (${passed} passed, ${seconds.toFixed(1)} s)`);
    if (failed > 0) console.log(output.trim());
    else for (const note of output.match(/^NOTE: .*$/gm) ?? []) console.log(`     ${note}`);
  }
  const sum = (key: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
}
