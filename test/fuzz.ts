// `npm run fuzz -- --runs 20000 --inputs 100000 --files 5000 --answers 20000 --seed 1`: the properties of
// test/properties at length, random inputs for the script reader, hostile files for the commands, and wrong answers of
// servers, in portions with seeds of their own, so that a failure can be run again alone. Prints what it ran and closes
// with a plain line.
import { openLocalDriver } from '../src/connect/tedious/local-driver.ts';
import { openTediousDriver } from '../src/connect/tedious/tedious-driver.ts';
import { fuzzFiles } from './files/hostile-files.ts';
import { fuzzWire } from './hostile/fuzz-wire.ts';
import { runAnyOrder, runProperties } from './properties/properties.ts';
import { fuzzReader } from './read/fuzz-reader.ts';

/** Environments in one portion: Microsoft's parser is asked once for each. */
const PORTION = 100;
/** Of these, how many are captured in another order of rows too. */
const ORDERED = 20;
/** Inputs in one portion of the reader's. */
const INPUTS = 5000;
/** Hostile files in one portion. */
const FILES = 200;
/** Wrong answers of servers in one portion. */
const ANSWERS = 2000;

const argument = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const wanted = number('runs', 2000);
const inputs = number('inputs', 100_000);
const files = number('files', 2000);
const answers = number('answers', 20_000);
const first = number('seed', Date.now() % 2_147_483_648);

console.log(
  `fuzz: ${wanted} runs, ${inputs} inputs, ${files} files and ${answers} answers from seed ${first}`,
);
const began = performance.now();
let [passed, failed, portion] = [0, 0, 0];
while (passed + failed < wanted) {
  const seed = (first + portion) % 2_147_483_648;
  portion += 1;
  await portionOf('properties', seed, () => runProperties({ environments: PORTION, seed }));
  await portionOf('any order', seed, () => runAnyOrder({ environments: ORDERED, seed }));
}
for (let read = 0; read < inputs; read += INPUTS) {
  const count = Math.min(INPUTS, inputs - read);
  const seed = (first + read) % 2_147_483_648;
  await portionOf('reader', seed, () => runReader(count, seed));
}
for (let given = 0; given < files; given += FILES) {
  const count = Math.min(FILES, files - given);
  const seed = (first + given) % 2_147_483_648;
  await portionOf('files', seed, () => runFiles(count, seed));
}
for (let asked = 0; asked < answers; asked += ANSWERS) {
  const count = Math.min(ANSWERS, answers - asked);
  const seed = (first + asked / ANSWERS) % 2_147_483_648;
  await portionOf('wire', seed, () => runWire(count, seed));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function portionOf(name: string, seed: number, run: () => Promise<number>): Promise<void> {
  try {
    const runs = await run();
    passed += runs;
    console.log(`${elapsed()}  seed ${seed}  ${name}: ${runs} runs`);
  } catch (error) {
    failed += 1;
    console.log(`${elapsed()}  seed ${seed}  ${name}: FAILED`);
    console.log(error instanceof Error ? error.message : error);
  }
}

/** Reads random inputs; throws with the first at which the reader throws. */
async function runReader(count: number, seed: number): Promise<number> {
  const { failure } = await fuzzReader(count, seed);
  if (failure === undefined) return count;
  throw new Error(`Input ${failure.run}: ${failure.error}\n${JSON.stringify(failure.input)}`);
}

/** Has the commands read hostile files; throws with the first that is not told as such. */
async function runFiles(count: number, seed: number): Promise<number> {
  const { failure } = await fuzzFiles(count, seed);
  if (failure === undefined) return count;
  throw new Error(
    `File ${failure.run}, ${failure.what}:\n${failure.said}\n${failure.file.toString('base64')}`,
  );
}

/** Asks hostile servers, in this thread and in others; throws with what did not end as it has to. */
async function runWire(count: number, seed: number): Promise<number> {
  const open = seed % 2 === 0 ? openLocalDriver : openTediousDriver;
  const { failures } = await fuzzWire(count, seed, open);
  if (failures.length === 0) return count;
  throw new Error(failures.slice(0, 5).join('\n'));
}

function elapsed(): string {
  const seconds = Math.round((performance.now() - began) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
}

function number(name: string, preset: number): number {
  const given = argument(name);
  const value = given === undefined ? preset : Number(given);
  if (!Number.isSafeInteger(value) || value < 0) {
    console.log(`--${name} takes a whole number, not ${given}.`);
    process.exit(2);
  }
  return value;
}
