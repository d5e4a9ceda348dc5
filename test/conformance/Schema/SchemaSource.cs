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

    /// <summary>The sources of batches; what the model does not hold is told in `problems`.</summary>
    public static IReadOnlyList<SchemaSource> Of(IReadOnlyList<Batch> batches, List<SchemaProblem> problems)
    {
        var held = MadeModule.Last(batches)
            .SelectMany(batch => Held(batch, problems))
            .ToList();
        // Behind a policy the model no longer finds the functions that expressions of tables call.
        var usual = held.Where(item => !IsApart(item.Batch)).OrderBy(item => item.IsPolicy).ToList();
        var apart = held.Where(item => IsApart(item.Batch)).Select((item, at) => new SchemaSource(
            string.Create(CultureInfo.InvariantCulture, $"apart {at}"), item.Text, item.Batch.Settings, [item.Batch]));
        var text = new StringBuilder();
        foreach (var (_, own, _) in usual) text.Append(own).Append("\nGO\n");
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

    // Each statement by itself: the model holds no second one of a batch. A module is its whole batch.
    private static IEnumerable<(Batch Batch, string Text, bool IsPolicy)> Held(Batch batch, List<SchemaProblem> problems)
    {
        if (batch.Tree is null) yield break;
        var isOne = batch.Tree.Statements.Count == 1;
        var folded = new FoldedValues(batch.Tree);
        foreach (var statement in batch.Tree.Statements.Where(statement => !folded.Declares(statement)))
        {
            var reason = HeldStatement.WhyNot(statement);
            if (reason is null) yield return (batch, folded.Rewritten(batch.Text, statement) ?? OldForm.Rewritten(statement) ?? (isOne ? Whole(batch) : batch.Text.Substring(statement.StartOffset, statement.FragmentLength)), statement is SecurityPolicyStatement);
            else if (reason.Length > 0) problems.Add(SchemaProblem.NotHeld(batch.File, batch.Line + statement.StartLine - 1, reason));
        }
    }

    private static string Whole(Batch batch) => MadeModule.Alter(batch) is { } word
        ? batch.Text.Remove(word.Offset, word.Text.Length).Insert(word.Offset, "CREATE")
        : batch.Text;
}
