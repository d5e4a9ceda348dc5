// Values as SQL Server prints them: names in brackets, numbers in parentheses, functions in small letters, CAST as CONVERT.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Expressions;

internal sealed class ScalarPrinter(ConditionPrinter? conditions = null)
{
    private readonly ConditionPrinter conditions = conditions ?? new ConditionPrinter(keepIn: false);

    public string Print(ScalarExpression value)
    {
        var printed = Plain(value);
        return value is PrimaryExpression { Collation: { } collation } ? $"{printed} COLLATE {collation.Value}" : printed;
    }

    /// <summary>Text of what has no rule of its own, as Microsoft's generator writes it.</summary>
    public static string AsWritten(TSqlFragment fragment)
    {
        new Sql170ScriptGenerator().GenerateScript(fragment, out var text);
        return text;
    }

    private string Plain(ScalarExpression value) => value switch
    {
        ParenthesisExpression inner => Print(inner.Expression),
        StringLiteral text => (text.IsNational ? "N'" : "'") + text.Value.Replace("'", "''", StringComparison.Ordinal) + "'",
        NullLiteral => "NULL",
        MaxLiteral or DefaultLiteral => AsWritten(value),
        Literal number => $"({number.Value})",
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Negative, Expression: Literal literal } => $"(-{literal.Value})",
        UnaryExpression { UnaryExpressionType: UnaryExpressionType.Positive } plus => Print(plus.Expression),
        UnaryExpression unary => $"{(unary.UnaryExpressionType == UnaryExpressionType.Negative ? '-' : '~')}{Operand(unary.Expression, 4)}",
        BinaryExpression binary => Binary(binary),
        ColumnReferenceExpression { MultiPartIdentifier: { } name } => Names.Bracketed(name),
        CaseExpression choice => Case(choice),
        CastCall cast => $"CONVERT({TypePrinter.Print(cast.DataType)},{Print(cast.Parameter)})",
        ConvertCall convert => Convert("CONVERT", convert.DataType, convert.Parameter, convert.Style),
        TryCastCall cast => $"TRY_CAST({Print(cast.Parameter)} AS {TypePrinter.Print(cast.DataType)})",
        TryConvertCall convert => Convert("TRY_CONVERT", convert.DataType, convert.Parameter, convert.Style),
        IIfCall choice => $"case when {conditions.Print(choice.Predicate)} then {Print(choice.ThenExpression)} else {Print(choice.ElseExpression)} end",
        CoalesceExpression first => Coalesce([.. first.Expressions.Select(Print)]),
        NullIfExpression pair => $"case when {Print(pair.FirstExpression)}={Print(pair.SecondExpression)} then NULL else {Print(pair.FirstExpression)} end",
        LeftFunctionCall left => $"left({Arguments(left.Parameters)})",
        RightFunctionCall right => $"right({Arguments(right.Parameters)})",
        ParameterlessCall call => FunctionNames.Parameterless(call.ParameterlessCallType),
        NextValueForExpression next => $"NEXT VALUE FOR {Names.Bracketed(next.SequenceName)}",
        AtTimeZoneCall zone => $"{Print(zone.DateValue)} AT TIME ZONE {Print(zone.TimeZone)}",
        FunctionCall call => Function(call),
        _ => AsWritten(value),
    };

    private string Binary(BinaryExpression binary)
    {
        var level = LevelOf(binary);
        return Operand(binary.FirstExpression, level) + Sign(binary.BinaryExpressionType) + Operand(binary.SecondExpression, level + 1);
    }

    private string Operand(ScalarExpression value, int least) => LevelOf(value) < least ? $"({Print(value)})" : Print(value);

    private static int LevelOf(ScalarExpression value) => value switch
    {
        ParenthesisExpression inner => LevelOf(inner.Expression),
        BinaryExpression { BinaryExpressionType: BinaryExpressionType.Multiply or BinaryExpressionType.Divide or BinaryExpressionType.Modulo } => 3,
        BinaryExpression => 2,
        _ => 5,
    };

    private static string Sign(BinaryExpressionType type) => type switch
    {
        BinaryExpressionType.Add => "+",
        BinaryExpressionType.Subtract => "-",
        BinaryExpressionType.Multiply => "*",
        BinaryExpressionType.Divide => "/",
        BinaryExpressionType.Modulo => "%",
        BinaryExpressionType.BitwiseAnd => "&",
        BinaryExpressionType.BitwiseOr => "|",
        BinaryExpressionType.BitwiseXor => "^",
        BinaryExpressionType.LeftShift => "<<",
        _ => ">>",
    };

    private string Case(CaseExpression choice)
    {
        var branches = choice switch
        {
            SearchedCaseExpression searched => searched.WhenClauses.Select(when =>
                $" when {conditions.Print(when.WhenExpression)} then {Print(when.ThenExpression)}"),
            SimpleCaseExpression simple => simple.WhenClauses.Select(when =>
                $" when {Print(when.WhenExpression)} then {Print(when.ThenExpression)}"),
            _ => [],
        };
        var input = choice is SimpleCaseExpression { InputExpression: { } value } ? $" {Print(value)}" : "";
        var rest = choice.ElseExpression is null ? "" : $" else {Print(choice.ElseExpression)}";
        return $"case{input}{string.Concat(branches)}{rest} end";
    }

    private static string Coalesce(ReadOnlySpan<string> values) => values.Length == 1
        ? values[0]
        : $"case when {values[0]} IS NOT NULL then {values[0]} else {Coalesce(values[1..])} end";

    private string Convert(string word, DataTypeReference type, ScalarExpression value, ScalarExpression? style) =>
        $"{word}({TypePrinter.Print(type)},{Print(value)}{(style is null ? "" : $",{Print(style)}")})";

    private string Function(FunctionCall call)
    {
        var name = call.FunctionName.Value;
        switch (call.CallTarget)
        {
            case MultiPartIdentifierCallTarget target:
                return $"{Names.Bracketed(target.MultiPartIdentifier)}.{Names.Bracketed(name)}({Arguments(call.Parameters)})";
            case null when FunctionNames.IsChoose(name):
                return Choose(call.Parameters);
            case null when FunctionNames.DatePartOf(name) is { } part:
                return $"datepart({part},{Arguments(call.Parameters)})";
            case null when FunctionNames.TakesDatePart(name):
                return $"{FunctionNames.Lower(name)}({FunctionNames.DatePart(call.Parameters[0])},{Arguments(call.Parameters.Skip(1))})";
            case null:
                return $"{FunctionNames.Lower(name)}({Arguments(call.Parameters)})";
            default:
                return AsWritten(call);
        }
    }

    private string Choose(IList<ScalarExpression> values)
    {
        var index = Print(values[0]);
        var branches = values.Skip(1).Select((value, at) => $" when ({at + 1}) then {Print(value)}");
        return $"case {index}{string.Concat(branches)} end";
    }

    private string Arguments(IEnumerable<ScalarExpression> values) => string.Join(",", values.Select(Print));
}
