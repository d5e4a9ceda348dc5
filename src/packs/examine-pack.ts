// What can be said of a pack by its XML: whether it is well-formed, whether it is what its row says, and whether all that it
// references is there. A reference is satisfied by a pack of its name and key, of its version or a later one.
// Source: "Management pack manifest", "Author management packs" (Microsoft).
import { children, readXml, textOf } from '../xml/read-xml.ts';
import { scanXml } from '../xml/scan-xml.ts';
import type { ManagementPack } from './pack.ts';

/** Deep enough for a manifest. */
const DEPTH = 12;

/** The problems of a pack, one sentence each; none for one that is as it should be. */
export function examinePack(
  pack: ManagementPack,
  xml: string,
  all: readonly ManagementPack[],
): readonly string[] {
  const scanned = scanXml(xml);
  if ('problem' in scanned) return [`It ${scanned.problem}.`];
  // The manifest alone: a pack may have millions of characters, and nothing of the rest is looked at.
  const { from = 0, to = 0 } = scanned.elements.find(({ name }) => name === 'Manifest') ?? {};
  const read = readXml(xml.slice(from, to), { depth: DEPTH });
  const [manifest] = 'tree' in read ? children(read.tree, 'Manifest') : [];
  const [identity] = children(manifest, 'Identity');
  const [name, version] = [textOf(identity, 'ID')?.trim(), textOf(identity, 'Version')?.trim()];
  if (name === undefined || version === undefined) return ['It has no manifest with a name and a version.'];
  const problems: string[] = [];
  if (name !== pack.name || version !== pack.version)
    problems.push(`It calls itself ${name} ${version}, and its row ${pack.name} ${pack.version}.`);
  for (const reference of children(manifest, 'References').flatMap((list) => children(list, 'Reference'))) {
    const [id, least] = [textOf(reference, 'ID')?.trim() ?? '', textOf(reference, 'Version')?.trim() ?? ''];
    const token = textOf(reference, 'PublicKeyToken')?.trim() || undefined;
    const why = unsatisfied(id, least, token, all);
    if (why !== undefined)
      problems.push(`It references ${id} ${least}${token === undefined ? '' : ` (${token})`}${why}.`);
  }
  return problems.map(detached);
}

/** The same text by itself: a piece of a text keeps all of it in memory, and there may be a hundred packs. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

function unsatisfied(
  id: string,
  least: string,
  token: string | undefined,
  all: readonly ManagementPack[],
): string | undefined {
  const named = all.filter(({ name }) => name.toLowerCase() === id.toLowerCase());
  const ofKey = named.filter(({ keyToken }) => keyToken?.toLowerCase() === token?.toLowerCase());
  const [first] = named;
  if (first === undefined) return ', which is not in the database';
  if (ofKey.length === 0)
    return `, which is in the database with ${first.keyToken === undefined ? 'no key' : `the key ${first.keyToken}`}`;
  if (ofKey.some(({ version }) => isAtLeast(version, least))) return undefined;
  return `, of which the database has ${ofKey.map(({ version }) => version).join(', ')}`;
}

function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 4; at += 1) {
    const difference = (have?.[at] ?? 0) - (want?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
