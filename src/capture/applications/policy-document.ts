// The document of a report server's policy: who has which roles, by names and by SIDs in base64.
// Source: "Catalog Items in a Report Server Database", and what report servers write.
import type { Hex } from '../../model/fact.ts';
import { children, readXml, textOf, type XmlNode } from '../../xml/read-xml.ts';

/** Who has a role by a policy. */
export interface PolicyEntry {
  readonly account: string;
  readonly sid: Hex | undefined;
  readonly role: string;
}

/** `Policies`, `Policy`, `Roles`, `Role`, `Name`. */
const DEPTH = 5;

/** What may stand beside the root, by the names that a tree has for it. */
const BESIDE: ReadonlySet<string> = new Set(['?xml', '#text', 'Policies']);

/** The entries of a document; or what is wrong with it, in words that follow its name. */
export function policyEntries(text: string): readonly PolicyEntry[] | { readonly problem: string } {
  const read = readXml(text, { depth: DEPTH });
  if ('problem' in read) return read;
  const lists = children(read.tree, 'Policies');
  const [list] = lists;
  const others = Object.keys(read.tree).filter((name) => !BESIDE.has(name));
  if (lists.length !== 1 || others.length > 0) return { problem: 'is not one list of policies' };
  if (!isListOf(list, 'Policy')) return { problem: 'has something in its list that is no policy' };
  const entries: PolicyEntry[] = [];
  for (const policy of children(list, 'Policy')) {
    const account = nameIn(policy, 'GroupUserName');
    const roles = rolesOf(policy);
    if (account === undefined || roles === undefined)
      return { problem: 'has a policy without a name of an account or of a role' };
    const sid = sidOf(textOf(policy, 'GroupUserId') ?? '');
    for (const role of roles) entries.push({ account, sid, role });
  }
  return entries;
}

function rolesOf(policy: XmlNode): readonly string[] | undefined {
  const lists = children(policy, 'Roles');
  const names = lists.flatMap((list) => children(list, 'Role')).map((role) => nameIn(role, 'Name'));
  const areLists = lists.length > 0 && lists.every((list) => isListOf(list, 'Role'));
  return areLists && names.every((name) => name !== undefined) ? names : undefined;
}

/** Whether nothing else is in a node than elements of a name, and blanks between them. */
function isListOf(node: XmlNode | undefined, name: string): boolean {
  const parts = typeof node === 'object' ? Object.entries(node) : [['#text', node]];
  return parts.every(([key, part]) => key === name || (key === '#text' && String(part ?? '').trim() === ''));
}

/** The text of an element, which is not blank. */
function nameIn(node: XmlNode, name: string): string | undefined {
  const text = textOf(node, name);
  return text?.trim() === '' ? undefined : text;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** A SID, which a byte that varies may stand before; undefined for what is none. */
export function sidOf(groupUserId: string): Hex | undefined {
  const digits = groupUserId.trim();
  if (!BASE64.test(digits)) return undefined;
  const bytes = Buffer.from(digits, 'base64');
  for (const from of [0, 1]) {
    const sid = bytes.subarray(from);
    if (isSid(sid)) return `0x${sid.toString('hex').toUpperCase()}`;
  }
  return undefined;
}

/** Revision 1, up to fifteen parts of four bytes behind eight. Source: "SID structure (winnt.h)" (Microsoft). */
function isSid(bytes: Uint8Array): boolean {
  const [revision, parts = 0] = bytes;
  return revision === 1 && parts >= 1 && parts <= 15 && bytes.length === 8 + 4 * parts;
}
