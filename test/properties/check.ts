// Runs a property and tells a failure in a few lines: fast-check's own report prints the whole environment.
import fc from 'fast-check';

/** Runs a property; throws an error with seed, path and cause. REGRANT_SHRINK=1 shrinks, which takes minutes. */
export async function check<T>(
  property: fc.IAsyncPropertyWithHooks<T>,
  { environments, seed }: { readonly environments: number; readonly seed: number },
): Promise<void> {
  const path = process.env.REGRANT_PATH;
  const outcome = await fc.check(property, {
    numRuns: environments,
    seed,
    endOnFailure: process.env.REGRANT_SHRINK !== '1',
    ...(path === undefined ? {} : { path }),
  });
  if (!outcome.failed) return;
  const { errorInstance, counterexamplePath, numRuns } = outcome;
  const cause = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const details = (errorInstance as { details?: unknown } | null)?.details;
  const again = `REGRANT_SEED=${seed} REGRANT_PATH=${counterexamplePath}`;
  throw new Error(`After ${numRuns} environments (${again}): ${cause}\n${String(details ?? '')}`);
}
