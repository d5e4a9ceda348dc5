// Whether text in double quotes is a name or a string. SET QUOTED_IDENTIFIER and SET ANSI_DEFAULTS are in force from
// where they stand, before anything runs ("SET QUOTED_IDENTIFIER (Transact-SQL)": at parse time), so the tokenizer follows them.
import type { Token } from './token.ts';

/** Follows the SET statements of a text, token by token. */
export class Quoting {
  /** Whether QUOTED_IDENTIFIER is on: text in double quotes is a name. */
  isOn: boolean;
  #inSet = false;
  #isNamed = false;

  constructor(isOn: boolean) {
    this.isOn = isOn;
  }

  take({ kind, upper }: Token): void {
    if (upper === 'SET' && kind === 'word') {
      this.#inSet = true;
      this.#isNamed = false;
      return;
    }
    if (!this.#inSet) return;
    if (upper === 'QUOTED_IDENTIFIER' || upper === 'ANSI_DEFAULTS') this.#isNamed = true;
    else if (upper === 'ON' || upper === 'OFF') {
      if (this.#isNamed) this.isOn = upper === 'ON';
      this.#inSet = false;
    } else if (kind !== 'word' && upper !== ',') this.#inSet = false;
  }
}
