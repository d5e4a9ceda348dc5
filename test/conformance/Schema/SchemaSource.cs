// A schema's batches as Microsoft's model is given them: those made under the usual settings as one text, because
// statements about an element are held only beside it; modules made under others as a text of their own.
using System.Globalization;
using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Schema;

/// <summary>One text of the model's: its name there, the settings it is taken under, its batches in order.</summary>
internal sealed record SchemaSource(string Name, string Text, BatchSettings Settings, IReadOnlyList<Batch> Batches)
{
    private const string Usual = "schema";

    /// <summary>The sources of batches; what the model does not hold is blanked, and told in `problems`.</summary>
    public static IReadOnlyList<SchemaSource> Of(IReadOnlyList<Batch> batches, List<SchemaProblem> problems)
    {
        var held = MadeModule.Last(batches)
            .Select(batch => (Batch: batch, Text: HeldText(batch, problems)))
            .Where(item => item.Text is not null)
            .Select(item => (item.Batch, Text: item.Text ?? ""))
            .ToList();
        var usual = held.Where(item => !IsApart(item.Batch)).ToList();
        var apart = held.Where(item => IsApart(item.Batch)).Select((item, at) => new SchemaSource(
            string.Create(CultureInfo.InvariantCulture, $"apart {at}"), item.Text, item.Batch.Settings, [item.Batch]));
        var text = new StringBuilder();
        foreach (var (_, own) in usual) text.Append(own).Append("\nGO\n");
        return
        [
            new SchemaSource(Usual, text.ToString(), BatchSettings.Usual, [.. usual.Select(item => item.Batch)]),
            .. apart,
        ];
    }

    /// <summary>The source parsed as a whole, so that its lines are the model's.</summary>
    public TSqlScript Parse(int version)
    {
        using var reader = new StringReader(Text);
        return (TSqlScript)ParserVersion.Create(version, Settings.QuotedIdentifier).Parse(reader, out _);
    }

    private static bool IsApart(Batch batch) =>
        batch.Settings != BatchSettings.Usual && batch.Tree?.Statements is [ProcedureStatementBodyBase or ViewStatementBody or TriggerStatementBody];

    private static string? HeldText(Batch batch, List<SchemaProblem> problems)
    {
        if (batch.Tree is null) return null;
        var text = new StringBuilder(batch.Text);
        if (MadeModule.Alter(batch) is { } word) text.Remove(word.Offset, word.Text.Length).Insert(word.Offset, "CREATE");
        var kept = 0;
        foreach (var statement in batch.Tree.Statements)
        {
            var reason = HeldStatement.WhyNot(statement);
            if (reason is null) kept++;
            else Blank(text, statement);
            if (reason is { Length: > 0 })
                problems.Add(SchemaProblem.NotHeld(batch.File, batch.Line + statement.StartLine - 1, reason));
        }
        return kept == 0 ? null : text.ToString();
    }

    private static void Blank(StringBuilder text, TSqlStatement statement)
    {
        for (var at = statement.StartOffset; at < statement.StartOffset + statement.FragmentLength; at++)
            if (text[at] is not ('\r' or '\n')) text[at] = ' ';
    }
}
