// An expression as SQL Server stores it: parsed, and printed back from the tree, so that blanks, comments, redundant
// parentheses and the case of words are lost. The rules are those of the reference "How the server normalises".
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Expressions;

internal sealed class StoredExpression(int version)
{
    private readonly TSqlParser parser = ParserVersion.Create(version, quotedIdentifiers: true);

    /// <summary>A scalar expression, of a default or a computed column, in its outer parentheses.</summary>
    public string Scalar(string text)
    {
        using var reader = new StringReader(text);
        var tree = parser.ParseExpression(reader, out var errors);
        return errors.Count > 0 || tree is null ? text : $"({new ScalarPrinter().Print(tree)})";
    }

    /// <summary>A condition, of a check, in its outer parentheses.</summary>
    public string Condition(string text) => Boolean(text, keepIn: false);

    /// <summary>The condition of an index: a list of values stays one.</summary>
    public string Filter(string text) => Boolean(text, keepIn: true);

    private string Boolean(string text, bool keepIn)
    {
        using var reader = new StringReader(text);
        var tree = parser.ParseBooleanExpression(reader, out var errors);
        return errors.Count > 0 || tree is null ? text : $"({new ConditionPrinter(keepIn).Print(tree)})";
    }
}
