// A driver straight onto an engine, without a socket: for properties over many environments. Rows are what a TDS
// driver gives: bit as boolean, bigint as text.
import type { Driver, ResultSet, Row, Session } from '../../src/connect/driver.ts';
import { RegrantError } from '../../src/model/errors.ts';
import type { EngineEvent, EngineSession, ServerMessage } from '../server/contract.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';

/** A driver that logs in to the engine as `login`. */
export function engineDriver(engine: CatalogEngine, login: string, password: string): Driver {
  return {
    async open({ database = 'master' } = {}) {
      const enter = (into: string): EngineSession =>
        engine.login({ login, password, database: into, applicationName: 'regrant', readOnlyIntent: false });
      return sessionOver(enter(database), enter);
    },
  };
}

function sessionOver(own: EngineSession, enter: (database: string) => EngineSession): Session {
  return {
    async *run(batch, { database } = {}) {
      const session = database === undefined ? own : enter(database);
      let set: { columns: readonly string[]; rows: (readonly Row[])[] } | undefined;
      for await (const event of session.execute(batch) as AsyncIterable<EngineEvent>) {
        if (event.event === 'error') throw failure(event);
        if (event.event === 'columns')
          set = { columns: event.columns.map((column) => column.name), rows: [] };
        if (event.event === 'rows') set?.rows.push(event.rows.map((row) => row.map(onTheWire)));
        if (event.event === 'done' && set !== undefined) {
          yield resultSet(set);
          set = undefined;
        }
      }
    },
    async close() {
      own.close();
    },
  };
}

function resultSet(set: { columns: readonly string[]; rows: (readonly Row[])[] }): ResultSet {
  return {
    columns: set.columns,
    rows: (async function* () {
      yield* set.rows;
    })(),
  };
}

function onTheWire(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function failure({ message, number }: ServerMessage): RegrantError {
  const cause = Object.assign(new Error(message), { number });
  return new RegrantError({ code: 'query-failed', fact: message, remedy: 'Look at the query.', cause });
}
