// What a sql_variant holds that no JavaScript value stands for: its base type, and the value as text.

/** A base type with the value as SQL Server writes it: digits, a date in ISO 8601, 0x… of a binary. */
export class SqlVariant {
  readonly baseType: string;
  readonly value: string;
  /** Precision, scale and length in bytes, where the base type has them. */
  readonly measures: VariantMeasures;

  constructor(baseType: string, value: string, measures: VariantMeasures = {}) {
    this.baseType = baseType;
    this.value = value;
    this.measures = measures;
  }

  /** The value as JavaScript has it: whole numbers as such where they fit, bytes, else text. */
  plain(): number | bigint | string | Uint8Array {
    if (INTEGERS.has(this.baseType)) {
      const number = Number(this.value);
      return Number.isSafeInteger(number) ? number : BigInt(this.value);
    }
    return BINARIES.has(this.baseType)
      ? Uint8Array.from(Buffer.from(this.value.slice(2), 'hex'))
      : this.value;
  }
}

/** `SQL_VARIANT_PROPERTY` of a value beside its base type. */
export interface VariantMeasures {
  readonly precision?: number;
  readonly scale?: number;
  readonly maxLength?: number;
}

const INTEGERS: ReadonlySet<string> = new Set(['bit', 'tinyint', 'smallint', 'int', 'bigint']);
const BINARIES: ReadonlySet<string> = new Set(['binary', 'varbinary']);
