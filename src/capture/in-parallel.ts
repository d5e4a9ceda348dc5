// Runs a task for each item, at most so many at once; results are in the items' order whichever ends first.

/** Maps items to results with bounded concurrency; the first failure is thrown once the running tasks ended. */
export async function inParallel<T, R>(
  items: readonly T[],
  most: number,
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  async function work(): Promise<void> {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await task(items[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const workers = Array.from({ length: Math.min(Math.max(1, most), items.length) }, work);
  const failure = (await Promise.allSettled(workers)).find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return results;
}
