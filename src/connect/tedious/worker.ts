// The thread that tedious runs in. Whatever a server makes of it, only this thread hangs or breaks, and it can be
// ended from outside. It serves one target at a time.
import { parentPort } from 'node:worker_threads';
import { DriverHost } from './driver-host.ts';
import type { Order } from './worker-messages.ts';

const port = parentPort;
if (port !== null) {
  const host = new DriverHost((report, given = []) => port.postMessage(report, given));
  port.on('message', (order: Order) => host.take(order));
}
