// In the place of src/connect/tedious/worker-entry.ts: the executable carries the thread's program in itself.
import { getAsset } from 'node:sea';

export function workerEntry() {
  return getAsset('worker', 'utf8');
}
