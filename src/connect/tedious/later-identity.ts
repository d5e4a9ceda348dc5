// tedious loads Microsoft's Entra library when it is loaded itself: twice the time and half as much memory again, which
// only a login by Entra needs. In this thread a stand-in takes its place, which loads it when something of it is used.
import type { createRequire } from 'node:module';

const LIBRARY = '@azure/identity';

/** Puts the stand-in there; `load` is the require of a module that tedious's dependencies are found from. */
export function loadIdentityLater(load: ReturnType<typeof createRequire>): void {
  const file = load.resolve(LIBRARY, { paths: [load.resolve('tedious')] });
  if (load.cache[file] !== undefined) return;
  let library: object | undefined;
  const later = new Proxy(
    {},
    {
      get(_, name): unknown {
        if (library === undefined) {
          delete load.cache[file];
          library = load(file) as object;
        }
        return Reflect.get(library, name);
      },
    },
  );
  const standIn = {
    id: file,
    filename: file,
    path: file,
    paths: [],
    children: [],
    loaded: true,
    exports: later,
  };
  load.cache[file] = standIn as unknown as NodeJS.Module;
}
