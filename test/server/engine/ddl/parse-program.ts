// A batch with control flow, temporary objects or security statements into nodes. Queries, expressions and the plain
// statements are read by the engine's own parser.
import { cannot, failAt } from '../messages.ts';
import { parsePlainStatement } from '../sql/parse-batch.ts';
import { parseExpression, parsePredicate, parseTypeName } from '../sql/parse-expression.ts';
import { parseQueryExpression } from '../sql/parse-query.ts';
import { typeOf } from '../sql/sql-type.ts';
import type { Expression, Statement } from '../sql/syntax.ts';
import { TokenStream } from '../sql/token-stream.ts';
import type { Token } from '../sql/tokenize.ts';
import { tokenize } from '../sql/tokenize.ts';
import { parseDdl } from './parse-ddl.ts';
import type { ArgumentSyntax, ColumnSyntax, Node, ParameterSyntax } from './syntax.ts';
import { triggerOf } from './triggers.ts';

/** Words that only a program has; without any of them a batch is the engine's own business. */
const WORDS: ReadonlySet<string> = new Set(
  `ALTER BEGIN CREATE DELETE DENY DISABLE DROP ENABLE EXEC EXECUTE GRANT IF INSERT RAISERROR RECONFIGURE RETURN REVOKE THROW UPDATE
   WHILE`.split(/\s+/),
);

/** Whether these tokens are a program. */
export function isProgram(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, word, text }) => kind === 'name' && (WORDS.has(word) || text.startsWith('#')));
}

/** The nodes of a batch; throws an EngineError on the first syntax error, before anything runs. */
export function parseProgram(text: string): readonly Node[] {
  const trigger = triggerOf(text);
  if (trigger !== undefined) return [{ node: 'ddl', line: 1, run: trigger }];
  return new ProgramParser(new TokenStream(tokenize(text))).batch();
}

/** The parameters of sp_executesql's second argument. */
export function parseParameterList(text: string): readonly ParameterSyntax[] {
  const stream = new TokenStream(tokenize(text));
  const parser = new ProgramParser(stream);
  const parameters = stream.atEnd ? [] : parser.parameters();
  if (!stream.atEnd) throw stream.unexpected();
  return parameters;
}

class ProgramParser {
  private readonly stream: TokenStream;
  private first = true;

  constructor(stream: TokenStream) {
    this.stream = stream;
  }

  batch(): readonly Node[] {
    const nodes: Node[] = [];
    this.semicolons();
    while (!this.stream.atEnd) nodes.push(this.statement());
    return nodes;
  }

  private semicolons(): void {
    while (this.stream.takeSymbol(';'));
  }

  private statement(): Node {
    const node = this.bare();
    this.semicolons();
    return node;
  }

  private bare(): Node {
    const { stream } = this;
    const { line } = stream;
    const { word } = stream.token;
    const first = this.first;
    this.first = false;
    switch (stream.token.kind === 'name' ? word : '') {
      case 'IF':
        return this.conditional(line);
      case 'WHILE':
        stream.advance();
        return { node: 'while', line, test: parsePredicate(stream), body: this.statement() };
      case 'BREAK':
        stream.advance();
        return { node: 'break', line };
      case 'BEGIN':
        return this.block(line);
      case 'RETURN':
        stream.advance();
        if (stream.token.kind === 'number') stream.advance();
        return { node: 'return', line };
      case 'THROW':
        stream.advance();
        return { node: 'throw', line };
      case 'INSERT':
        return this.insert(line);
      case 'UPDATE':
        return this.update(line);
      case 'DELETE':
        return this.remove(line);
      case 'EXEC':
      case 'EXECUTE':
        return this.execute(line);
      case 'RAISERROR':
        return this.raiserror(line);
      case 'CREATE':
        return this.create(line, first);
      case 'DROP':
        return this.drop(line);
      case 'ALTER':
      case 'DISABLE':
      case 'ENABLE':
      case 'GRANT':
      case 'DENY':
      case 'REVOKE':
      case 'RECONFIGURE':
        return { node: 'ddl', line, run: parseDdl(stream, false) };
      default:
        return plain(parsePlainStatement(stream));
    }
  }

  private conditional(line: number): Node {
    const { stream } = this;
    stream.expectWord('IF');
    const test = parsePredicate(stream);
    const then = this.statement();
    if (!stream.takeWord('ELSE')) return { node: 'if', line, test, then };
    return { node: 'if', line, test, then, otherwise: this.statement() };
  }

  private block(line: number): Node {
    const { stream } = this;
    stream.expectWord('BEGIN');
    if (stream.isWord('TRAN') || stream.isWord('TRANSACTION')) throw cannot(line, 'transactions');
    if (!stream.takeWord('TRY')) return { node: 'block', line, body: this.until('END') };
    const body = this.until('END', 'TRY');
    this.semicolons();
    stream.expectWord('BEGIN', 'CATCH');
    return { node: 'try', line, body, handler: this.until('END', 'CATCH') };
  }

  private until(...end: readonly string[]): readonly Node[] {
    const nodes: Node[] = [];
    this.semicolons();
    while (!this.stream.takeWord(...end)) {
      if (this.stream.atEnd) throw this.stream.unexpected();
      nodes.push(this.statement());
    }
    return nodes;
  }

  private insert(line: number): Node {
    const { stream } = this;
    stream.expectWord('INSERT');
    stream.takeWord('INTO');
    const table = stream.expectNameParts();
    const columns: string[] = [];
    if (stream.takeSymbol('(')) {
      do columns.push(stream.expectName());
      while (stream.takeSymbol(','));
      stream.expectSymbol(')');
    }
    if (!stream.takeWord('VALUES')) {
      return { node: 'insert', line, table, columns, query: parseQueryExpression(stream) };
    }
    const rows: Expression[][] = [];
    do rows.push(this.expressions());
    while (stream.takeSymbol(','));
    return { node: 'insert', line, table, columns, rows };
  }

  /** `(a, b)` */
  private expressions(): Expression[] {
    const { stream } = this;
    stream.expectSymbol('(');
    const list: Expression[] = [];
    do list.push(parseExpression(stream));
    while (stream.takeSymbol(','));
    stream.expectSymbol(')');
    return list;
  }

  private update(line: number): Node {
    const { stream } = this;
    stream.expectWord('UPDATE');
    const table = stream.expectNameParts();
    stream.expectWord('SET');
    const sets: [string, Expression][] = [];
    do {
      const column = stream.expectName();
      stream.expectSymbol('=');
      sets.push([column, parseExpression(stream)]);
    } while (stream.takeSymbol(','));
    return { node: 'update', line, table, sets, ...this.where() };
  }

  private remove(line: number): Node {
    const { stream } = this;
    stream.expectWord('DELETE');
    stream.takeWord('FROM');
    return { node: 'delete', line, table: stream.expectNameParts(), ...this.where() };
  }

  private where(): { readonly where?: Expression } {
    return this.stream.takeWord('WHERE') ? { where: parsePredicate(this.stream) } : {};
  }

  private execute(line: number): Node {
    const { stream } = this;
    stream.advance();
    if (stream.takeSymbol('(')) {
      const text = [parseExpression(stream)];
      stream.expectSymbol(')');
      return { node: 'execute-text', line, text };
    }
    const procedure = stream.token.kind === 'variable' ? parseExpression(stream) : stream.expectNameParts();
    const list: ArgumentSyntax[] = [];
    if (this.startsArgument()) {
      do list.push(this.argument());
      while (stream.takeSymbol(','));
    }
    return { node: 'execute', line, procedure, arguments: list };
  }

  private startsArgument(): boolean {
    const { kind, text, word } = this.stream.token;
    if (kind === 'symbol') return text === '-';
    return kind !== 'end' && (kind !== 'name' || word === 'NULL' || word === 'DEFAULT');
  }

  private argument(): ArgumentSyntax {
    const { stream } = this;
    const { token } = stream;
    let name: string | undefined;
    if (token.kind === 'variable' && stream.look(1).kind === 'symbol' && stream.look(1).text === '=') {
      name = stream.advance().text;
      stream.advance();
    }
    const given = { ...(name === undefined ? {} : { name }) };
    if (stream.takeWord('DEFAULT')) return { ...given, output: false };
    // An argument is a constant or a variable: SQL Server takes no expression here.
    const { line } = stream;
    const value = this.constant(line);
    return { ...given, value, output: stream.takeWord('OUTPUT') || stream.takeWord('OUT') };
  }

  private constant(line: number): Expression {
    const { stream } = this;
    const { kind, text } = stream.token;
    if (kind === 'name' && stream.isName())
      return { node: 'string', line, value: stream.advance().text, national: true };
    if (kind === 'symbol' && text === '-') {
      stream.advance();
      return { node: 'number', line, text: `-${stream.advance().text}` };
    }
    const { token } = stream;
    switch (kind) {
      case 'string':
        stream.advance();
        return { node: 'string', line, value: token.text, national: token.national };
      case 'number':
        stream.advance();
        return { node: 'number', line, text: token.text };
      case 'variable':
        stream.advance();
        return { node: 'variable', line, name: token.text };
      case 'binary':
        stream.advance();
        return { node: 'binary', line, value: bytesOf(token.text) };
      default:
        if (stream.takeWord('NULL')) return { node: 'null', line };
        throw stream.unexpected();
    }
  }

  private raiserror(line: number): Node {
    const { stream } = this;
    stream.advance();
    const list = this.expressions();
    if (list.length < 3) throw stream.unexpected();
    if (stream.takeWord('WITH')) {
      do stream.advance();
      while (stream.takeSymbol(','));
    }
    return { node: 'raiserror', line, arguments: list };
  }

  private create(line: number, first: boolean): Node {
    const { stream } = this;
    if (stream.isWord('CREATE', 'TABLE')) return this.createTable(line);
    if (stream.isWord('CREATE', 'PROCEDURE') || stream.isWord('CREATE', 'PROC'))
      return this.createProcedure(line, first);
    return { node: 'ddl', line, run: parseDdl(stream, first) };
  }

  private createTable(line: number): Node {
    const { stream } = this;
    stream.expectWord('CREATE', 'TABLE');
    const name = temporary(stream, line, 'CREATE TABLE');
    stream.expectSymbol('(');
    const columns: ColumnSyntax[] = [];
    do columns.push(this.column());
    while (stream.takeSymbol(','));
    stream.expectSymbol(')');
    return { node: 'create-table', line, name, columns };
  }

  private column(): ColumnSyntax {
    const { stream } = this;
    const name = stream.expectName();
    const type = this.type();
    const column = { name, type, nullable: true, identity: false };
    for (;;) {
      if (stream.takeWord('NOT', 'NULL')) column.nullable = false;
      else if (stream.takeWord('NULL')) column.nullable = true;
      else if (stream.takeWord('PRIMARY', 'KEY')) column.nullable = false;
      else if (stream.takeWord('IDENTITY')) column.identity = true;
      else return column;
    }
  }

  private type() {
    const { line } = this.stream;
    const name = parseTypeName(this.stream);
    const type = typeOf(name, 1);
    if (type === undefined) throw failAt(line, 2715, `Cannot find data type ${name.name}.`);
    return type;
  }

  private createProcedure(line: number, first: boolean): Node {
    const { stream } = this;
    if (!first) {
      throw failAt(line, 111, "'CREATE/ALTER PROCEDURE' must be the first statement in a query batch.", 15);
    }
    stream.advance();
    stream.advance();
    const name = temporary(stream, line, 'CREATE PROCEDURE');
    const parameters = stream.token.kind === 'variable' ? this.parameters() : [];
    stream.expectWord('AS');
    return { node: 'create-procedure', line, name, parameters, body: this.batch() };
  }

  parameters(): ParameterSyntax[] {
    const { stream } = this;
    const list: ParameterSyntax[] = [];
    do {
      if (stream.token.kind !== 'variable') throw stream.unexpected();
      const name = stream.advance().text;
      stream.takeWord('AS');
      const type = this.type();
      const preset = stream.takeSymbol('=') ? parseExpression(stream) : undefined;
      const output = stream.takeWord('OUTPUT') || stream.takeWord('OUT');
      list.push({ name, type, output, ...(preset && { preset }) });
    } while (stream.takeSymbol(','));
    return list;
  }

  private drop(line: number): Node {
    const { stream } = this;
    for (const kind of ['table', 'procedure'] as const) {
      if (!stream.takeWord('DROP', kind.toUpperCase())) continue;
      const names: string[] = [];
      do names.push(temporary(stream, line, `DROP ${kind.toUpperCase()}`));
      while (stream.takeSymbol(','));
      return { node: 'drop-temporary', line, kind, names };
    }
    return { node: 'ddl', line, run: parseDdl(stream, false) };
  }
}

/** The name of a temporary object; any other is refused. */
function temporary(stream: TokenStream, line: number, what: string): string {
  const name = stream.expectNameParts().at(-1) ?? '';
  if (!name.startsWith('#')) throw cannot(line, `${what} of what is not temporary`);
  return name;
}

function plain(statement: Statement): Node {
  const { line } = statement;
  switch (statement.statement) {
    case 'select':
      return { node: 'query', line, query: statement.query };
    case 'declare':
      return { node: 'declare', line, variables: statement.variables };
    case 'set-variable':
      return { node: 'set', line, name: statement.name, value: statement.value };
    case 'print':
      return { node: 'print', line, value: statement.value };
    default:
      return { node: 'plain', line, statement };
  }
}

function bytesOf(literal: string): Uint8Array {
  const digits = literal.slice(2);
  return Uint8Array.from(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'));
}
