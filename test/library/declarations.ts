// The built declarations, looked at as a reader of the package does: what the index exports, what that names, and what
// has a docstring. The compiler's own parser reads them.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';
import { API, type Program } from 'typescript/unstable/sync';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = join(ROOT, 'node_modules', '.cache', 'regrant-declarations');

/** What was found in the declarations. */
export interface Findings {
  /** Names that the index exports. */
  readonly exported: readonly string[];
  /** `who names what`, for what is ours and not exported. */
  readonly unexported: readonly string[];
  /** Exported names and their members without a docstring. */
  readonly undocumented: readonly string[];
  /** Packages that declarations reached from the index import from. */
  readonly packages: readonly string[];
}

/** Builds the declarations and looks through those that the index exports. */
export function lookThrough(): Findings {
  build();
  const api = new API();
  try {
    const config = join(BUILT, 'tsconfig.json');
    const [project] = api.updateSnapshot({ openProjects: [config] }).getProjects();
    if (project === undefined) throw new Error('The declarations cannot be opened.');
    return new Look(project.program).all();
  } finally {
    api.close();
  }
}

function build(): void {
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', BUILT, '--emitDeclarationOnly'];
  const only = ['--sourceMap', 'false', '--inlineSources', 'false'];
  const { status, stdout } = spawnSync(process.execPath, [...args, ...only], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The sources do not compile:\n${stdout}`);
  const compilerOptions = { module: 'nodenext', noEmit: true, types: [] };
  writeFileSync(join(BUILT, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['index.d.ts'] }));
}

/** The parts of a node that are looked at, whatever its kind. */
interface Loose {
  readonly name?: Node & { readonly text?: string };
  readonly propertyName?: { readonly text: string };
  readonly jsDoc?: readonly unknown[];
  readonly members?: readonly Node[];
  readonly moduleSpecifier?: { readonly text: string };
  readonly exportClause?: { readonly elements?: readonly Node[] };
  readonly importClause?: { readonly namedBindings?: { readonly elements?: readonly Node[] } };
  readonly declarationList?: { readonly declarations: readonly Node[] };
  readonly typeName?: Node & { readonly text?: string };
  readonly expression?: Node & { readonly text?: string };
  readonly typeParameters?: readonly Node[];
  readonly modifiers?: readonly Node[];
}

const loose = (node: Node): Loose => node as unknown as Loose;
const nameOf = (node: Node): string => loose(node).name?.text ?? '';

/** One file: what it declares, and where the names it imports are from. */
interface FileNames {
  readonly declared: ReadonlyMap<string, Node>;
  readonly imported: ReadonlyMap<string, { readonly from: string; readonly name: string }>;
}

class Look {
  readonly #program: Program;
  readonly #files = new Map<string, FileNames>();
  readonly #unexported = new Set<string>();
  readonly #undocumented: string[] = [];
  readonly #packages = new Set<string>();

  constructor(program: Program) {
    this.#program = program;
  }

  all(): Findings {
    const exported = this.#exports(join(BUILT, 'index.d.ts'));
    const known = new Set([...exported.values()].map(({ file, name }) => `${file}#${name}`));
    for (const [name, at] of exported) {
      const node = this.#namesOf(at.file).declared.get(at.name);
      if (node === undefined) throw new Error(`${name} is exported and declared nowhere.`);
      this.#document(name, node);
      this.#references(name, node, at.file, known);
    }
    this.#reach(join(BUILT, 'index.d.ts'), new Set());
    return {
      exported: [...exported.keys()].sort(),
      unexported: [...this.#unexported].sort(),
      undocumented: this.#undocumented.sort(),
      packages: [...this.#packages].sort(),
    };
  }

  /** Whoever checks our declarations reads every file that they reach, and what those import from packages. */
  #reach(file: string, seen: Set<string>): void {
    if (seen.has(file)) return;
    seen.add(file);
    for (const statement of this.#source(file).statements) {
      const from = loose(statement).moduleSpecifier?.text;
      if (from === undefined) continue;
      if (from.startsWith('.')) this.#reach(declarationFile(file, from), seen);
      else this.#packages.add(`${from} (in ${relative(BUILT, file)})`);
    }
  }

  #source(file: string): SourceFile {
    const source = this.#program.getSourceFile(file);
    if (source === undefined) throw new Error(`There is no ${relative(BUILT, file)}.`);
    return source;
  }

  /** Name → where it is declared, following files that only pass names on. */
  #exports(file: string): Map<string, { readonly file: string; readonly name: string }> {
    const found = new Map<string, { readonly file: string; readonly name: string }>();
    for (const statement of this.#source(file).statements) {
      const { moduleSpecifier, exportClause } = loose(statement);
      if (statement.kind !== SyntaxKind.ExportDeclaration || moduleSpecifier === undefined) continue;
      const from = declarationFile(file, moduleSpecifier.text);
      const elements = exportClause?.elements;
      if (elements === undefined) {
        for (const name of this.#exportedBy(from)) found.set(name, { file: from, name });
        for (const [name, at] of this.#exports(from)) found.set(name, at);
        continue;
      }
      for (const element of elements) {
        const name = loose(element).propertyName?.text ?? nameOf(element);
        found.set(nameOf(element), { file: from, name });
      }
    }
    return found;
  }

  /** What a file exports by declaring it. */
  #exportedBy(file: string): string[] {
    return [...this.#namesOf(file).declared].flatMap(([name, node]) => {
      const { modifiers } = loose(node.kind === SyntaxKind.VariableDeclaration ? node.parent.parent : node);
      return modifiers?.some(({ kind }) => kind === SyntaxKind.ExportKeyword) ? [name] : [];
    });
  }

  #namesOf(file: string): FileNames {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const declared = new Map<string, Node>();
    const imported = new Map<string, { readonly from: string; readonly name: string }>();
    for (const statement of this.#source(file).statements) {
      const { moduleSpecifier, importClause, declarationList } = loose(statement);
      if (statement.kind === SyntaxKind.ImportDeclaration && moduleSpecifier !== undefined) {
        for (const element of importClause?.namedBindings?.elements ?? []) {
          const name = loose(element).propertyName?.text ?? nameOf(element);
          imported.set(nameOf(element), { from: moduleSpecifier.text, name });
        }
      } else if (declarationList !== undefined) {
        for (const one of declarationList.declarations) declared.set(nameOf(one), one);
      } else if (nameOf(statement) !== '') declared.set(nameOf(statement), statement);
    }
    const names = { declared, imported };
    this.#files.set(file, names);
    return names;
  }

  #document(name: string, node: Node): void {
    const owner = node.kind === SyntaxKind.VariableDeclaration ? node.parent.parent : node;
    if (!isDocumented(owner)) this.#undocumented.push(name);
    for (const member of loose(node).members ?? []) {
      const isOwn = nameOf(member) !== '' && !isHidden(member);
      if (isOwn && !isDocumented(member)) this.#undocumented.push(`${name}.${nameOf(member)}`);
    }
  }

  #references(who: string, node: Node, file: string, known: ReadonlySet<string>): void {
    const own = new Set((loose(node).typeParameters ?? []).map(nameOf));
    const visit = (at: Node): void => {
      if (isHidden(at)) return;
      const named = referenced(at);
      if (named !== undefined && !own.has(named)) this.#reference(who, named, file, known);
      at.forEachChild((child) => {
        visit(child);
        return undefined;
      });
    };
    visit(node);
  }

  #reference(who: string, name: string, file: string, known: ReadonlySet<string>): void {
    const { declared, imported } = this.#namesOf(file);
    const from = imported.get(name);
    if (from?.from.startsWith('.')) {
      const passedOn = declarationFile(file, from.from);
      const at = this.#exports(passedOn).get(from.name) ?? { file: passedOn, name: from.name };
      const key = `${at.file}#${at.name}`;
      if (!known.has(key)) this.#unexported.add(`${who} names ${from.name} of ${relative(BUILT, key)}`);
    } else if (declared.has(name) && !known.has(`${file}#${name}`)) {
      this.#unexported.add(`${who} names ${name} of ${relative(BUILT, file)}`);
    }
  }
}

/** The name that a reference to a type or a base has; `typeof` a value of ours says itself. */
function referenced(node: Node): string | undefined {
  const { typeName, expression } = loose(node);
  if (node.kind === SyntaxKind.TypeReference) return typeName?.text;
  return node.kind === SyntaxKind.ExpressionWithTypeArguments ? expression?.text : undefined;
}

function isDocumented(node: Node): boolean {
  return (loose(node).jsDoc?.length ?? 0) > 0;
}

/** Private members, which no reader sees. */
function isHidden(node: Node): boolean {
  if (loose(node).name?.kind === SyntaxKind.PrivateIdentifier) return true;
  return loose(node).modifiers?.some(({ kind }) => kind === SyntaxKind.PrivateKeyword) ?? false;
}

function declarationFile(from: string, specifier: string): string {
  return resolve(from, '..', specifier).replace(/\.ts$/, '.d.ts');
}
