using System.Text.RegularExpressions;

namespace Regrant.Conformance.Reading;

/// <summary>A part of a script that is parsed on its own, and the line of the script before its first.</summary>
internal sealed partial record Piece(string Text, int LinesBefore)
{
    /// <summary>The whole script, or its parts between lines that are GO and nothing else.</summary>
    public static IEnumerable<Piece> Of(string script, bool plainSplit)
    {
        if (!plainSplit) return [new Piece(script, 0)];
        var line = 0;
        return GoLine().Split(script).Select(text =>
        {
            var piece = new Piece(text, line);
            line += text.Count(unit => unit == '\n') + 1;
            return piece;
        });
    }

    [GeneratedRegex(@"^[ \t]*GO[ \t]*\r?$\n?", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex GoLine();
}
