// Objects that have another name now: one that went and one that came, of one content and with no other of the same.

import { createHash } from 'node:crypto';
import { moduleHead } from '../model/definitions/module-head.ts';
import type { DefinitionFact } from '../model/fact.ts';
import { keyOfParts } from '../model/identity.ts';
import type { Change } from './change.ts';

/** An object that has another name. */
export interface RenamedObject {
  /** As it was, without its body. */
  readonly before: DefinitionFact;
  /** As it is, without its body. */
  readonly after: DefinitionFact;
}

/** Looks at every change, and knows at the end what was renamed. Texts are not kept, only their digests. */
export class RenamedObjects {
  readonly #byContent = new Map<
    string,
    { readonly gone: DefinitionFact[]; readonly come: DefinitionFact[] }
  >();

  /** Takes notice of a change. */
  see(change: Change): void {
    if (change.change !== 'added' && change.change !== 'removed') return;
    const fact = change.change === 'added' ? change.after : change.before;
    if (fact.kind !== 'definition') return;
    const content = contentOf(fact);
    const found = this.#byContent.get(content) ?? { gone: [], come: [] };
    this.#byContent.set(content, found);
    (change.change === 'added' ? found.come : found.gone).push(withoutBody(fact));
  }

  /** What was renamed, in the order in which it came up. */
  get all(): readonly RenamedObject[] {
    return [...this.#byContent.values()].flatMap(({ gone, come }) => {
      const [before, after] = [gone[0], come[0]];
      const isOne = gone.length === 1 && come.length === 1 && before !== undefined && after !== undefined;
      return isOne ? [{ before, after }] : [];
    });
  }
}

function withoutBody(fact: DefinitionFact): DefinitionFact {
  return { ...fact, body: {} } as DefinitionFact;
}

/** All that an object is but for its name. */
function contentOf({ database, type, on, body }: DefinitionFact): string {
  const content = 'definition' in body ? { ...body, definition: nameless(body.definition ?? '') } : body;
  return createHash('sha256')
    .update(keyOfParts(database, type, on, JSON.stringify(content)))
    .digest('base64');
}

/** A module's text, what stands before the name in its head apart from what stands behind. */
function nameless(definition: string): string {
  const head = moduleHead(definition);
  if (head === undefined) return definition;
  return keyOfParts(definition.slice(0, head.name.from), definition.slice(head.name.to));
}
