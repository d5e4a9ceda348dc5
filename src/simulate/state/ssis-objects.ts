// The folders, projects and environments of a database's catalogue of Integration Services.

import { defined } from '../../model/defined.ts';
import { keyOfParts } from '../../model/identity.ts';
import type { SsisObject, SsisPlace } from './links.ts';
import { Keeping, LoggedMap } from './undo-log.ts';

/** Those that are there. */
export class SsisObjects extends Keeping {
  readonly #all = new LoggedMap<string, SsisObject>(this.log);

  values(): Iterable<SsisObject> {
    return this.#all.values();
  }

  get(place: SsisPlace): SsisObject | undefined {
    return this.#all.get(this.#key(place));
  }

  /** Has one be there, and the folder that it is in. */
  add(place: SsisPlace): SsisObject {
    const found = this.get(place);
    if (found !== undefined) return found;
    const { objectType, folder, name } = place;
    const parent = name === undefined ? undefined : this.add({ objectType: 'folder', folder });
    const parts = { objectType, folder: parent?.folder ?? folder, ...defined({ name }) };
    const object = { id: this.#all.size + 1, ...parts };
    this.#all.set(this.#key(place), object);
    return object;
  }

  /** Has be there what permissions are on; gives how much there is. */
  addAll(places: readonly SsisPlace[]): number {
    for (const place of places) this.add(place);
    return this.#all.size;
  }

  #key({ objectType, folder, name }: SsisPlace): string {
    return keyOfParts(objectType, this.fold(folder), name === undefined ? undefined : this.fold(name));
  }
}
