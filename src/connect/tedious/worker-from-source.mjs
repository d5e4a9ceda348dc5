// The thread's entry where the program runs from its TypeScript sources: tsx serves the main thread only, so it is
// asked here once more. Not part of what is built.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
