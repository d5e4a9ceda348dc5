// Constants of a batch that reach a procedure by a variable, since a call takes no expression: the model takes literals only.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;

namespace Regrant.Conformance.Schema;

internal sealed class FoldedValues
{
    private readonly Dictionary<string, string> literals = new(StringComparer.OrdinalIgnoreCase);

    public FoldedValues(TSqlBatch batch)
    {
        foreach (var declared in batch.Statements.OfType<DeclareVariableStatement>().SelectMany(statement => statement.Declarations))
            if (LiteralOf(declared.Value) is { } literal) literals[declared.VariableName.Value] = literal;
    }

    /// <summary>Whether a statement does nothing but declare what is folded.</summary>
    public bool Declares(TSqlStatement statement) =>
        statement is DeclareVariableStatement { Declarations: var declared } && declared.All(one => literals.ContainsKey(one.VariableName.Value));

    /// <summary>The text of a call with literals in the places of variables; null for one that has none.</summary>
    public string? Rewritten(string text, TSqlStatement statement)
    {
        if (statement is not ExecuteStatement { ExecuteSpecification.ExecutableEntity.Parameters: var arguments }) return null;
        var values = arguments.Select(argument => argument.ParameterValue).OfType<VariableReference>().Where(value => literals.ContainsKey(value.Name)).ToList();
        if (values.Count == 0) return null;
        var call = text.Substring(statement.StartOffset, statement.FragmentLength);
        foreach (var value in values.OrderByDescending(value => value.StartOffset))
            call = call.Remove(value.StartOffset - statement.StartOffset, value.FragmentLength).Insert(value.StartOffset - statement.StartOffset, literals[value.Name]);
        return call;
    }

    private static string? LiteralOf(ScalarExpression? value) => value switch
    {
        ConvertCall { Parameter: Literal literal, DataType: SqlDataTypeReference type } => Of(type.SqlDataTypeOption, literal.Value),
        CastCall { Parameter: Literal literal, DataType: SqlDataTypeReference type } => Of(type.SqlDataTypeOption, literal.Value),
        Literal literal => ScalarPrinter.AsWritten(literal),
        _ => null,
    };

    private static string? Of(SqlDataTypeOption type, string value) => type switch
    {
        SqlDataTypeOption.Char or SqlDataTypeOption.VarChar => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'",
        SqlDataTypeOption.Int or SqlDataTypeOption.Decimal or SqlDataTypeOption.Numeric or SqlDataTypeOption.Float or SqlDataTypeOption.Money
            or SqlDataTypeOption.Binary or SqlDataTypeOption.VarBinary => value,
        _ => $"N'{value.Replace("'", "''", StringComparison.Ordinal)}'",
    };
}
