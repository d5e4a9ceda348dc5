// The text of a module as the server keeps it: the batch from its first comment on, CREATE in the place of what made it.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal static class ModuleText
{
    /// <summary>What sys.sql_modules holds of a batch that makes one module.</summary>
    public static string Of(Batch batch)
    {
        var text = batch.Text;
        var tokens = batch.Tree!.ScriptTokenStream;
        var head = tokens.Skip(batch.Tree.FirstTokenIndex).Where(MadeModule.IsWord).Take(3).ToList();
        if (MadeModule.Alter(batch) is { } alter) text = Replace(text, alter, "CREATE");
        else if (head is [_, { TokenType: TSqlTokenType.Or } or, { TokenType: TSqlTokenType.Alter } also]) text = Replace(Replace(text, also, ""), or, "");
        return text.TrimStart();
    }

    private static string Replace(string text, TSqlParserToken token, string by) =>
        string.Concat(text.AsSpan(0, token.Offset), by, text.AsSpan(token.Offset + token.Text.Length));
}
