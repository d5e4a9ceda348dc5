// Procedures of old that make what has a statement of its own today, which is all that the model takes.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;

namespace Regrant.Conformance.Schema;

internal static class OldForm
{
    /// <summary>The statement of today that does the same; null where a statement is one already.</summary>
    public static string? Rewritten(TSqlStatement statement)
    {
        if (statement is not ExecuteStatement call || HeldStatement.ProcedureOf(call) != "sp_addtype") return null;
        var words = call.ExecuteSpecification.ExecutableEntity.Parameters.Select(parameter => WordOf(parameter.ParameterValue)).ToList();
        return words is [var name, var type, ..]
            ? $"CREATE TYPE [dbo].{Names.Bracketed(name)} FROM {type} {words.ElementAtOrDefault(2) ?? "NULL"}"
            : null;
    }

    private static string WordOf(ScalarExpression value) => value switch
    {
        Literal literal => literal.Value,
        _ => ScalarPrinter.AsWritten(value),
    };
}
