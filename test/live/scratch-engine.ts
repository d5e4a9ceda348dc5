// The test server with a scratch's database and objects, which it cannot make by statements.
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import type { Scratch } from './scratch.ts';

const APP = 5;
const object = (object_id: number, name: string, type: string) => ({ object_id, name, type, schema_id: APP });

/** An engine where `scratch.objects` has been run. */
export function engineWithScratch({ database }: Scratch): CatalogEngine {
  return engineFromTables({
    databases: {
      [database]: {
        'sys.schemas': [{ schema_id: APP, name: 'app', principal_id: 1 }],
        'sys.objects': [
          object(100, 'orders', 'U'),
          object(101, 'open ]orders', 'V'),
          object(102, 'close_order', 'P'),
          object(103, "o'clock", 'FN'),
        ],
        'sys.columns': ['id', 'secret', 'note'].map((name, at) => ({
          object_id: 100,
          column_id: at + 1,
          name,
        })),
        'sys.types': [
          { user_type_id: 257, system_type_id: 106, schema_id: APP, name: 'amount', is_user_defined: 1 },
        ],
      },
    },
  });
}
