// Signatures of modules and assemblies, and the keys that they are by. Source: "sys.crypt_properties" (Microsoft).
import { spaceOf } from '../../model/definitions/definition-type.ts';
import type { Signature } from '../../model/definitions/type-shape.ts';
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { keyOfParts } from '../../model/identity.ts';
import { ordinal } from '../../model/order.ts';
import { code, filled, hex, id, integer, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { schemaName } from '../schema-name.ts';
import type { DatabaseScope } from '../scope.ts';
import { keep } from './kept.ts';

/** `class` of what can be signed. */
const CLASS = { object: 1, assembly: 5 } as const;

/** `crypt_type` of signatures: the key that they are by, and whether they countersign. */
const SIGNED: Readonly<Record<string, Pick<Signature, 'by' | 'isCounter'>>> = {
  SPVC: { by: 'CERTIFICATE' },
  CPVC: { by: 'CERTIFICATE', isCounter: true },
  SPVA: { by: 'ASYMMETRIC KEY' },
  CPVA: { by: 'ASYMMETRIC KEY', isCounter: true },
};

const found = keep(() => new Map<string, Signature[]>());

/** `sys.crypt_properties`. */
export const signatures = defineQuery<DatabaseScope>()({
  name: 'signatures',
  view: 'sys.crypt_properties',
  columns: ['class', 'major_id', 'crypt_type', 'crypt_property'],
  expressions: {
    certificate: '[c].[name]',
    asymmetric_key: '[k].[name]',
    object_name: '[o].[name]',
    schema_id: '[o].[schema_id]',
    is_shipped: '[o].[is_ms_shipped]',
    assembly: '[a].[name]',
  },
  narrow: (query) =>
    query
      .leftJoin('sys.certificates as c', 'c.thumbprint', 'v.thumbprint')
      .leftJoin('sys.asymmetric_keys as k', 'k.thumbprint', 'v.thumbprint')
      .leftJoin('sys.objects as o', 'o.object_id', 'v.major_id')
      .leftJoin('sys.assemblies as a', 'a.assembly_id', 'v.major_id'),
  read: (scope, at) => ({
    row(row) {
      const of = integer(row[at.class]);
      const isAssembly = of === CLASS.assembly;
      const signed = isAssembly ? text(row[at.assembly]) : text(row[at.object_name]);
      if ((of !== CLASS.object && !isAssembly) || signed === undefined) return;
      if (!isAssembly && integer(row[at.is_shipped]) === 1) return;
      const how = SIGNED[code(row[at.crypt_type])];
      const key = filled(how?.by === 'CERTIFICATE' ? row[at.certificate] : row[at.asymmetric_key]);
      const signature = hex(row[at.crypt_property]);
      if (how === undefined || key === undefined || signature === undefined) {
        const fact = `A signature of ${signed} is by a key that is not here, or of a kind that is not known; it was not captured.`;
        scope.ledger.omit('unknown-signature', fact, 'Sign it anew by hand.', 1);
        return;
      }
      const place = isAssembly
        ? keyOfParts('assembly', undefined, signed)
        : keyOfParts('object', schemaName(scope, id(row[at.schema_id])), signed);
      const all = found(scope).get(place) ?? [];
      found(scope).set(place, all);
      all.push({ ...how, key, signature });
    },
  }),
});

/** A definition with its signatures, by their keys. */
export function withSignatures<F extends DefinitionFact>(scope: DatabaseScope, fact: F): F {
  const signed = found(scope);
  if (signed.size === 0) return fact;
  const all = signed.get(keyOfParts(spaceOf(fact.type), fact.schema, fact.name));
  if (all === undefined) return fact;
  const keyText = ({ by, key, isCounter }: Signature) => JSON.stringify([by, key, isCounter === true]);
  return { ...fact, signatures: [...all].sort((a, b) => ordinal(keyText(a), keyText(b))) };
}
