// The seed of a run of properties: REGRANT_SEED where it is set, else a new one, which is printed.

/** A seed for fast-check; it is told in a line of its own before anything can fail. */
export function seedOf(given: string | undefined = process.env.REGRANT_SEED): number {
  const seed = given === undefined ? Date.now() % 2_147_483_648 : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`${given} is no seed: a whole number is.`);
  console.log(`seed ${seed}`);
  return seed;
}
