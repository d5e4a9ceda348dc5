// Writes the expected facts of every corpus script anew; what it changes is to be read in the diff, line by line.
import { writeFileSync } from 'node:fs';
import { formatDiagnostic } from '../../src/parse/tree/diagnostic.ts';
import { readScript } from '../../src/read/read-script.ts';
import { corpus } from './corpus.ts';

for (const script of corpus()) {
  const { snapshot, diagnostics } = await readScript(script.text);
  writeFileSync(script.factsPath, snapshot.facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  console.log(`${script.name}: ${snapshot.facts.length} facts`);
  for (const diagnostic of diagnostics) console.log(formatDiagnostic(diagnostic));
}
