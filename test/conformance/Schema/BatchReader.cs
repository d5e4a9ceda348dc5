// A script into batches: GO is found by Microsoft's own lexer, so that one inside a comment or literal is text.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Schema;

internal sealed class BatchReader(int version)
{
    private readonly TSqlParser quoted = ParserVersion.Create(version, quotedIdentifiers: true);
    private readonly TSqlParser plain = ParserVersion.Create(version, quotedIdentifiers: false);

    public List<SchemaProblem> Problems { get; } = [];

    /// <summary>The batches of a script that hold anything; one that does not parse is a problem and has no tree.</summary>
    public IReadOnlyList<Batch> Read(string file, string text)
    {
        var batches = new List<Batch>();
        var settings = BatchSettings.Usual;
        foreach (var (line, body) in Split(text))
        {
            var tree = Parse(file, line, body, settings);
            if (tree is { Batches: [] }) continue;
            var batch = tree?.Batches[0];
            batches.Add(new Batch(file, line, body, batch, settings));
            if (batch is not null) settings = After(batch, settings);
        }
        return batches;
    }

    private TSqlScript? Parse(string file, int line, string body, BatchSettings settings)
    {
        using var reader = new StringReader(body);
        var tree = (settings.QuotedIdentifier ? quoted : plain).Parse(reader, out var errors) as TSqlScript;
        foreach (var error in errors) Problems.Add(SchemaProblem.Syntax(file, line + error.Line - 1, error.Message));
        return errors.Count == 0 ? tree : null;
    }

    private IEnumerable<(int Line, string Text)> Split(string text)
    {
        using var reader = new StringReader(text);
        var (start, line) = (0, 1);
        foreach (var token in quoted.GetTokenStream(reader, out _).Where(token => token.TokenType == TSqlTokenType.Go))
        {
            yield return (line, text[start..token.Offset]);
            var end = text.IndexOf('\n', token.Offset);
            start = end < 0 ? text.Length : end + 1;
            line = token.Line + 1;
        }
        yield return (line, text[start..]);
    }

    private static BatchSettings After(TSqlBatch batch, BatchSettings settings)
    {
        foreach (var set in batch.Statements.OfType<PredicateSetStatement>())
        {
            if (set.Options.HasFlag(SetOptions.AnsiNulls)) settings = settings with { AnsiNulls = set.IsOn };
            if (set.Options.HasFlag(SetOptions.QuotedIdentifier)) settings = settings with { QuotedIdentifier = set.IsOn };
        }
        return settings;
    }
}
