// What stands between two lines GO, with the settings that it is sent under.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Schema;

/// <summary>A batch: where it begins, its whole text, what it parses to and the session's settings at its start.</summary>
internal sealed record Batch(string File, int Line, string Text, TSqlBatch? Tree, BatchSettings Settings);

/// <summary>The settings that a module or table is made under and keeps.</summary>
internal readonly record struct BatchSettings(bool AnsiNulls, bool QuotedIdentifier)
{
    public static BatchSettings Usual { get; } = new(AnsiNulls: true, QuotedIdentifier: true);
}
