using System.Text;

namespace Regrant.Conformance.Reading;

/// <summary>A procedure's name out of a text such as `[db].sys.sp_executesql`.</summary>
internal sealed record ProcedureName(string Name, string? Database)
{
    public static ProcedureName? Read(string text)
    {
        var parts = Parts(text);
        return parts.Count switch
        {
            1 or 2 => new ProcedureName(parts[^1], null),
            3 or 4 => new ProcedureName(parts[^1], parts[^3].Length > 0 ? parts[^3] : null),
            _ => null,
        };
    }

    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var closes = quoted && text[i] == ']';
            if (closes && i + 1 < text.Length && text[i + 1] == ']') part.Append(text[i++]);
            else if (closes) quoted = false;
            else if (!quoted && text[i] == '[') quoted = true;
            else if (!quoted && text[i] == '.') { parts.Add(part.ToString()); part.Clear(); }
            else part.Append(text[i]);
        }
        parts.Add(part.ToString());
        return parts;
    }
}
