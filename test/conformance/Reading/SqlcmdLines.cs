// Takes sqlcmd's own lines (`:on error exit`, `:setvar …`, `!! …`) out of a script; line numbers stay.
using System.Text;

namespace Regrant.Conformance.Reading;

internal static class SqlcmdLines
{
    public static string Remove(string script)
    {
        if (!script.Contains(':', StringComparison.Ordinal) && !script.Contains("!!", StringComparison.Ordinal)) return script;
        var kept = new StringBuilder(script.Length);
        var state = new LexicalState();
        foreach (var line in Lines(script))
        {
            if (state.IsOutside && IsCommand(line))
            {
                kept.Append(line.AsSpan(line.TrimEnd('\r', '\n').Length));
                continue;
            }
            state.Read(line);
            kept.Append(line);
        }
        return kept.ToString();
    }

    private static bool IsCommand(string line)
    {
        var text = line.AsSpan().Trim();
        return text.StartsWith("!!") || (text.Length > 1 && text[0] == ':' && (char.IsAsciiLetter(text[1]) || text[1] == '!'));
    }

    /// <summary>The lines with their ends.</summary>
    private static IEnumerable<string> Lines(string script)
    {
        for (var start = 0; start < script.Length;)
        {
            var end = script.IndexOf('\n', start);
            var next = end < 0 ? script.Length : end + 1;
            yield return script[start..next];
            start = next;
        }
    }
}
