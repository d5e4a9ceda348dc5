// A cursor over tokens with the questions a recursive-descent parser asks.
import { syntaxNear } from '../messages.ts';
import type { Token } from './tokenize.ts';

/** Words that cannot be an alias or a bare name where the parser has to tell the end of a clause. */
const RESERVED = new Set(
  `ADD ALL ALTER AND ANY AS ASC BACKUP BEGIN BETWEEN BREAK BY CASE CHECKPOINT CLOSE COLLATE COMMIT CONTINUE CONVERT
  CREATE CROSS CURSOR DBCC DEALLOCATE DECLARE DELETE DENY DESC DISTINCT DROP ELSE END EXCEPT EXEC EXECUTE EXISTS FETCH
  FOR FROM FULL FUNCTION GOTO GRANT GROUP HAVING IF IN INNER INSERT INTERSECT INTO IS JOIN KILL LEFT LIKE MERGE NOT
  NULL OF OFF ON OPEN OPTION OR ORDER OUTER OVER PIVOT PRINT PROC PROCEDURE RAISERROR RECONFIGURE RESTORE RETURN REVERT
  REVOKE RIGHT ROLLBACK SELECT SET SHUTDOWN SOME TABLE THEN TO TOP TRANSACTION TRIGGER TRUNCATE UNION UNPIVOT UPDATE USE
  VALUES VIEW WAITFOR WHEN WHERE WHILE WITH`.split(/\s+/),
);

/** Reads tokens from front to back. */
export class TokenStream {
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get token(): Token {
    return this.look(0);
  }

  get line(): number {
    return this.token.line;
  }

  get atEnd(): boolean {
    return this.token.kind === 'end';
  }

  look(ahead: number): Token {
    const token = this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new Error('no tokens');
    return token;
  }

  advance(): Token {
    const token = this.token;
    this.at += 1;
    return token;
  }

  /** Whether the next tokens are these words. */
  isWord(...words: readonly string[]): boolean {
    return words.every((word, index) => this.look(index).word === word);
  }

  isSymbol(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  /** Takes these words if they come next. */
  takeWord(...words: readonly string[]): boolean {
    if (!this.isWord(...words)) return false;
    this.at += words.length;
    return true;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.at += 1;
    return true;
  }

  expectWord(...words: readonly string[]): void {
    if (!this.takeWord(...words)) throw this.unexpected();
  }

  /** Takes the one of these words that comes next. */
  expectOneOf(...words: readonly string[]): string {
    const found = words.find((word) => this.takeWord(word));
    if (found === undefined) throw this.unexpected();
    return found;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected();
  }

  /** Whether an identifier comes next: a quoted name, or a plain one that is no reserved word. */
  isName(): boolean {
    const { kind, word } = this.token;
    return kind === 'quoted' || (kind === 'name' && !RESERVED.has(word));
  }

  expectName(): string {
    if (!this.isName()) throw this.unexpected();
    return this.advance().text;
  }

  /** `a`, `a.b`, `a.b.c`, `a..c` as parts; an omitted part is empty. */
  expectNameParts(): string[] {
    const parts = [this.expectName()];
    while (this.takeSymbol('.')) parts.push(this.isSymbol('.') ? '' : this.expectName());
    return parts;
  }

  unexpected(): Error {
    const { kind, text, line } = this.token;
    return syntaxNear(line, kind === 'end' ? 'end of batch' : text);
  }
}
