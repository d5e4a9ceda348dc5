using System.Text;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Reading;

/// <summary>The source of a part of a script, exactly as it was written.</summary>
internal static class SourceText
{
    public static string Of(TSqlFragment fragment)
    {
        var text = new StringBuilder();
        for (var i = fragment.FirstTokenIndex; i <= fragment.LastTokenIndex; i++) text.Append(fragment.ScriptTokenStream[i].Text);
        return text.ToString();
    }
}
