// Words of the catalogue out of the parser's names.
using System.Text;

namespace Regrant.Conformance.Rows;

internal static class Words
{
    /// <summary>CreateTable as CREATE_TABLE.</summary>
    public static string Underscored(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToUpperInvariant(letter));
        }
        return text.ToString();
    }
}
