// `npm run coverage-page`: writes COVERAGE.md anew, and tells which of its rows no case proves.
import { writeFileSync } from 'node:fs';
import { coveragePage } from './coverage-page.ts';
import { readCases } from './read-case.ts';

const { text, unproved } = coveragePage(readCases());
writeFileSync(new URL('../../COVERAGE.md', import.meta.url), text);
for (const row of unproved) console.log(`no case proves: ${row}`);
console.log(`COVERAGE.md written, ${unproved.length} rows without a case`);
