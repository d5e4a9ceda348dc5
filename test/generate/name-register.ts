// Names that are unique in a scope, as the weakest collation sees them: without case, trailing blanks, or the
// characters that old collations give no weight.
import type { Choices } from './choices.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';

const LONGEST = 128;
const WEIGHTLESS = /[\p{Cc}\p{Cf}\p{M}\u{10000}-\u{10ffff}\u2028]/gu;

/** Hands out names that nothing else in the scope has. */
export class NameRegister {
  private readonly taken = new Set<string>();
  private readonly hostile: boolean;

  constructor(hostile: boolean, reserved: readonly string[] = []) {
    this.hostile = hostile;
    for (const name of reserved) this.taken.add(keyOf(name));
  }

  /** A plain or a hostile name, as the choices have it; `prefix` stands in front of either. */
  draw(choices: Choices, stem: string, prefix = ''): string {
    const hostile = this.hostile && choices.below(3) > 0;
    return this.claim(prefix + (hostile ? choices.pick(HOSTILE_NAMES) : stem));
  }

  /** The name itself, or with a number behind it when it is taken. */
  claim(name: string): string {
    for (let number = 1; ; number += 1) {
      const suffix = number === 1 ? '' : `_${number}`;
      const candidate = shorten(name, LONGEST - suffix.length) + suffix;
      if (!this.taken.has(keyOf(candidate))) {
        this.taken.add(keyOf(candidate));
        return candidate;
      }
    }
  }

  /** Whether a name is still free. */
  isFree(name: string): boolean {
    return !this.taken.has(keyOf(name));
  }
}

function keyOf(name: string): string {
  return name.normalize('NFKD').replace(WEIGHTLESS, '').toLowerCase().trimEnd();
}

// Cuts no surrogate pair in two.
function shorten(name: string, length: number): string {
  if (name.length <= length) return name;
  const end = /[\ud800-\udbff]/.test(name[length - 1] ?? '') ? length - 1 : length;
  return name.slice(0, end);
}
