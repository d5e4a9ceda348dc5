// The servers that the examples of the pages and of the help speak of: those of the embedded environment as they were
// captured, and one whose databases were just restored, which sa meets. Names are mapped and nothing else.
import { type Account, CAPTURER, embeddedFixture, freshEngine } from './apply/restored-server.ts';
import { PRINTERS } from './offline/print-answers.ts';
import { ask, logIn } from './server/engine/ask.ts';
import { CatalogEngine } from './server/engine/catalog-engine.ts';
import { FRESH_SA } from './server/engine/ddl/fresh-server.ts';
import type { ServerFixture } from './server/engine/fixture/read-environment.ts';
import { type RunningServer, startServer } from './server/start.ts';

/** Whom an example logs in to: the captured server, or one before its restore. */
export type Place = 'captured' | 'restored';

/** Who logs in where. */
export const ACCOUNTS: Readonly<Record<Place, Account>> = { captured: CAPTURER, restored: FRESH_SA };

/** Where the servers are reached, by place and name; plain data. */
export interface Reach {
  readonly caFile: string;
  readonly ports: Readonly<Record<string, number>>;
}

/** The words of an example as they reach a test server, and the password they take. */
export function reachedWords(
  words: readonly string[],
  { caFile, ports }: Reach,
): { readonly words: readonly string[]; readonly password: string } {
  const place: Place = words.includes('sa') ? 'restored' : 'captured';
  const { login, password } = ACCOUNTS[place];
  if (!words.includes('--server')) return { words, password };
  const mapped = words.map((word, at) => {
    if (words[at - 1] === '--user') return login;
    if (words[at - 1] !== '--server') return word;
    const port = ports[`${place} ${word}`];
    if (port === undefined) throw new Error(`An example speaks of ${word}, which no test server is.`);
    return `localhost,${port}`;
  });
  return { words: [...mapped, '--ca-file', caFile], password };
}

/** The servers, while they run. */
export class ExampleServers {
  readonly #running = new Map<string, RunningServer>();
  readonly #engines = new Map<string, CatalogEngine>();

  /** Starts the three captured servers, and SMDB01 before its restore. */
  static async start(): Promise<ExampleServers> {
    const servers = new ExampleServers();
    for (const name of ['SMDB01', 'DWDB01', 'RSDB01'] as const)
      await servers.add('captured', embeddedFixture(name));
    await servers.add('restored', embeddedFixture('SMDB01'));
    return servers;
  }

  /** Starts one more, under another name if one is given. */
  async add(place: Place, fixture: ServerFixture, name = fixture.settings.name): Promise<void> {
    const named = { ...fixture, settings: { ...fixture.settings, name } };
    const engine = place === 'captured' ? new CatalogEngine(named) : freshEngine(named, 'restored');
    this.#engines.set(`${place} ${name}`, engine);
    this.#running.set(`${place} ${name}`, await startServer({ engine }));
  }

  get reach(): Reach {
    const [first] = this.#running.values();
    const ports = Object.fromEntries([...this.#running].map(([name, { port }]) => [name, port]));
    return { caFile: first?.caFile ?? '', ports };
  }

  /** The address of a captured server. */
  address(name: string): string {
    return `localhost,${this.reach.ports[`captured ${name}`]}`;
  }

  /** What a captured server prints where a script of `capture-script` is run on it, as sqlcmd -y 0 -u writes it. */
  answers(name: string, script: string): Buffer {
    const engine = this.#engines.get(`captured ${name}`);
    const [printer] = PRINTERS;
    if (engine === undefined || printer === undefined) throw new Error(`${name} does not run.`);
    const session = logIn(engine, CAPTURER);
    const { sets, errors } = ask(session, script);
    session.close();
    if (errors.length > 0) throw new Error(`${name} refuses the script: ${JSON.stringify(errors)}`);
    return printer.print(sets);
  }

  /** What changes on SMDB01 from Monday to Tuesday in the README's sample. */
  passDay(): void {
    const engine = this.#engines.get('captured SMDB01');
    if (engine === undefined) throw new Error('SMDB01 does not run.');
    const permissions = engine.table('sys.database_permissions', 'ServiceManager');
    const granted = permissions.records().find((row) => row.permission_name === 'EXECUTE' && row.class === 1);
    const [procedure] = engine
      .table('sys.objects', 'ServiceManager')
      .records()
      .filter(({ name }) => name === 'p_GroomManagedEntity');
    if (granted === undefined || procedure === undefined)
      throw new Error('The sample’s procedure is not there.');
    permissions.insert({ ...granted, major_id: procedure.object_id, grantee_principal_id: ANALYSTS });
    engine
      .table('sys.database_role_members', 'ServiceManager')
      .delete({ role_principal_id: SDK_USERS, member_principal_id: SERVICE_ACCOUNT });
    engine.table('sys.server_principals').update({ name: 'scsm_portal' }, { is_disabled: 1 });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map((server) => server.close()));
  }
}

/** Principals of the database ServiceManager in `fixtures/service-manager/SMDB01`. */
const [SDK_USERS, SERVICE_ACCOUNT, ANALYSTS] = [7, 9, 29];
