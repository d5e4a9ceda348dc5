// What a script says of the server: credentials, trusted assemblies, messages, and its configuration until RECONFIGURE.
import type { Fact } from '../model/fact.ts';
import { languageIdOf } from '../model/language-id.ts';
import type {
  AddMessage,
  Configure,
  CredentialStatement,
  DropMessage,
  TrustedAssembly,
} from '../parse/tree/statement.ts';
import type { FactStore } from './fact-store.ts';
import type { FoldContext } from './fold-permission.ts';

/** CREATE and ALTER CREDENTIAL, the server's and a database's. */
export function foldCredential(statement: CredentialStatement, store: FactStore, database: string): void {
  const { name, identity, provider } = statement;
  if (statement.isDatabaseScoped) {
    const found = 'DATABASE SCOPED CREDENTIAL';
    store.put({ kind: 'securable', database, class: found, name, identity });
    return;
  }
  const kept = provider ?? store.get({ kind: 'credential', name })?.provider;
  store.put({
    kind: 'credential',
    name,
    identity,
    ...(kept === undefined ? {} : { provider: kept }),
  });
}

/** sp_add_trusted_assembly and sp_drop_trusted_assembly. */
export function foldTrustedAssembly(statement: TrustedAssembly, store: FactStore): void {
  const { hash, description } = statement;
  const fact: Fact = {
    kind: 'trusted-assembly',
    hash,
    ...(description === undefined ? {} : { description }),
  };
  if (statement.kind === 'add-trusted-assembly') store.put(fact);
  else store.remove(fact);
}

/** sp_addmessage. */
export function foldMessage(statement: AddMessage, { store, say }: FoldContext): void {
  const { messageId, severity, text, isEventLogged } = statement;
  const language = statement.language ?? 'us_english';
  const languageId = languageIdOf(language);
  if (languageId === undefined) {
    say(
      `No language of SQL Server is called ${language}.`,
      'Check the name; the message is not in the facts.',
      'unknown-value',
    );
    return;
  }
  store.put({ kind: 'message', messageId, languageId, language, severity, isEventLogged, text });
}

/** sp_dropmessage. */
export function foldDropMessage({ messageId, language }: DropMessage, store: FactStore): void {
  const languageId = languageIdOf(language ?? 'us_english');
  const fact = store.get({ kind: 'message', messageId, languageId });
  if (fact !== undefined) store.remove(fact);
}

/** sp_configure and RECONFIGURE: until then the value in use is the old one; where the script tells none, the new one. */
export class ConfigurationFold {
  readonly #store: FactStore;
  readonly #pending = new Set<string>();

  constructor(store: FactStore) {
    this.#store = store;
  }

  configure({ name, value }: Configure): void {
    this.#pending.add(name);
    const valueInUse = this.#store.get({ kind: 'configuration', name })?.valueInUse ?? value;
    this.#store.put({ kind: 'configuration', name, value, valueInUse });
  }

  reconfigure(): void {
    for (const name of this.#pending) {
      const fact = this.#store.get({ kind: 'configuration', name });
      if (fact !== undefined) this.#store.put({ ...fact, valueInUse: fact.value });
    }
    this.#pending.clear();
  }
}
