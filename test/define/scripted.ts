// What the objects of rows become: the statements of a script, in its order.
import { exportScript } from '../../src/export/export-definitions.ts';
import type { EngineTables, TableRows } from '../server/engine/engine-from-tables.ts';
import { captureRows } from './rows.ts';

/** The statements that make the objects of these rows; what a capture leaves out fails. */
export async function scripted(rows: TableRows, settings: Partial<EngineTables> = {}): Promise<string[]> {
  const snapshot = await captureRows(rows, {}, settings);
  const [omission] = snapshot.header.omissions;
  if (omission !== undefined) throw new Error(`${omission.code}: ${omission.fact}`);
  const { files } = await exportScript(snapshot, { newline: 'lf' });
  return [...files]
    .join('')
    .split('\nGO\n')
    .filter((batch) => batch !== '' && !/^(?:--.*\n)?SET (?:ANSI_NULLS|QUOTED_IDENTIFIER)|^USE /.test(batch));
}
