// Procedures about the server: sp_configure, sp_add_trusted_assembly, sp_addmessage and those that take them back.
import { XP_CMDSHELL_PROXY } from '../../model/catalog/system-credential.ts';
import { defined } from '../../model/defined.ts';
import type { Arguments } from './procedure-arguments.ts';
import type { NodeParts, Translation } from './translation.ts';

/** sp_configure. */
export function configure(values: Arguments, node: NodeParts): Translation {
  const name = values.text('configname');
  const value = values.number('configvalue');
  if (name === undefined || (!values.has('configvalue') && value === undefined)) return [];
  return value === undefined
    ? { problem: 'the value is no number' }
    : [{ kind: 'configure', name, value, ...node }];
}

/** sp_xp_cmdshell_proxy_account: NULL takes the credential away. */
export function proxyAccount(values: Arguments, node: NodeParts): Translation {
  const name = XP_CMDSHELL_PROXY;
  const identity = values.text('account_name');
  if (values.isNull('account_name'))
    return [{ kind: 'drop', dropped: 'credential', name, ifExists: true, ...node }];
  if (identity === undefined) return { problem: 'the account is no text' };
  return [{ kind: 'create-credential', name, isDatabaseScoped: false, identity, hasSecret: true, ...node }];
}

/** sp_add_trusted_assembly and sp_drop_trusted_assembly. */
export function trustedAssembly(kind: 'add-trusted-assembly' | 'drop-trusted-assembly') {
  return (values: Arguments, node: NodeParts): Translation => {
    const hash = values.hex('hash');
    if (hash === undefined) return { problem: 'the hash is no binary value' };
    const description = kind === 'add-trusted-assembly' ? values.text('description') : undefined;
    return [defined({ kind, hash, description, ...node })];
  };
}

/** sp_addmessage. */
export function addMessage(values: Arguments, node: NodeParts): Translation {
  const messageId = values.number('msgnum');
  const severity = values.number('severity');
  const text = values.text('msgtext');
  if (messageId === undefined || severity === undefined || text === undefined) {
    return { problem: 'its number, severity and text must all be given' };
  }
  return [
    defined({
      kind: 'add-message' as const,
      messageId,
      severity,
      text,
      language: values.text('lang'),
      isEventLogged: values.text('with_log')?.toUpperCase() === 'TRUE',
      isReplace: values.text('replace')?.toLowerCase() === 'replace',
      ...node,
    }),
  ];
}

/** sp_dropmessage. */
export function dropMessage(values: Arguments, node: NodeParts): Translation {
  const messageId = values.number('msgnum');
  if (messageId === undefined) return { problem: 'its number must be given' };
  return [defined({ kind: 'drop-message' as const, messageId, language: values.text('lang'), ...node })];
}
