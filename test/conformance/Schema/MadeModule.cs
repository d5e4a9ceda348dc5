// The module that a batch makes: what is made again replaces what was there.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Schema;

internal static class MadeModule
{
    /// <summary>The name of the one module of a batch, comparable; null for any other batch.</summary>
    public static string? NameOf(Batch batch) => batch.Tree?.Statements is [var statement] ? NameOf(statement) : null;

    /// <summary>The batches without those whose module a later one makes again, as scripts with stubs do.</summary>
    public static IEnumerable<Batch> Last(IReadOnlyList<Batch> batches)
    {
        var last = new Dictionary<string, Batch>(StringComparer.OrdinalIgnoreCase);
        foreach (var batch in batches)
            if (NameOf(batch) is { } name) last[name] = batch;
        return batches.Where(batch => NameOf(batch) is not { } name || last[name] == batch);
    }

    /// <summary>The word ALTER where a batch starts with it; null for any other batch.</summary>
    public static TSqlParserToken? Alter(Batch batch) => NameOf(batch) is null
        ? null
        : batch.Tree!.ScriptTokenStream.Skip(batch.Tree.FirstTokenIndex).First(IsWord) is { TokenType: TSqlTokenType.Alter } word ? word : null;

    /// <summary>Whether a token is neither blank nor comment.</summary>
    public static bool IsWord(TSqlParserToken token) =>
        token.TokenType is not (TSqlTokenType.WhiteSpace or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment);

    /// <summary>The names in the head of a batch's module: its own, and of what a trigger stands on.</summary>
    public static IEnumerable<SchemaObjectName> NamesIn(Batch batch) => batch.Tree?.Statements is [var statement]
        ? statement switch
        {
            ProcedureStatementBody procedure => [procedure.ProcedureReference.Name],
            FunctionStatementBody function => [function.Name],
            ViewStatementBody view => [view.SchemaObjectName],
            TriggerStatementBody { TriggerObject.Name: { } on } trigger => [trigger.Name, on],
            TriggerStatementBody trigger => [trigger.Name],
            _ => [],
        }
        : [];

    /// <summary>Whether its module is in a schema, which triggers of the database are not.</summary>
    public static bool IsInSchema(Batch batch) =>
        batch.Tree?.Statements is not [TriggerStatementBody { TriggerObject.TriggerScope: not TriggerScope.Normal }];

    private static string? NameOf(TSqlStatement statement) => statement switch
    {
        ProcedureStatementBody procedure => Text(procedure.ProcedureReference.Name, procedure.ProcedureReference.Number?.Value),
        FunctionStatementBody function => Text(function.Name, null),
        ViewStatementBody view => Text(view.SchemaObjectName, null),
        TriggerStatementBody { TriggerObject.TriggerScope: TriggerScope.Normal } trigger => Text(trigger.Name, null),
        TriggerStatementBody trigger => $"database {trigger.Name.BaseIdentifier.Value}",
        _ => null,
    };

    private static string Text(SchemaObjectName name, string? number) =>
        $"{name.SchemaIdentifier?.Value ?? "dbo"}\u0001{name.BaseIdentifier.Value}\u0001{number}";
}
