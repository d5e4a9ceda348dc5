// Lines into batches and commands: commands stand alone at the start of a line and count outside of constants and
// comments, whose ends are looked for without regard to brackets.
using System.Text;
using System.Text.RegularExpressions;

namespace Regrant.Conformance.Sqlcmd;

internal sealed partial class Input(bool replacesVariables)
{
    private readonly StringBuilder batch = new();
    private char quote;
    private bool isComment;

    /// <summary>What a line amounts to: nothing yet, or a command with its argument.</summary>
    public (string Command, string Argument)? Take(string line)
    {
        if (quote == '\0' && !isComment && Command().Match(line) is { Success: true } found)
            return (found.Groups[1].Value.ToUpperInvariant(), found.Groups[2].Value.Trim());
        Scan(line);
        batch.Append(line).Append('\n');
        return null;
    }

    /// <summary>The batch so far, which is then forgotten.</summary>
    public string TakeBatch()
    {
        var text = batch.ToString();
        Reset();
        return replacesVariables ? Variable().Replace(text, found => Environment.GetEnvironmentVariable(found.Groups[1].Value) ?? found.Value) : text;
    }

    public void Reset()
    {
        batch.Clear();
        quote = '\0';
        isComment = false;
    }

    private void Scan(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            var pair = line.AsSpan(at, Math.Min(2, line.Length - at));
            if (quote != '\0')
            {
                if (line[at] == quote) quote = '\0';
            }
            else if (isComment)
            {
                if (pair is "*/") isComment = false;
            }
            else if (pair is "--") return;
            else if (pair is "/*") isComment = true;
            else if (line[at] is '\'' or '"') quote = line[at];
        }
    }

    [GeneratedRegex(@"^[ \t]*:?(GO|RESET|ED|QUIT|EXIT|!!|(?<=:)(?:ERROR|OUT|R|SETVAR|CONNECT|LIST|XML|ON))(?![\w@#$])(.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Command();

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Variable();
}
