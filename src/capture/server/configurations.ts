// The options of the configuration, every one that the server has.
import { flag, integer, name } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.configurations`. */
export const configurations = defineQuery<ServerScope>()({
  name: 'configurations',
  view: 'sys.configurations',
  columns: ['name', 'is_dynamic'],
  expressions: { value: 'CAST([v].[value] AS int)', value_in_use: 'CAST([v].[value_in_use] AS int)' },
  read: (scope, at) => ({
    row: (row) => {
      scope.facts.push({
        kind: 'configuration',
        name: name(row[at.name]),
        value: integer(row[at.value]) ?? 0,
        valueInUse: integer(row[at.value_in_use]) ?? 0,
        ...(flag(row[at.is_dynamic]) ? {} : { needsRestart: true }),
      });
    },
  }),
});
