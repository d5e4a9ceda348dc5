// Conditions as SQL Server prints them: AND, OR, NOT, LIKE and IS NULL in capitals, comparisons without blanks.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Expressions;

internal sealed class ConditionPrinter(bool keepIn)
{
    private enum Level { Or, And, Not, Comparison }

    private ScalarPrinter Values => new(this);

    public string Print(BooleanExpression condition) => condition switch
    {
        BooleanParenthesisExpression inner => Print(inner.Expression),
        BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } both =>
            $"{Inside(both.FirstExpression, Level.And)} AND {Inside(both.SecondExpression, Level.And)}",
        BooleanBinaryExpression either =>
            $"{Inside(either.FirstExpression, Level.Or)} OR {Inside(either.SecondExpression, Level.Or)}",
        BooleanNotExpression not => $"NOT {Inside(not.Expression, Level.Not)}",
        BooleanComparisonExpression comparison =>
            Values.Print(comparison.FirstExpression) + Sign(comparison.ComparisonType) + Values.Print(comparison.SecondExpression),
        BooleanIsNullExpression isNull => $"{Values.Print(isNull.Expression)} IS {(isNull.IsNot ? "NOT " : "")}NULL",
        BooleanTernaryExpression between => Between(between),
        InPredicate { Subquery: null } list => keepIn ? List(list) : Alternatives(list),
        LikePredicate like => Like(like),
        DistinctPredicate distinct => $"{Values.Print(distinct.FirstExpression)} IS {(distinct.IsNot ? "NOT " : "")}"
            + $"DISTINCT FROM {Values.Print(distinct.SecondExpression)}",
        _ => ScalarPrinter.AsWritten(condition),
    };

    private string Inside(BooleanExpression condition, Level outer)
    {
        var printed = Print(condition);
        return LevelOf(condition) < outer || (outer == Level.Not && LevelOf(condition) == Level.Not) ? $"({printed})" : printed;
    }

    private Level LevelOf(BooleanExpression condition) => condition switch
    {
        BooleanParenthesisExpression inner => LevelOf(inner.Expression),
        BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } => Level.And,
        BooleanBinaryExpression => Level.Or,
        BooleanNotExpression => Level.Not,
        BooleanTernaryExpression { TernaryExpressionType: BooleanTernaryExpressionType.NotBetween } => Level.Or,
        BooleanTernaryExpression => Level.And,
        InPredicate { Values.Count: > 1, NotDefined: true } when !keepIn => Level.And,
        InPredicate { Values.Count: > 1 } when !keepIn => Level.Or,
        _ => Level.Comparison,
    };

    private string Between(BooleanTernaryExpression between)
    {
        var (value, from, to) = (Values.Print(between.FirstExpression), Values.Print(between.SecondExpression), Values.Print(between.ThirdExpression));
        return between.TernaryExpressionType == BooleanTernaryExpressionType.Between
            ? $"{value}>={from} AND {value}<={to}"
            : $"{value}<{from} OR {value}>{to}";
    }

    private string Alternatives(InPredicate list)
    {
        var value = Values.Print(list.Expression);
        var sign = list.NotDefined ? "<>" : "=";
        return string.Join(list.NotDefined ? " AND " : " OR ", list.Values.Reverse().Select(item => value + sign + Values.Print(item)));
    }

    private string List(InPredicate list) =>
        $"{Values.Print(list.Expression)} {(list.NotDefined ? "NOT " : "")}IN ({string.Join(", ", list.Values.Select(Values.Print))})";

    private string Like(LikePredicate like)
    {
        var escape = like.EscapeExpression is null ? "" : $" ESCAPE {Values.Print(like.EscapeExpression)}";
        return $"{Values.Print(like.FirstExpression)} {(like.NotDefined ? "NOT " : "")}LIKE {Values.Print(like.SecondExpression)}{escape}";
    }

    private static string Sign(BooleanComparisonType type) => type switch
    {
        BooleanComparisonType.Equals => "=",
        BooleanComparisonType.GreaterThan => ">",
        BooleanComparisonType.LessThan => "<",
        BooleanComparisonType.GreaterThanOrEqualTo or BooleanComparisonType.NotLessThan => ">=",
        BooleanComparisonType.LessThanOrEqualTo or BooleanComparisonType.NotGreaterThan => "<=",
        _ => "<>",
    };
}
