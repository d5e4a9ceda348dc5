// Statements about linked servers and the mappings of logins to them, each written as a call of a system procedure.
import type { Node } from './statement-node.ts';

/** `sp_addlinkedserver`; passwords in a provider string are not kept. */
export interface AddLinkedServer extends Node {
  readonly kind: 'add-linked-server';
  readonly server: string;
  readonly product?: string;
  readonly provider?: string;
  readonly dataSource?: string;
  readonly location?: string;
  readonly providerString?: string;
  readonly catalog?: string;
}

/** `sp_serveroption`; a value of NULL is absent. */
export interface SetServerOption extends Node {
  readonly kind: 'set-server-option';
  readonly server: string;
  readonly option: string;
  readonly value?: string;
}

/** `sp_setnetname`. */
export interface SetNetworkName extends Node {
  readonly kind: 'set-network-name';
  readonly server: string;
  readonly address: string;
}

/** `sp_addlinkedsrvlogin`; without a login it is for all that have no mapping of their own. */
export interface SetLinkedLogin extends Node {
  readonly kind: 'set-linked-login';
  readonly server: string;
  readonly usesSelf: boolean;
  readonly login?: string;
  readonly remoteName?: string;
}

/** `sp_droplinkedsrvlogin`. */
export interface DropLinkedLogin extends Node {
  readonly kind: 'drop-linked-login';
  readonly server: string;
  readonly login?: string;
}

/** `sp_dropserver`. */
export interface DropLinkedServer extends Node {
  readonly kind: 'drop-linked-server';
  readonly server: string;
  /** With its mappings. */
  readonly dropsLogins: boolean;
}

/** Any of them. */
export type LinkedStatement =
  | AddLinkedServer
  | SetServerOption
  | SetNetworkName
  | SetLinkedLogin
  | DropLinkedLogin
  | DropLinkedServer;
