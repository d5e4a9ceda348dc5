// The text of a module as the server keeps it: the batch from its first comment on, CREATE in the place of what made it.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal static class ModuleText
{
    /// <summary>What sys.sql_modules holds of a batch that makes one module.</summary>
    public static string Of(Batch batch) => Created(batch, batch.Text).TrimStart();

    /// <summary>The text with the names in its head in one form, and without its last line ends: scripts may write these otherwise.</summary>
    public static string WithoutName(Batch batch)
    {
        var text = batch.Text;
        foreach (var name in MadeModule.NamesIn(batch).OrderByDescending(name => name.StartOffset))
        {
            var schema = name.Identifiers.Count == 1 && MadeModule.IsInSchema(batch) ? "[dbo]." : "";
            text = string.Concat(text.AsSpan(0, name.StartOffset), schema + Names.Bracketed(name), text.AsSpan(name.StartOffset + name.FragmentLength));
        }
        return Created(batch, text).TrimStart().TrimEnd('\r', '\n');
    }

    // What makes it stands before its name, so that its places are the same whatever became of that.
    private static string Created(Batch batch, string text)
    {
        if (MadeModule.Alter(batch) is { } alter) return Replace(text, alter, "CREATE");
        var head = batch.Tree!.ScriptTokenStream.Skip(batch.Tree.FirstTokenIndex).Where(MadeModule.IsWord).Take(3).ToList();
        return head is [_, { TokenType: TSqlTokenType.Or } or, { TokenType: TSqlTokenType.Alter } also]
            ? Replace(Replace(text, also, ""), or, "")
            : text;
    }

    private static string Replace(string text, TSqlParserToken token, string by) =>
        string.Concat(text.AsSpan(0, token.Offset), by, text.AsSpan(token.Offset + token.Text.Length));
}
