// Loaded in front of the command by a test: writes down, when the process ends, the most memory it held and the threads
// it started.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const threads = { started: 0, most: 0 };
  let running = 0;
  process.on('worker', (worker) => {
    threads.started += 1;
    running += 1;
    threads.most = Math.max(threads.most, running);
    worker.once('exit', () => {
      running -= 1;
    });
  });
  process.on('exit', () => {
    const peakMb = process.resourceUsage().maxRSS / 1024;
    writeFileSync(process.env.WATCHED, JSON.stringify({ peakMb, threads }));
  });
}
