// Objects with their columns, and rows of every other class that a database has.
import { COLUMN_PERMISSIONS } from '../../src/model/catalog/permission-names.ts';
import {
  type CatalogClass,
  classNamed,
  permissionsOfClass,
} from '../server/engine/catalog/securable-classes.ts';
import type { Choices } from './choices.ts';
import type { DatabaseBuild } from './database-build.ts';
import { DBO } from './database-build.ts';
import type { RowRecord } from './environment.ts';
import { NameRegister } from './name-register.ts';
import type { Grantable } from './permission-ledger.ts';
import { MORE_COLUMNS, OBJECT_PERMISSIONS, OBJECT_TYPES, thingClasses } from './securable-rows.ts';
import { internalSid } from './sid.ts';

/** Adds the object that the choices make. */
export function addObject(build: DatabaseBuild, choices: Choices): boolean {
  addObjectRow(build, choices.pick(OBJECT_TYPES), choices);
  return true;
}

/** Adds the row of another class that the choices make. */
export function addThing(build: DatabaseBuild, choices: Choices): boolean {
  const kind = choices.pick(thingClasses(build.version));
  const { word, view } = kind;
  const { name, server } = build.setting;
  const isKey = word === 'CERTIFICATE' || word === 'ASYMMETRIC KEY';
  const number = build.count(view);
  const sid = isKey ? { sid: internalSid('certificate', word, server.name, name, number) } : {};
  addThingRow(build, kind, choices, sid);
  return true;
}

/** What can carry every permission of a class. */
export function grantableOf(build: DatabaseBuild, word: string, majorId: number, owner: number): Grantable {
  const permissions = permissionsOfClass(word, build.version);
  return { class: classNamed(word).number ?? -1, majorId, owner, permissions };
}

function addObjectRow(build: DatabaseBuild, type: string, choices: Choices): number {
  const id = build.nextObjectId();
  const schema = choices.pick(build.schemas);
  const drawn = build.drawOwner(choices);
  build.add('sys.objects', {
    name: build.names(`object ${schema.id}`).draw(choices, `object_${id}`),
    object_id: id,
    principal_id: drawn === DBO ? null : drawn,
    schema_id: schema.id,
    type,
    is_ms_shipped: false,
  });
  const columns = type === 'U' || type === 'V' ? addColumns(build, id, choices) : [];
  const known = new Set(permissionsOfClass('OBJECT', build.version));
  const names = [...(OBJECT_PERMISSIONS[type] ?? []), ...(columns.length > 0 ? ['UNMASK'] : [])];
  build.grantables.push({
    class: 1,
    majorId: id,
    owner: drawn === DBO ? schema.owner : drawn,
    permissions: names.filter((name) => known.has(name)),
    columns,
    columnPermissions: Object.keys(COLUMN_PERMISSIONS).filter((name) => known.has(name)),
  });
  return id;
}

function addColumns(build: DatabaseBuild, object: number, choices: Choices): readonly number[] {
  const names = new NameRegister(build.setting.server.hostile);
  // A column dropped long ago leaves its number free.
  const gap = choices.once(3) ? 1 : 0;
  const ids = [1, 2, 3, 4].slice(0, 1 + choices.below(4)).map((id) => (id === 1 ? id : id + gap));
  for (const id of ids) {
    build.add('sys.columns', { object_id: object, name: names.draw(choices, `column_${id}`), column_id: id });
  }
  return ids;
}

/** Adds a row of a class with what else it cannot be without; `extra` is laid over it. */
export function addThingRow(
  build: DatabaseBuild,
  kind: CatalogClass,
  choices: Choices,
  extra: RowRecord,
): void {
  const { word, view, isInSchema } = kind;
  const id = kind.firstUserId + build.count(view);
  const schema = isInSchema ? choices.pick(build.schemas) : { id: 0, owner: DBO };
  const drawn = build.drawOwner(choices);
  const inherits = isInSchema && drawn === DBO;
  const stem = `${word.toLowerCase().replaceAll(' ', '_')}_${id}`;
  const row: RowRecord = {
    [kind.nameColumn]: build.names(`${word} ${schema.id}`).draw(choices, stem),
    [kind.idColumn]: id,
    ...(kind.ownerColumn === undefined ? {} : { [kind.ownerColumn]: inherits ? null : drawn }),
    ...(isInSchema ? { schema_id: schema.id } : {}),
    ...MORE_COLUMNS[word]?.(id),
    ...(word === 'SERVICE' ? { service_queue_id: addObjectRow(build, 'SQ', choices) } : {}),
    ...extra,
  };
  build.add(view, row);
  if (word === 'ASSEMBLY') addAssemblyFile(build, id);
  if (row.is_table_type === true) addTypeTable(build, row);
  build.grantables.push(grantableOf(build, word, id, inherits ? schema.owner : drawn));
}

function addAssemblyFile(build: DatabaseBuild, id: number): void {
  const content = new Uint8Array(Buffer.from(`MZ generated assembly ${id} of ${build.setting.name}`));
  build.add('sys.assembly_files', { assembly_id: id, name: 'generated', file_id: 1, content });
}

function addTypeTable(build: DatabaseBuild, type: RowRecord): void {
  const id = build.nextObjectId();
  const name = `TT_${type.user_type_id}_${id.toString(16).toUpperCase()}`;
  build.add('sys.objects', { name, object_id: id, schema_id: 4, type: 'TT', is_ms_shipped: true });
  build.add('sys.table_types', { ...type, type_table_object_id: id });
}
