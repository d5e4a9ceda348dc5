// Procedures about linked servers. Sources: "sp_addlinkedserver (Transact-SQL)", "sp_serveroption", "sp_setnetname",
// "sp_addlinkedsrvlogin", "sp_droplinkedsrvlogin", "sp_dropserver" (Microsoft).
import { withoutPasswords } from '../../model/catalog/linked-server-option.ts';
import { defined } from '../../model/defined.ts';
import type { Arguments } from './procedure-arguments.ts';
import type { NodeParts, Translation } from './translation.ts';

/** sp_addlinkedserver. */
export function addLinkedServer(values: Arguments, node: NodeParts): Translation {
  const provstr = values.text('provstr');
  const parts = defined({
    product: values.text('srvproduct'),
    provider: values.text('provider'),
    dataSource: values.text('datasrc'),
    location: values.text('location'),
    providerString: provstr === undefined ? undefined : withoutPasswords(provstr),
    catalog: values.text('catalog'),
  });
  return [{ kind: 'add-linked-server', server: values.name('server'), ...parts, ...node }];
}

/** sp_serveroption: a count of seconds may be given as a number. */
export function setServerOption(values: Arguments, node: NodeParts): Translation {
  const server = values.name('server');
  const option = values.name('optname');
  const value = values.text('optvalue');
  return [{ kind: 'set-server-option', server, option, ...defined({ value }), ...node }];
}

/** sp_setnetname. */
export function setNetworkName(values: Arguments, node: NodeParts): Translation {
  const [server, address] = [values.name('server'), values.name('netname')];
  return [{ kind: 'set-network-name', server, address, ...node }];
}

/** sp_addlinkedsrvlogin: who goes as himself needs no name there. */
export function setLinkedLogin(values: Arguments, node: NodeParts): Translation {
  const said = values.text('useself')?.toUpperCase();
  const usesSelf = said === undefined || said === 'TRUE';
  const parts = defined({
    login: values.text('locallogin'),
    remoteName: usesSelf ? undefined : values.text('rmtuser'),
  });
  const server = values.name('rmtsrvname');
  return [{ kind: 'set-linked-login', server, usesSelf, ...parts, ...node }];
}

/** sp_droplinkedsrvlogin. */
export function dropLinkedLogin(values: Arguments, node: NodeParts): Translation {
  const server = values.name('rmtsrvname');
  const login = values.text('locallogin');
  return [{ kind: 'drop-linked-login', server, ...defined({ login }), ...node }];
}

/** sp_dropserver. */
export function dropLinkedServer(values: Arguments, node: NodeParts): Translation {
  const dropsLogins = values.text('droplogins')?.toLowerCase() === 'droplogins';
  return [{ kind: 'drop-linked-server', server: values.name('server'), dropsLogins, ...node }];
}
