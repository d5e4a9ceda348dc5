// Folds expressions to the text they are before anything runs: literals, NCHAR, CHAR, QUOTENAME, CONCAT,
// CONVERT and CAST to character types, `+`, and variables that hold such a text.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Folding;

internal sealed class Folder(Variables variables)
{
    private const int UndeclaredConversionLength = 30;

    public Variables Variables { get; } = variables;

    public Constant Fold(ScalarExpression? expression) => expression switch
    {
        null => Constant.Null,
        StringLiteral literal => Constant.Of(SqlText.Literal(literal.Value, literal.IsNational)),
        NullLiteral => Constant.Null,
        ParenthesisExpression inner => Fold(inner.Expression),
        VariableReference variable => Variables.Get(variable.Name),
        BinaryExpression { BinaryExpressionType: BinaryExpressionType.Add } sum =>
            Fold(sum.FirstExpression).Concatenate(Fold(sum.SecondExpression)),
        FunctionCall call => FoldCall(call),
        ConvertCall convert when convert.Style is null => FoldConversion(convert.DataType, convert.Parameter),
        CastCall cast => FoldConversion(cast.DataType, cast.Parameter),
        ColumnReferenceExpression => Constant.Unknown("a column"),
        GlobalVariableExpression global => Constant.Unknown(global.Name),
        _ => Constant.Unknown($"an expression ({expression.GetType().Name})"),
    };

    private Constant FoldConversion(DataTypeReference type, ScalarExpression value) =>
        CharacterType.Of(type, UndeclaredConversionLength) is { } target
            ? Fold(value).Map(text => text.As(target.National, target.Length))
            : Constant.Unknown("a conversion to another type");

    private Constant FoldCall(FunctionCall call) => (call.FunctionName.Value.ToUpperInvariant(), call.Parameters) switch
    {
        ("NCHAR", [IntegerLiteral code]) => Character(code, national: true),
        ("CHAR", [IntegerLiteral code]) => Character(code, national: false),
        ("QUOTENAME", [var name]) => Fold(name).Map(text => Quote(text, ']')),
        ("QUOTENAME", [var name, StringLiteral { Value: "'" or "]" or "[" } quote]) =>
            Fold(name).Map(text => Quote(text, quote.Value == "'" ? '\'' : ']')),
        ("CONCAT", var parts) => parts.Select(Fold).Aggregate((a, b) => a.Concatenate(b)),
        (var name, _) => Constant.Unknown($"the function {name}"),
    };

    private static Constant Character(IntegerLiteral code, bool national)
    {
        var number = long.Parse(code.Value, null);
        return number <= (national ? char.MaxValue : 0x7F)
            ? Constant.Of(new SqlText(((char)number).ToString(), national, Max: false))
            : Constant.Unknown($"character {number}, which depends on the collation");
    }

    /// <summary>QUOTENAME gives NULL for more than 128 characters.</summary>
    private static SqlText? Quote(SqlText text, char closer)
    {
        if (text.Value.Length > 128) return null;
        var opener = closer == ']' ? '[' : closer;
        var body = text.Value.Replace(closer.ToString(), $"{closer}{closer}", StringComparison.Ordinal);
        return text with { Value = $"{opener}{body}{closer}", National = true, Max = false };
    }
}
